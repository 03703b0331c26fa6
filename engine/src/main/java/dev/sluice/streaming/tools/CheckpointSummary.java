package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Offset;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateHeader;
import dev.sluice.streaming.StateNotes;
import dev.sluice.streaming.log.CheckpointLock;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.log.RowCounts;
import dev.sluice.streaming.progress.ProgressBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words what is in a checkpoint and what a start would do. Only reads, and takes no lock. */
public final class CheckpointSummary {
    private static final int LOOKS = 10;

    private final CheckpointFiles checkpoint;
    private final Standing standing;
    private final List<String> lines = new ArrayList<>();

    private CheckpointSummary(CheckpointFiles checkpoint) {
        this.checkpoint = checkpoint;
        this.standing = Standing.of(checkpoint);
    }

    /**
     * A line for each thing worth knowing.
     *
     * @throws dev.sluice.error.SluiceException if this is no checkpoint, or its logs cannot be read
     */
    public static List<String> of(Path directory) {
        CheckpointFiles checkpoint = CheckpointFiles.open(directory);
        for (int look = 1; ; look++) {
            try {
                CheckpointSummary summary = new CheckpointSummary(checkpoint);
                summary.addAll();
                return summary.lines;
            } catch (SluiceException failed) {
                // What is wrong stays so; a query that runs removes what it needs no more.
                if (look == LOOKS) {
                    throw failed;
                }
            }
        }
    }

    private void addAll() {
        addQuery();
        addBatches();
        addSources();
        addState();
        addRestart();
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is none of this project's.
    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    /** As in {@code 1 file}, {@code 2 files}. */
    private static String counted(String count, String one, String many) {
        return count + " " + (count.equals("1") ? one : many);
    }

    private static String counted(long count, String one, String many) {
        return counted(String.format(Locale.ROOT, "%,d", count), one, many);
    }

    private void addQuery() {
        Map<String, String> identity = checkpoint.metadata().identity();
        add(
                "Query %s, output mode %s, %s, %s.",
                checkpoint.id(),
                identity.getOrDefault("outputMode", "unknown"),
                counted(identity.getOrDefault("sources", "?"), "source", "sources"),
                counted(
                        identity.getOrDefault("statefulOperators", "?"),
                        "operator with state",
                        "operators with state"));
        String owner = CheckpointLock.newestNote(checkpoint.files(), checkpoint.directory());
        if (owner != null) {
            add("Last used by %s.", owner);
        }
    }

    private void addBatches() {
        CommitEntry last = standing.last();
        if (last == null) {
            add("No batch is done.");
        } else {
            add(
                    "Batches %d to %d are done and kept; the last is of %s and wrote to %s.",
                    standing.committed().first(),
                    last.batchId(),
                    ProgressBuilder.timestamp(last.plan().timestampMillis()),
                    last.sink());
            add(
                    "Its settings: %s.",
                    new TreeMap<>(last.plan().conf())
                            .entrySet().stream()
                                    .map(setting -> setting.getKey() + " = " + setting.getValue())
                                    .collect(Collectors.joining(", ")));
            RowCounts rows = last.rows();
            if (rows != null) {
                long read = rows.sources().stream().mapToLong(Long::longValue).sum();
                add(
                        "Batch %d read %s and wrote %s.",
                        last.batchId(), counted(read, "row", "rows"), counted(rows.output(), "row", "rows"));
            }
        }
        for (long batch : standing.planned().tailSet(standing.lastDone(), false)) {
            OffsetEntry plan = checkpoint.offsets().read(batch);
            if (plan != null) {
                add(
                        "Batch %d was planned at %s and is not done.",
                        batch, ProgressBuilder.timestamp(plan.timestampMillis()));
            }
        }
    }

    private void addSources() {
        CommitEntry last = standing.last();
        if (last == null) {
            return;
        }
        List<@Nullable Offset> ends = last.plan().ends();
        for (int index = 0; index < ends.size(); index++) {
            Offset end = ends.get(index);
            add(
                    "Source %d, %s, %s.",
                    index,
                    checkpoint.metadata().identity().getOrDefault("source " + index, "unknown"),
                    end == null ? "has never had data" : "is read up to " + end.json());
        }
        if (!last.nodeWatermarks().isEmpty()) {
            add("The watermark of the next batch is %s.", ProgressBuilder.timestamp(last.nextWatermarkMillis()));
            if (last.nodeWatermarks().size() > 1) {
                new TreeMap<>(last.nodeWatermarks())
                        .forEach((node, millis) ->
                                add("Watermark %d of it stands at %s.", node, ProgressBuilder.timestamp(millis)));
            }
        }
    }

    private void addState() {
        CommitEntry last = standing.last();
        for (int operator : checkpoint.operators()) {
            StateFileId tip = last == null ? null : last.stateFiles().get(operator);
            String held = tip == null ? "has no state that counts" : held(operator, tip);
            int fileCount = checkpoint.state().names(operator).size();
            add("Operator %d %s; %s in its folder.", operator, held, counted(fileCount, "file is", "files are"));
        }
        SluiceException damage = standing.damage();
        if (damage != null) {
            lines.add("The state is damaged: " + damage.getMessage());
        }
    }

    private String held(int operator, StateFileId tip) {
        StateHeader header = standing.damage() != null
                ? null
                : checkpoint.state().header(operator, tip).orElse(null);
        long groups = header == null ? -1 : StateNotes.groups(header.extras());
        String entries =
                groups < 0 ? "holds an unknown number of entries" : "holds " + counted(groups, "entry", "entries");
        if (standing.damage() != null) {
            return entries;
        }
        List<StateHeader> chain = checkpoint.state().verify(operator, tip);
        long bytes = chain.stream().mapToLong(StateHeader::lengthBytes).sum();
        return entries + " in " + counted(chain.size(), "file", "files") + " of " + counted(bytes, "byte", "bytes");
    }

    /** As {@code streaming.Recovery} decides. */
    private void addRestart() {
        long done = standing.lastDone();
        long planned = standing.lastPlanned();
        SluiceException refusal = standing.refusal();
        boolean isRolledBack = planned > done && checkpoint.commits().isRolledBack(done + 1);
        if (standing.damage() != null) {
            add("A start would be refused, for the state of batch %d cannot be read.", done);
            add("%s", StateRollback.advice(standing));
        } else if (refusal != null) {
            add("A start would be refused: %s", String.valueOf(refusal.getMessage()));
        } else if (isRolledBack) {
            add(
                    "A start runs batches %d to %d again to rebuild the state, and writes nothing of those that the output"
                            + " holds already.",
                    done + 1, planned);
        } else if (standing.damagedCommit()) {
            add(
                    "The entry of batch %d is damaged. A start moves it aside and finishes that batch from its plan again.",
                    standing.committed().last());
        } else if (planned == done && done < 0) {
            add("A start begins with batch 0.");
        } else if (planned == done) {
            add("A start goes on with batch %d.", done + 1);
        } else if (planned == done + 1) {
            OffsetEntry plan = checkpoint.offsets().read(planned);
            if (plan == null) {
                throw SluiceException.of(ErrorCondition.CHECKPOINT_INCONSISTENT, "a plan is gone that was there")
                        .at(checkpoint.offsets().path(planned).toString())
                        .mend("ask again; a query or somebody else removes files of the checkpoint")
                        .build();
            }
            add(
                    "A start asks %s whether it holds batch %d: if so, it is committed as it is, otherwise it runs again with"
                            + " the same rows.",
                    plan.sink(), planned);
        } else if (planned < done) {
            add("The plan of batch %d is missing; a start writes it again from the entry of that batch.", done);
        } else {
            add("A start would be refused: plans go up to batch %d, but batch %d is done last.", planned, done);
        }
    }
}

package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.NotedOffsets;
import dev.sluice.spi.source.Offset;
import dev.sluice.state.StateFileId;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.LogShape;
import dev.sluice.streaming.log.OffsetEntry;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a query stands by its checkpoint, and whether it could go on from there.
 *
 * @param planned the batches whose plans are kept
 * @param committed the batches that are done and whose entries are kept
 * @param last the newest entry of a batch that is done, null if there is none
 * @param damagedCommit whether an entry newer than {@code last} is there and cannot be read
 * @param newestSound the newest batch that is done and whose state is whole; -1 where a start from nothing would do; null if
 *     there is none
 * @param damage what keeps the state after {@code last} from being read, null if nothing does
 * @param refusal for which a start is refused besides, null if nothing is known
 */
record Standing(
        NavigableSet<Long> planned,
        NavigableSet<Long> committed,
        @Nullable CommitEntry last,
        boolean damagedCommit,
        @Nullable Long newestSound,
        @Nullable SluiceException damage,
        @Nullable SluiceException refusal) {
    private static final long NOTHING = -1;
    private static final int LOOKS = 10;
    private static final Set<String> FILE_SOURCES = Set.of("csv", "json", "text");
    private static final Pattern OF_FILES = Pattern.compile("\\{\"logOffset\":([0-9]{1,18})}");

    /** What is wrong with a checkpoint stays so; a query that runs plans and finishes batches between one look and the next. */
    static Standing of(CheckpointFiles checkpoint) {
        Standing found = look(checkpoint);
        for (int look = 1; look < LOOKS && found.seemsWrong(); look++) {
            found = look(checkpoint);
        }
        return found;
    }

    private boolean seemsWrong() {
        return damage != null || refusal != null || lastPlanned() < lastDone() || lastPlanned() > lastDone() + 1;
    }

    private static Standing look(CheckpointFiles checkpoint) {
        long keptFrom = checkpoint.commits().keptFrom();
        NavigableSet<Long> planned =
                new TreeSet<>(checkpoint.offsets().ids(keptFrom).tailSet(keptFrom, true));
        NavigableSet<Long> committed =
                new TreeSet<>(checkpoint.commits().ids(keptFrom).tailSet(keptFrom, true));
        CommitEntry last = null;
        boolean damagedCommit = false;
        if (!committed.isEmpty()) {
            try {
                last = checkpoint.commits().read(committed.last());
            } catch (SluiceException damaged) {
                if (damaged.condition() != ErrorCondition.CHECKSUM_FAILED) {
                    throw damaged;
                }
                damagedCommit = true;
                Long before = committed.lower(committed.last());
                last = before == null ? null : checkpoint.commits().read(before);
            }
        }
        if (last == null) {
            return new Standing(planned, committed, null, damagedCommit, NOTHING, null, refusal(checkpoint, null));
        }
        SluiceException damage = damage(checkpoint, last);
        Long newest = damage == null ? Long.valueOf(last.batchId()) : before(checkpoint, committed, last);
        return new Standing(planned, committed, last, damagedCommit, newest, damage, refusal(checkpoint, last));
    }

    private static @Nullable SluiceException refusal(CheckpointFiles checkpoint, @Nullable CommitEntry last) {
        try {
            LogShape logs = LogShape.of(checkpoint.offsets(), checkpoint.commits(), checkpoint.directory());
            logs.requireNoLostState(checkpoint.state(), checkpoint.operators(), checkpoint.directory());
            OffsetEntry plan = last == null ? null : last.plan();
            if (logs.lastPlan() > logs.lastCommit()) {
                OffsetEntry newest = ifSound(() -> checkpoint.offsets().read(logs.lastPlan()));
                plan = newest == null ? plan : newest;
            }
            List<@Nullable Offset> ends = plan == null ? List.of() : plan.ends();
            for (int source = 0; source < ends.size(); source++) {
                requireNotes(checkpoint, source, ends.get(source));
            }
            return null;
        } catch (SluiceException refused) {
            return refused;
        }
    }

    /** The plan of a batch that is not done; one that is damaged is another question. */
    private static @Nullable OffsetEntry ifSound(Supplier<@Nullable OffsetEntry> plan) {
        try {
            return plan.get();
        } catch (SluiceException damaged) {
            if (damaged.condition() != ErrorCondition.CHECKSUM_FAILED) {
                throw damaged;
            }
            return null;
        }
    }

    /** Of a source of files, that there are those of all that is planned. */
    private static void requireNotes(CheckpointFiles checkpoint, int source, @Nullable Offset end) {
        String provider = checkpoint.metadata().identity().getOrDefault("source " + source, "");
        Matcher offset = OF_FILES.matcher(end == null ? "" : end.json());
        if (FILE_SOURCES.contains(provider) && offset.matches()) {
            SortedMap<Long, List<String>> notes = checkpoint.sourceLog(source).latest();
            long newest = notes.isEmpty() ? NOTHING : notes.lastKey();
            NotedOffsets.requireNoted(newest, Long.parseLong(offset.group(1)), Integer.toString(source));
        }
    }

    /** What is wrong with the state after a batch; null if it is whole. */
    private static @Nullable SluiceException damage(CheckpointFiles checkpoint, CommitEntry entry) {
        for (Map.Entry<Integer, StateFileId> file : new TreeMap<>(entry.stateFiles()).entrySet()) {
            try {
                checkpoint.state().verify(file.getKey(), file.getValue());
            } catch (SluiceException damaged) {
                if (damaged.condition() != ErrorCondition.STATE_DAMAGED
                        && damaged.condition() != ErrorCondition.FOREIGN_FILE) {
                    throw damaged;
                }
                return damaged;
            }
        }
        return null;
    }

    private static @Nullable Long before(CheckpointFiles checkpoint, NavigableSet<Long> committed, CommitEntry last) {
        for (long batch : committed.headSet(last.batchId(), false).descendingSet()) {
            CommitEntry entry = checkpoint.commits().read(batch);
            if (entry != null && damage(checkpoint, entry) == null) {
                return batch;
            }
        }
        return committed.first() == 0 ? NOTHING : null;
    }

    /** Where a roll-back leads. */
    String target() {
        Long sound = newestSound;
        if (sound == null) {
            return "nowhere";
        }
        return sound < 0 ? "to the beginning" : "to batch " + sound;
    }

    /** The batch that is done last, -1 if none is. */
    long lastDone() {
        return last == null ? NOTHING : last.batchId();
    }

    /** The batch that is planned last, -1 if none is. */
    long lastPlanned() {
        return planned.isEmpty() ? NOTHING : planned.last();
    }
}

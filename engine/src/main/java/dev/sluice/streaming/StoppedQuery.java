package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.source.Offset;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import dev.sluice.state.StateHeader;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.CommitLog;
import dev.sluice.streaming.log.OffsetLog;
import dev.sluice.streaming.log.QueryMetadata;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import dev.sluice.streaming.why.OutputAnswer;
import dev.sluice.streaming.why.QueryFacts.NodeFacts;
import dev.sluice.streaming.why.QueryFacts.OperatorFacts;
import dev.sluice.streaming.why.QueryFacts.WatermarkFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the checkpoint of a query tells of it. Only reads, and takes no lock: a query that runs changes what is read. */
public final class StoppedQuery {
    private final QueryMetadata metadata;
    private final OffsetLog offsets;
    private final CommitLog commits;
    private final StateFiles state;

    private StoppedQuery(CheckpointFs files, QueryMetadata metadata, Path checkpoint) {
        Publisher publisher = new Publisher(files, new SystemIds());
        String id = metadata.id().toString();
        this.metadata = metadata;
        this.offsets = new OffsetLog(files, publisher, checkpoint, id);
        this.commits = new CommitLog(files, publisher, checkpoint, id);
        this.state = new StateFiles(files, publisher, checkpoint, id);
    }

    /**
     * Why the query wrote nothing, in sentences: where it stands, how far its sources are read, its watermark and its state.
     *
     * @throws SluiceException {@code STREAMING_CHECKPOINT_MISSING_METADATA_FILE} if this is not a checkpoint, and if it is damaged
     */
    public static List<String> why(Path checkpoint) {
        CheckpointFs files = LocalFs.withoutSync();
        QueryMetadata metadata = QueryMetadata.read(files, checkpoint);
        if (metadata == null) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_MISSING_METADATA, "this is not a checkpoint of Sluice")
                    .at(checkpoint.toString())
                    .found("no file " + QueryMetadata.path(checkpoint))
                    .mend("name the folder that the query was given as checkpointLocation")
                    .build();
        }
        return new StoppedQuery(files, metadata, checkpoint).why();
    }

    private List<String> why() {
        List<String> sentences = new ArrayList<>();
        long keptFrom = commits.keptFrom();
        NavigableSet<Long> done = commits.ids(keptFrom);
        CommitEntry last = done.isEmpty() ? null : commits.read(done.last());
        sentences.add("Query " + metadata.id() + ": "
                + (last == null
                        ? "no batch is done."
                        : "batch " + last.batchId() + " is done, the last, of "
                                + ProgressBuilder.timestamp(last.plan().timestampMillis()) + "."));
        NavigableSet<Long> planned = offsets.ids(keptFrom);
        if (!planned.isEmpty() && (last == null || planned.last() > last.batchId())) {
            sentences.add("Batch " + planned.last() + " was begun and is not done; the next start finishes it.");
        }
        if (last != null) {
            addSources(last, sentences);
            addState(last, sentences);
        }
        return sentences;
    }

    private void addSources(CommitEntry last, List<String> sentences) {
        List<@Nullable Offset> ends = last.plan().ends();
        for (int index = 0; index < ends.size(); index++) {
            Offset end = ends.get(index);
            sentences.add("Source " + index + ", " + metadata.identity().getOrDefault("source " + index, "unknown")
                    + ", " + (end == null ? "has never had data." : "is read up to " + end.json() + "."));
        }
    }

    private void addState(CommitEntry last, List<String> sentences) {
        List<OperatorFacts> operators = new ArrayList<>();
        List<NodeFacts> eventTimes = List.of();
        for (var file : new TreeMap<>(last.stateFiles()).descendingMap().entrySet()) {
            StateFileId id = file.getValue();
            Optional<StateHeader> header = state.find(file.getKey(), id.version(), id.attempt());
            if (header.isPresent()) {
                OperatorFacts operator = StateNotes.operator(header.get().extras());
                if (operator != null) {
                    operators.add(operator);
                }
                eventTimes = StateNotes.eventTimes(header.get().extras(), last);
            }
        }
        WatermarkPolicy policy =
                WatermarkPolicy.parse(last.plan().conf().getOrDefault(WatermarkPolicy.KEY, WatermarkPolicy.MIN.text()));
        WatermarkFacts watermark =
                eventTimes.isEmpty() ? null : new WatermarkFacts(last.nextWatermarkMillis(), policy, eventTimes);
        sentences.addAll(OutputAnswer.ofState(watermark, operators, last.plan().timestampMillis()));
    }
}

package dev.sluice.streaming;

import dev.sluice.execution.BatchContext;
import dev.sluice.execution.BatchResult;
import dev.sluice.execution.kept.KeptRows;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.log.RowCounts;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what was computed count: state, sink, commit entry, and who is told of it (steps S5 to S11 of the fault model). */
final class Completion {
    private final RunContext run;
    private final List<Source> sources;
    private final OperatorStates states;
    private final WatermarkTracker tracker;
    private final ProgressReporter reporter;
    private final FactsKeeper facts;
    private final Maintenance maintenance;
    private final BatchLog log;
    private final SinkCalls sinkCalls;

    /** Up to where each source knows that all is committed; null before the first batch of this run. */
    private @Nullable List<@Nullable Offset> told;

    /** The batch up to which that is. */
    private long toldBatch = -1;

    Completion(
            RunContext run,
            List<Source> sources,
            OperatorStates states,
            WatermarkTracker tracker,
            ProgressReporter reporter,
            Maintenance maintenance,
            BatchLog log) {
        this.run = run;
        this.sources = sources;
        this.states = states;
        this.tracker = tracker;
        this.reporter = reporter;
        this.maintenance = maintenance;
        this.log = log;
        this.sinkCalls = new SinkCalls(run);
        this.facts = new FactsKeeper(run, sources, tracker);
    }

    /**
     * What a batch has come to.
     *
     * @param before where the query stood when it began
     * @param isPlanned whether its plan is in the log
     * @param changed the state, which nobody else has
     * @param context of what was computed last
     */
    record Computed(
            QueryPosition before,
            OffsetEntry entry,
            boolean isPlanned,
            BatchId batch,
            Map<Integer, OperatorState> changed,
            BatchContext context,
            BatchResult result) {}

    /**
     * A batch that is done.
     *
     * @param stateNanos how long the state of each operator took
     */
    record Committed(Computed computed, CommitEntry entry, Map<Integer, Long> stateNanos) {}

    /** From here on the batch is fixed (step S3). */
    void publishPlan(OffsetEntry entry, ProgressBuilder progress) {
        long start = run.clock().monotonicNanos();
        log.plan(entry);
        progress.took("walCommit", run.clock().monotonicNanos() - start);
    }

    /** Commits a batch. If this throws before anything can be seen, what it left in the sink is given up. */
    Committed commit(Computed computed, Sink target, ProgressBuilder progress) throws InterruptedException {
        BatchId batch = computed.batch();
        long start = run.clock().monotonicNanos();
        OperatorStates.Written written;
        try {
            written = prepare(computed, target);
        } catch (InterruptedException | RuntimeException | Error failed) {
            abort(target, batch, failed);
            throw failed;
        }
        long prepared = run.clock().monotonicNanos();
        if (!computed.isPlanned()) {
            publishPlan(computed.entry(), progress);
        }
        long planned = run.clock().monotonicNanos();
        run.checkpoint().lock().requireOwnership();
        sinkCalls.call(
                target, batch, () -> target.commit(batch, computed.result().messages()));
        long visible = run.clock().monotonicNanos();
        progress.took("addBatch", prepared - start + visible - planned);
        CommitEntry entry = entry(computed, written);
        log.commit(entry, run.checkpoint().kept().hasStaged());
        run.checkpoint().kept().release(batch);
        progress.took("commitOffsets", run.clock().monotonicNanos() - visible);
        states.giveBack(computed.changed());
        facts.batch(computed.result(), computed.changed());
        return new Committed(computed, entry, written.nanos());
    }

    /** Publishes the state, and has the sink make its rows durable. */
    private OperatorStates.Written prepare(Computed computed, Sink target) throws InterruptedException {
        OperatorStates.Written written;
        BatchId batch = computed.batch();
        try (KeptRows kept = computed.result().kept()) {
            written = states.write(computed.changed(), computed.before(), batch.attempt(), computed.context(), tracker);
            if (!run.definition().isReplay()) {
                run.checkpoint().kept().stage(batch, kept);
            }
        }
        sinkCalls.call(
                target, batch, () -> target.prepare(batch, computed.result().messages()));
        return written;
    }

    private CommitEntry entry(Computed computed, OperatorStates.Written written) {
        long batchId = computed.entry().batchId();
        return new CommitEntry(
                computed.entry(),
                computed.batch().attempt(),
                tracker.watermarkMillis(),
                tracker.values(),
                tracker.activeMillis(),
                written.files(),
                rows(computed.result()),
                Math.max(computed.before().keptFrom(), batchId - run.settings().minBatchesToRetain()));
    }

    private RowCounts rows(BatchResult result) {
        List<Long> read = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            read.add(result.metrics().sourceRows(source).read());
        }
        return new RowCounts(read, result.metrics().outputRows());
    }

    /** Tells of a batch those who watch, and of what is recorded the sources, the sink, and the maintenance of the checkpoint. */
    void tell(Committed committed, Sink target, ProgressBuilder progress, long startNanos) throws InterruptedException {
        Computed computed = committed.computed();
        List<@Nullable Offset> starts = computed.before().ends();
        reporter.batch(computed.entry(), starts, computed.result(), committed.stateNanos(), progress, startNanos);
        List<@Nullable Offset> before = told == null ? starts : told;
        told = before;
        CommitEntry recorded = log.recorded();
        if (recorded == null || recorded.batchId() == toldBatch) {
            return;
        }
        toldBatch = recorded.batchId();
        told = recorded.plan().ends();
        run.control().runInterruptibly(() -> {
            tellConnectors(before, recorded.plan(), target);
        });
        maintenance.batchCommitted(recorded);
    }

    /** Tells sources of the batch that an earlier run committed: it may have ended before they let go of what it read. */
    void repeatCleanUp(CommitEntry last) throws InterruptedException {
        List<@Nullable Offset> ends = last.plan().ends();
        run.control().runInterruptibly(() -> {
            tellSources(Collections.nCopies(ends.size(), null), ends);
        });
        told = ends;
        toldBatch = last.batchId();
    }

    /** The batch is done: sources may let go of what it read, the sink of what it kept to repeat it. */
    private void tellConnectors(List<@Nullable Offset> starts, OffsetEntry entry, Sink target) {
        tellSources(starts, entry.ends());
        target.committed(entry.batchId());
    }

    private void tellSources(List<@Nullable Offset> starts, List<@Nullable Offset> ends) {
        for (int index = 0; index < sources.size() && !run.definition().isReplay(); index++) {
            Offset end = ends.get(index);
            if (end != null && !end.equals(starts.get(index))) {
                sources.get(index).commit(end);
            }
        }
    }

    /** Gives up an attempt that has failed. */
    static void abort(Sink target, BatchId batch, Throwable failed) {
        try {
            target.abort(batch);
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}

package dev.sluice.streaming;

import dev.sluice.execution.BatchResult;
import dev.sluice.execution.Tables;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.Completion.Committed;
import dev.sluice.streaming.Completion.Computed;
import dev.sluice.streaming.RecoveredQuery.Unfinished;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import dev.sluice.streaming.progress.ProgressBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Runs the batches whose plan is in the log, each from there to its commit, and knows where the query stands. */
final class PlannedBatches {
    private final RunContext run;
    private final Sink sink;
    private final OperatorStates states;
    private final Computation computation;
    private final Completion completion;
    private QueryPosition position;

    /** Batches that an earlier run planned and did not commit, oldest first. */
    private final Deque<Unfinished> unfinished;

    PlannedBatches(
            RunContext run,
            Sink sink,
            OperatorStates states,
            Computation computation,
            Completion completion,
            RecoveredQuery recovered) {
        this.run = run;
        this.sink = sink;
        this.states = states;
        this.computation = computation;
        this.completion = completion;
        this.position =
                new QueryPosition(recovered.lastCommit(), run.plan().sources().size());
        this.unfinished = new ArrayDeque<>(recovered.unfinished());
    }

    /** After the last batch that is committed. */
    QueryPosition position() {
        return position;
    }

    boolean hasUnfinished() {
        return !unfinished.isEmpty();
    }

    /** Goes on where somebody else has committed a batch. */
    void follow(Committed committed) {
        position = position.after(committed.entry());
    }

    /** Runs the oldest unfinished batch again, as it was planned. */
    void repeat(ProgressBuilder progress, long startNanos) throws InterruptedException {
        run.figures().count(Event.REPLAYED_BATCH);
        Unfinished next = unfinished.getFirst();
        if (next.isWritten()) {
            RecordedSettings.requireAsRecorded(next.plan(), run.plan().sources());
        }
        announce(next.plan());
        String attempt = run.environment().ids().next().toString();
        Sink target = next.isWritten() ? new WrittenSink(sink) : sink;
        runBatch(next.plan(), attempt, target, progress, startNanos);
    }

    /** Records the plan of the next batch and runs it. */
    void run(OffsetEntry entry, ProgressBuilder progress, long startNanos) throws InterruptedException {
        announce(entry);
        completion.publishPlan(entry, progress);
        unfinished.add(new Unfinished(entry, false));
        runBatch(entry, entry.attempt(), sink, progress, startNanos);
    }

    private void announce(OffsetEntry entry) {
        boolean hasData = !position.ends().equals(entry.ends());
        run.control().status(hasData ? "Processing new data" : "No new data but cleaning up state", hasData, true);
    }

    private void runBatch(OffsetEntry entry, String attempt, Sink target, ProgressBuilder progress, long startNanos)
            throws InterruptedException {
        BatchId batch = new BatchId(entry.batchId(), attempt);
        // Until the commit entry is durable, nobody may take these tables for those of a committed version.
        Map<Integer, OperatorState> changing = states.take(position, entry);
        BatchResult result;
        try (Tables tables = computation.tables()) {
            result = computation.run(
                    position, entry, changing, tables, partition -> target.writer(batch, partition), progress);
        } catch (InterruptedException | RuntimeException | Error failed) {
            Completion.abort(target, batch, failed);
            throw failed;
        }
        Computed computed =
                new Computed(position, entry, true, batch, changing, computation.context(position, entry), result);
        Committed committed = completion.commit(computed, target, progress);
        follow(committed);
        unfinished.removeFirst();
        completion.tell(committed, target, progress, startNanos);
    }
}

package dev.sluice.streaming;

import dev.sluice.execution.BatchResult;
import dev.sluice.execution.Tables;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.Sink;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.Completion.Computed;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ContinuousFigures;
import dev.sluice.streaming.progress.ProgressBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The turns since the last commit, which are committed as one batch. */
final class Epoch {
    private final RunContext run;
    private final QueryPosition before;
    private final BatchId batch;
    private final Map<Integer, OperatorState> states;
    private final Tables tables;
    private final Sink target;
    private final @Nullable LiveOutput live;
    private final EpochWriters writers;
    private final ProgressBuilder progress;
    private final ContinuousFigures figures;
    private final long startNanos;
    private final long endNanos;
    private QueryPosition position;
    private QueryPosition beforeLastTurn;
    private @Nullable BatchResult result;

    /**
     * @param before where the query stands
     * @param first the plan of the first turn
     * @param states which nobody else has
     * @param tables which are closed with it
     * @param endNanos when it is to end
     */
    Epoch(
            RunContext run,
            QueryPosition before,
            OffsetEntry first,
            Map<Integer, OperatorState> states,
            Tables tables,
            Sink sink,
            ProgressBuilder progress,
            long startNanos,
            long endNanos) {
        this.run = run;
        this.before = before;
        this.position = before;
        this.beforeLastTurn = before;
        this.batch = new BatchId(first.batchId(), first.attempt());
        this.states = states;
        this.tables = tables;
        this.live = sink.live();
        this.target = live == null ? sink : new LiveSink(sink, live);
        this.writers = new EpochWriters(target, batch);
        this.progress = progress;
        this.figures = new ContinuousFigures(live != null);
        this.startNanos = startNanos;
        this.endNanos = endNanos;
    }

    QueryPosition position() {
        return position;
    }

    ProgressBuilder progress() {
        return progress;
    }

    Sink target() {
        return target;
    }

    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return endNanos;
    }

    /**
     * Runs a turn.
     *
     * @param seenNanos since when its rows were there
     */
    void run(OffsetEntry turn, Computation computation, long seenNanos) throws InterruptedException {
        long start = run.clock().monotonicNanos();
        BatchResult ofTurn = computation.run(position, turn, states, tables, writers, progress);
        states.values().forEach(OperatorState::endTurn);
        long rows = 0;
        for (int source = 0; source < turn.ends().size(); source++) {
            rows += ofTurn.metrics().sourceRows(source).read();
        }
        result = result == null ? ofTurn : result.then(ofTurn);
        beforeLastTurn = position;
        position = position.after(turn);
        long rowCount = rows;
        if (live == null) {
            figures.waits(seenNanos, rowCount);
        } else {
            run.control()
                    .runInterruptibly(() -> live.endTurn(
                            () -> figures.acknowledged(run.clock().monotonicNanos(), seenNanos, rowCount)));
        }
        figures.turn(run.clock().monotonicNanos() - start);
    }

    /** Commits it. */
    Completion.Committed commit(Computation computation, Completion completion) throws InterruptedException {
        OffsetEntry last = position.turn();
        BatchResult all = result;
        if (last == null || all == null) {
            throw new IllegalStateException("an epoch without a turn");
        }
        List<CommitMessage> messages;
        try {
            messages = run.control().interruptibly(writers::finish);
        } catch (InterruptedException | RuntimeException | Error failed) {
            abort(failed);
            throw failed;
        }
        Computed computed = new Computed(
                before, last, false, batch, states, computation.context(beforeLastTurn, last), all.with(messages));
        try (this.tables;
                this.writers) {
            Completion.Committed committed = completion.commit(computed, target, progress);
            figures.allAcknowledged(run.clock().monotonicNanos());
            progress.continuous(figures);
            return committed;
        }
    }

    /** Gives up what its turns have come to. */
    void abort(Throwable failed) {
        for (AutoCloseable held : List.of(writers, tables)) {
            try {
                held.close();
            } catch (Exception alsoFailed) { // The other is closed all the same.
                failed.addSuppressed(alsoFailed);
            }
        }
        if (result != null) {
            result.kept().close();
        }
        Completion.abort(target, batch, failed);
    }
}

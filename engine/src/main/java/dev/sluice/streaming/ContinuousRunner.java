package dev.sluice.streaming;

import dev.sluice.seam.Clock;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.streaming.Completion.Committed;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.trigger.TriggerSchedule;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a query in turns, each of what has arrived, and commits the turns of an interval as one batch, the epoch. All of it
 * happens on the one thread that calls {@link #runTriggers}.
 *
 * <pre>
 * turn, turn, turn ... | state, sink data durable, offsets/N, sink commits, commits/N | turn, turn ...
 * </pre>
 */
final class ContinuousRunner implements QueryRunner {
    /** Between two looks at sources that do not tell of new data. */
    private static final long POLL_NANOS = 1_000_000;

    /** An epoch that is to last for longer ends then. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(365);

    private final RunContext run;
    private final QueryControl control;
    private final Clock clock;
    private final Sink sink;
    private final BatchPlanner planner;
    private final PlannedBatches batches;
    private final OperatorStates states;
    private final Computation computation;
    private final Completion completion;
    private final WatermarkTracker tracker;
    private final ProgressReporter reporter;
    private final long intervalMillis;
    private final boolean pollsOnly;

    /** Between the starts of two turns, so that a group that changes often is not handed over as often. */
    private final long flushNanos;

    private @Nullable Epoch epoch;

    ContinuousRunner(
            RunContext run,
            long intervalMillis,
            List<Source> sources,
            Sink sink,
            BatchPlanner planner,
            PlannedBatches batches,
            OperatorStates states,
            Computation computation,
            Completion completion,
            WatermarkTracker tracker,
            ProgressReporter reporter) {
        this.run = run;
        this.control = run.control();
        this.clock = run.clock();
        this.intervalMillis = intervalMillis;
        this.sink = sink;
        this.planner = planner;
        this.batches = batches;
        this.states = states;
        this.computation = computation;
        this.completion = completion;
        this.tracker = tracker;
        this.reporter = reporter;
        this.flushNanos = run.plan().statefulOperators().isEmpty()
                ? 0
                : TimeUnit.MILLISECONDS.toNanos(run.settings().flushIntervalMillis());
        this.pollsOnly = !sources.stream().allMatch(SignalsNewData.class::isInstance);
    }

    @Override
    public long nextBatch() {
        return batches.position().nextBatch();
    }

    @Override
    public void runTriggers() throws InterruptedException {
        planner.open();
        while (batches.hasUnfinished()) {
            batches.repeat(reporter.begin(clock.wallMillis()), clock.monotonicNanos());
        }
        planner.readAhead(ReadAhead.ALWAYS);
        try {
            while (!control.stopRequested()) {
                long startNanos = clock.monotonicNanos();
                if (runTurn()) {
                    control.awaitFlush(startNanos + flushNanos);
                } else {
                    control.awaitData(wakeUpNanos());
                }
            }
            Epoch open = epoch;
            if (open != null) {
                control.finishes();
                commit(open);
            }
        } catch (InterruptedException | RuntimeException | Error failed) {
            if (epoch != null) {
                epoch.abort(failed);
            }
            throw failed;
        }
    }

    /** @return whether there was something to do */
    private boolean runTurn() throws InterruptedException {
        long startMillis = clock.wallMillis();
        long startNanos = clock.monotonicNanos();
        long seenNanos = control.triggerStarts();
        Epoch open = epoch;
        ProgressBuilder progress = open == null ? reporter.look(startMillis) : open.progress();
        QueryPosition position = open == null ? batches.position() : open.position();
        OffsetEntry turn;
        boolean isAllDone;
        try {
            turn = planner.plan(position, progress);
            isAllDone = turn == null && !(control.isAwaited() && planner.hasMore(position));
        } catch (InterruptedException interrupted) {
            if (!control.stopRequested()) {
                throw interrupted;
            }
            // Nothing of a turn has run yet: the epoch at hand can be committed.
            return false;
        }
        if (turn != null) {
            if (open == null) {
                open = begin(turn, progress, startMillis, startNanos);
            }
            control.status("Processing new data", true, true);
            open.run(turn, computation, seenNanos);
        }
        control.status("Waiting for data to arrive", false, false);
        if (open == null) {
            reporter.idle(position, tracker.watermarkMillis(), progress, startMillis, startNanos);
            if (isAllDone) {
                control.triggerFoundNothing();
            }
        } else if (clock.monotonicNanos() >= open.endNanos() || (isAllDone && control.isAwaited())) {
            commit(open);
            return true;
        }
        return turn != null;
    }

    private Epoch begin(OffsetEntry first, ProgressBuilder progress, long startMillis, long startNanos)
            throws InterruptedException {
        long untilEnd =
                intervalMillis == 0 ? 0 : TriggerSchedule.nextBoundaryMillis(startMillis, intervalMillis) - startMillis;
        reporter.started(startMillis);
        QueryPosition before = batches.position();
        Epoch begun = new Epoch(
                run,
                before,
                first,
                states.take(before, first),
                computation.tables(),
                sink,
                progress,
                startNanos,
                startNanos + Math.min(TimeUnit.MILLISECONDS.toNanos(untilEnd), LONGEST_NANOS));
        epoch = begun;
        return begun;
    }

    private void commit(Epoch open) throws InterruptedException {
        // What fails from here on is given up there, unless it may be visible already.
        epoch = null;
        Committed committed = open.commit(computation, completion);
        batches.follow(committed);
        completion.tell(committed, open.target(), open.progress(), open.startNanos());
    }

    /** When to look again if no source tells of new data until then. */
    private long wakeUpNanos() {
        long now = clock.monotonicNanos();
        long wait = pollsOnly
                ? POLL_NANOS
                : TimeUnit.MILLISECONDS.toNanos(run.settings().idleIntervalMillis());
        if (epoch != null) {
            wait = Math.min(wait, epoch.endNanos() - now);
        }
        long wallMillis = clock.wallMillis();
        long untilIdle = tracker.nextIdleMillis(wallMillis) - wallMillis;
        return now + Math.min(wait, TimeUnit.MILLISECONDS.toNanos(untilIdle));
    }
}

package dev.sluice.streaming;

import dev.sluice.seam.Clock;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.trigger.QueryTrigger;
import dev.sluice.streaming.trigger.TriggerSchedule;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a query batch by batch: each trigger plans offsets, and what it planned is recorded, computed and committed (steps S1
 * to S11 of the fault model). All of it happens on the one thread that calls {@link #runTriggers}.
 */
final class MicroBatchRunner implements QueryRunner {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatchRunner.class);

    private final RunContext run;
    private final QueryControl control;
    private final Clock clock;
    private final BatchPlanner planner;
    private final PlannedBatches batches;
    private final WatermarkTracker tracker;
    private final ProgressReporter reporter;
    private final boolean pollsOnly;

    MicroBatchRunner(
            RunContext run,
            List<Source> sources,
            BatchPlanner planner,
            PlannedBatches batches,
            WatermarkTracker tracker,
            ProgressReporter reporter) {
        this.run = run;
        this.control = run.control();
        this.clock = run.clock();
        this.planner = planner;
        this.batches = batches;
        this.tracker = tracker;
        this.reporter = reporter;
        this.pollsOnly = !sources.stream().allMatch(SignalsNewData.class::isInstance);
    }

    @Override
    public long nextBatch() {
        return batches.position().nextBatch();
    }

    @Override
    public void runTriggers() throws InterruptedException {
        planner.open();
        if (isAtOnce()) {
            planner.readAhead(ReadAhead.WHEN_CAUGHT_UP);
        }
        while (!control.stopRequested()) {
            long startMillis = clock.wallMillis();
            long startNanos = clock.monotonicNanos();
            control.triggerStarts();
            boolean hasRun = runTrigger(startMillis, startNanos);
            switch (run.definition().trigger()) {
                case QueryTrigger.Once ignored -> {
                    if (!batches.hasUnfinished()) {
                        return;
                    }
                }
                case QueryTrigger.AvailableNow ignored -> {
                    if (!hasRun) {
                        return;
                    }
                }
                case QueryTrigger.ProcessingTime(long interval) ->
                    awaitNextTrigger(interval, hasRun, startMillis, startNanos);
                case QueryTrigger.Continuous ignored -> throw notOfBatches();
                case QueryTrigger.RealTime ignored -> throw notOfBatches();
            }
        }
    }

    private boolean isAtOnce() {
        return run.definition().trigger() instanceof QueryTrigger.ProcessingTime(long interval) && interval == 0;
    }

    private static IllegalStateException notOfBatches() {
        return new IllegalStateException("not a trigger of micro-batches");
    }

    private void awaitNextTrigger(long intervalMillis, boolean hasRun, long startMillis, long startNanos)
            throws InterruptedException {
        if (intervalMillis > 0) {
            long elapsed = TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos() - startNanos);
            if (elapsed > intervalMillis) {
                LOG.warn(
                        "{} is falling behind: the trigger interval is {} ms, the last took {} ms",
                        run.definition().describe(),
                        intervalMillis,
                        elapsed);
            }
            if (!hasRun) {
                control.status("Waiting for next trigger", false, false);
            }
            long next = TriggerSchedule.nextBoundaryMillis(startMillis, intervalMillis);
            control.sleepUntil(startNanos + TimeUnit.MILLISECONDS.toNanos(next - startMillis));
        } else if (!hasRun) {
            long wait = pollsOnly
                    ? Math.max(1, run.settings().pollingDelayMillis())
                    : run.settings().idleIntervalMillis();
            control.sleepUntilData(Math.min(wait, tracker.nextIdleMillis(startMillis) - clock.wallMillis()));
        }
    }

    /** @return whether a batch ran */
    private boolean runTrigger(long startMillis, long startNanos) throws InterruptedException {
        ProgressBuilder progress = reporter.begin(startMillis);
        if (batches.hasUnfinished()) {
            batches.repeat(progress, startNanos);
        } else {
            OffsetEntry entry = planner.plan(batches.position(), progress);
            if (entry == null) {
                control.status("Waiting for data to arrive", false, false);
                reporter.idle(batches.position(), tracker.watermarkMillis(), progress, startMillis, startNanos);
                if (!(control.isAwaited() && planner.hasMore(batches.position()))) {
                    control.triggerFoundNothing();
                }
                return false;
            }
            batches.run(entry, progress, startNanos);
        }
        control.status("Waiting for data to arrive", false, false);
        return true;
    }
}

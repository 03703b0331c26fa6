package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import dev.sluice.streaming.watermark.FutureRows;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes event times, and does what the settings say about those that take the watermark past the clock. */
final class FutureGuard {
    private static final Logger LOG = LoggerFactory.getLogger(FutureGuard.class);

    private final RunContext run;
    private final WatermarkTracker tracker;
    private final FutureRows future;
    private final Set<Integer> told = new HashSet<>();

    FutureGuard(RunContext run, WatermarkTracker tracker) {
        this.run = run;
        this.tracker = tracker;
        this.future = run.settings().futureRows();
    }

    /**
     * Takes the time of the batch for the clock, so that every attempt at it does the same.
     *
     * @param newestMillis the newest event time of the batch
     */
    void observe(OffsetEntry entry, WatermarkNode node, long newestMillis) {
        long furthest = future.furthestMillis(entry.timestampMillis());
        if (tracker.asked(node.node(), newestMillis) <= furthest) {
            tracker.observe(node.node(), newestMillis);
            return;
        }
        run.figures().count(Event.FUTURE_ROWS);
        switch (future.action()) {
            case ADVANCE -> {
                warn(node, newestMillis, "all rows that are older than it, less the delay, will be late");
                tracker.observe(node.node(), newestMillis);
            }
            case CLAMP -> {
                warn(node, newestMillis, "the watermark comes no further than to " + Instant.ofEpochMilli(furthest));
                tracker.observe(node.node(), newestMillis, furthest);
            }
            case FAIL ->
                throw SluiceException.of(
                                ErrorCondition.FUTURE_EVENT_TIME, "a row would take the watermark past the clock")
                        .at("withWatermark on `" + node.column() + "`")
                        .found(Instant.ofEpochMilli(newestMillis) + ", at "
                                + Instant.ofEpochMilli(entry.timestampMillis()))
                        .expected("nothing that takes the watermark past " + Instant.ofEpochMilli(furthest))
                        .safe("batches up to " + (entry.batchId() - 1)
                                + " are committed; nothing of this one is visible")
                        .mend("set " + FutureRows.ACTION_KEY
                                + " to clamp or advance and start the query again, or leave"
                                + " such rows out before withWatermark(...)")
                        .build();
        }
    }

    /** Once for each node, since such rows seldom come alone. */
    private void warn(WatermarkNode node, long newestMillis, String result) {
        if (told.add(node.node())) {
            LOG.warn(
                    "{}: the newest `{}` is {}, which takes the watermark more than {} past the clock; {}",
                    run.definition().describe(),
                    node.column(),
                    Instant.ofEpochMilli(newestMillis),
                    Duration.ofMillis(future.maxSkewMillis()),
                    result);
        }
    }
}

package dev.sluice.streaming;

import dev.sluice.execution.StatefulSpec;
import dev.sluice.seam.Clock;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.trigger.QueryTrigger;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the next batch is, or the next turn of an epoch: asks every source how far it reaches (steps S1 and S2). */
final class BatchPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(BatchPlanner.class);
    private static final long NOTICED_STEP_MILLIS = 1_000;

    private final RunContext run;
    private final List<Source> sources;
    private final String sink;
    private final WatermarkTracker tracker;
    private final RecordedSettings settings;
    private boolean availableNowIsOneBatch;
    private boolean availableNowIsRead;

    /** By how much the wall clock is ahead of the monotonic one; null at first, and where nobody asks. */
    private @Nullable Long clockAheadMillis;

    BatchPlanner(
            RunContext run, List<Source> sources, String sink, WatermarkTracker tracker, RecordedSettings settings) {
        this.run = run;
        this.sources = sources;
        this.sink = sink;
        this.tracker = tracker;
        this.settings = settings;
    }

    /** Before the first batch: has the sources tell of new data, and under {@code AvailableNow} fix their ends. */
    void open() throws InterruptedException {
        for (Source source : sources) {
            if (source instanceof SignalsNewData signals) {
                signals.onNewData(run.control()::dataArrived);
            }
        }
        if (run.definition().trigger() instanceof QueryTrigger.AvailableNow) {
            availableNowIsOneBatch = !sources.stream().allMatch(Source::supportsAvailableNow);
            if (!availableNowIsOneBatch) {
                run.control().runInterruptibly(() -> {
                    sources.forEach(Source::freezeLatest);
                });
            }
        }
    }

    /** Has sources fetch what they do not have in memory before a plan asks for it. */
    void readAhead(ReadAhead how) {
        sources.forEach(source -> source.readAhead(how));
    }

    /** Whether a source that fetches ahead has still to fetch what is there. */
    boolean hasMore(QueryPosition position) throws InterruptedException {
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset end = position.ends().get(index);
            if (run.control().interruptibly(() -> source.hasMore(end))) {
                return true;
            }
        }
        return false;
    }

    /** The plan of the batch or turn after {@code position}; null if there is nothing to do. */
    @Nullable
    OffsetEntry plan(QueryPosition position, ProgressBuilder progress) throws InterruptedException {
        long start = run.clock().monotonicNanos();
        List<@Nullable Offset> ends = position.ends();
        List<@Nullable Offset> latest = availableNowIsOneBatch && availableNowIsRead ? ends : latestOffsets(ends);
        progress.took("latestOffset", run.clock().monotonicNanos() - start);
        long now = run.clock().wallMillis();
        long last = position.timestampMillis();
        long batchMillis = Math.max(now, last);
        noticeStepForward(batchMillis);
        long watermark = tracker.planned(batchMillis, position.sourcesBefore(latest));
        if (latest.equals(ends) && !wantsNoDataBatch(position, watermark)) {
            return null;
        }
        if (last != Long.MIN_VALUE && last - now > NOTICED_STEP_MILLIS) {
            LOG.warn("The clock stepped back; the time of batch {} is that of the batch before", position.nextBatch());
        }
        return new OffsetEntry(
                position.nextBatch(),
                watermark,
                batchMillis,
                settings.silenceCountsFrom(tracker.silenceCountsFrom()).conf(),
                latest,
                !(run.definition().trigger() instanceof QueryTrigger.Once),
                sink,
                attempt(position));
    }

    /** A clock that was set forward, or went on while the machine slept, makes no input silent. */
    private void noticeStepForward(long batchMillis) {
        if (!tracker.hasIdleTimeouts()) {
            return;
        }
        long aheadMillis = clockAheadMillis(run.clock());
        if (clockAheadMillis != null && aheadMillis - clockAheadMillis > NOTICED_STEP_MILLIS) {
            LOG.warn("The clock stepped forward; how long inputs are silent counts from now on");
            tracker.countSilenceFrom(batchMillis);
        } else if (tracker.silenceCountsFrom() > batchMillis) {
            // It was set back since, before a batch had taken its time.
            tracker.countSilenceFrom(batchMillis);
        }
        clockAheadMillis = aheadMillis;
    }

    /** Time may pass between the two readings. */
    private static long clockAheadMillis(Clock clock) {
        long beforeMillis;
        long wallMillis;
        long afterMillis;
        do {
            beforeMillis = TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos());
            wallMillis = clock.wallMillis();
            afterMillis = TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos());
        } while (afterMillis - beforeMillis > NOTICED_STEP_MILLIS / 2);
        return wallMillis - afterMillis;
    }

    /** All turns of an epoch are one attempt. */
    private String attempt(QueryPosition position) {
        OffsetEntry turn = position.turn();
        return turn == null ? run.environment().ids().next().toString() : turn.attempt();
    }

    private List<@Nullable Offset> latestOffsets(List<@Nullable Offset> ends) throws InterruptedException {
        ReadLimit limit = run.definition().trigger() instanceof QueryTrigger.Once || availableNowIsOneBatch
                ? ReadLimit.ALL_AVAILABLE
                : ReadLimit.OPTIONS;
        List<@Nullable Offset> latest = new ArrayList<>(ends);
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset start = startOf(source, ends.get(index));
            run.control().status("Getting offsets from " + source.description(), false, true);
            Offset end = run.control()
                    .interruptibly(() -> Optional.ofNullable(source.latestOffset(start, limit)))
                    .orElse(null);
            if (end != null) {
                latest.set(index, end);
            }
        }
        availableNowIsRead = true;
        return latest;
    }

    /** Where a source is read from that is committed up to here. */
    static @Nullable Offset startOf(Source source, @Nullable Offset committed) {
        return committed == null ? source.initialOffset() : committed;
    }

    private boolean wantsNoDataBatch(QueryPosition position, long watermarkMillis) {
        return run.settings().noDataBatches()
                && position.isFollowedUp()
                && !(run.definition().trigger() instanceof QueryTrigger.Once)
                && run.plan().statefulOperators().stream().anyMatch(StatefulSpec::followsWatermark)
                && watermarkMillis > position.watermarkMillis();
    }
}

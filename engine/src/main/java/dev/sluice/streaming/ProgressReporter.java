package dev.sluice.streaming;

import dev.sluice.execution.BatchResult;
import dev.sluice.execution.Observed;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.BatchProgress;
import dev.sluice.streaming.progress.ProgressBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells of every batch, and now and then that there is none. */
final class ProgressReporter {
    private final RunContext run;
    private final List<Source> sources;
    private final Sink sink;
    private @Nullable Long lastTriggerMillis;
    private @Nullable Long lastSignNanos;

    ProgressReporter(RunContext run, List<Source> sources, Sink sink) {
        this.run = run;
        this.sources = sources;
        this.sink = sink;
    }

    /** For a trigger that starts now. */
    ProgressBuilder begin(long startMillis) {
        ProgressBuilder progress = look(startMillis);
        started(startMillis);
        return progress;
    }

    /** For a look at the sources, which is a trigger only if something comes of it. */
    ProgressBuilder look(long startMillis) {
        return new ProgressBuilder(
                run.checkpoint().id(), run.runId(), run.definition().name(), startMillis, lastTriggerMillis);
    }

    /** Something came of the look at this time; rates of the next count from here. */
    void started(long startMillis) {
        lastTriggerMillis = startMillis;
    }

    /** A batch is committed. */
    void batch(
            OffsetEntry entry,
            List<@Nullable Offset> starts,
            BatchResult result,
            Map<Integer, Long> stateNanos,
            ProgressBuilder progress,
            long triggerStartNanos) {
        for (WatermarkNode node : run.plan().watermarks()) {
            progress.eventTime(result.metrics().eventTimes(node.node()));
        }
        if (!run.plan().watermarks().isEmpty()) {
            progress.watermark(entry.watermarkMillis());
        }
        for (StatefulSpec operator : run.plan().statefulOperators()) {
            int number = operator.operatorId();
            progress.stateOperator(
                    operator.progressName(),
                    Objects.requireNonNull(result.operators().get(number), "metrics"),
                    TimeUnit.NANOSECONDS.toMillis(stateNanos.getOrDefault(number, 0L)),
                    RecordedSettings.partitions(entry, run.environment().partitions()));
        }
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset end = entry.ends().get(index);
            long rows = result.metrics().sourceRows(index).read();
            progress.source(source.description(), starts.get(index), end, end, rows, source.metrics());
        }
        for (Observed observed : run.plan().observed()) {
            progress.observed(observed.name(), observed.result(result.metrics(), entry.timestampMillis() * 1_000L));
        }
        progress.why(run.control().whyNow());
        progress.ledger(result.ledger());
        progress.checkpoint(run.figures().fields(entry.batchId()));
        long now = run.clock().monotonicNanos();
        BatchProgress built = progress.build(
                entry.batchId(),
                sink.description(),
                sink.countsOutputRows() ? result.metrics().outputRows() : -1,
                sink.metrics(),
                now - triggerStartNanos);
        run.control().addProgress(built);
        lastSignNanos = now;
        run.tell(events -> events.onQueryProgress(built));
    }

    /** A trigger found nothing to do. */
    void idle(
            QueryPosition position,
            long watermarkMillis,
            ProgressBuilder progress,
            long startMillis,
            long triggerStartNanos) {
        long now = run.clock().monotonicNanos();
        long intervalNanos = TimeUnit.MILLISECONDS.toNanos(run.settings().idleIntervalMillis());
        if (lastSignNanos != null && now - lastSignNanos < intervalNanos) {
            return;
        }
        lastSignNanos = now;
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset end = position.ends().get(index);
            progress.source(source.description(), end, end, end, 0, source.metrics());
        }
        if (!run.plan().watermarks().isEmpty()) {
            progress.watermark(watermarkMillis);
        }
        progress.why(run.control().whyNow());
        run.control()
                .addProgress(progress.build(
                        position.nextBatch(),
                        sink.description(),
                        sink.countsOutputRows() ? 0 : -1,
                        sink.metrics(),
                        now - triggerStartNanos));
        run.tell(events ->
                events.onQueryIdle(run.checkpoint().id(), run.runId(), ProgressBuilder.timestamp(startMillis)));
    }
}

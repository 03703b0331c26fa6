package dev.sluice.streaming.progress;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.BatchResult.OperatorMetrics;
import dev.sluice.execution.EventTimeStats;
import dev.sluice.execution.ledger.LedgerEntry;
import dev.sluice.execution.ledger.RowLedger;
import dev.sluice.spi.source.Offset;
import dev.sluice.types.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what happens in one trigger and writes it down under Spark's names, in Spark's order. */
public final class ProgressBuilder {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final UUID id;
    private final UUID runId;
    private final @Nullable String name;
    private final long startMillis;
    private final double sinceLastSeconds;
    private final Map<String, Long> durationNanos = new TreeMap<>();
    private final Map<String, Object> eventTime = new TreeMap<>();
    private final List<Object> stateOperators = new ArrayList<>();
    private final List<SourceFigures> sources = new ArrayList<>();
    private final Map<String, Object> observed = new TreeMap<>();
    private Supplier<List<String>> why = List::of;
    private List<LedgerEntry> ledger = List.of();
    private @Nullable String watermark;
    private @Nullable ContinuousFigures continuous;
    private Map<String, Object> checkpoint = Map.of();

    private record SourceFigures(
            String description,
            @Nullable Offset start,
            @Nullable Offset end,
            @Nullable Offset latest,
            long rows,
            Map<String, String> metrics) {}

    /** @param lastStartMillis when the trigger before started, null for the first of a run */
    public ProgressBuilder(
            UUID id, UUID runId, @Nullable String name, long startMillis, @Nullable Long lastStartMillis) {
        this.id = id;
        this.runId = runId;
        this.name = name;
        this.startMillis = startMillis;
        this.sinceLastSeconds =
                lastStartMillis == null ? Double.POSITIVE_INFINITY : (startMillis - lastStartMillis) / 1_000.0;
    }

    /** A moment as progress shows it, {@code 2024-01-01T00:00:10.000Z}. */
    public static String timestamp(long millis) {
        return TIMESTAMP.format(Instant.ofEpochMilli(millis));
    }

    /** Adds to the time of a step. */
    public void took(String step, long nanos) {
        durationNanos.merge(step, nanos, Long::sum);
    }

    public void eventTime(EventTimeStats stats) {
        if (stats.count() > 0 && !eventTime.containsKey("max")) {
            eventTime.put("avg", timestamp(stats.average()));
            eventTime.put("max", timestamp(stats.max()));
            eventTime.put("min", timestamp(stats.min()));
        }
    }

    /** The watermark that the batch used. */
    public void watermark(long millis) {
        watermark = timestamp(millis);
        eventTime.put("watermark", watermark);
    }

    public void source(
            String description,
            @Nullable Offset start,
            @Nullable Offset end,
            @Nullable Offset latest,
            long rows,
            Map<String, String> metrics) {
        sources.add(new SourceFigures(description, start, end, latest, rows, metrics));
    }

    public void stateOperator(String operatorName, OperatorMetrics metrics, long commitMillis, int partitions) {
        Map<String, @Nullable Object> operator = new LinkedHashMap<>();
        operator.put("operatorName", operatorName);
        operator.put("numRowsTotal", metrics.rowsTotal());
        operator.put("numRowsUpdated", metrics.rowsUpdated());
        operator.put("allUpdatesTimeMs", metrics.updateMillis());
        operator.put("numRowsRemoved", metrics.rowsRemoved());
        operator.put("allRemovalsTimeMs", metrics.removalMillis());
        operator.put("commitTimeMs", commitMillis);
        operator.put("memoryUsedBytes", metrics.memoryUsedBytes());
        operator.put("numRowsDroppedByWatermark", metrics.rowsDroppedByWatermark());
        operator.put("numShufflePartitions", partitions);
        operator.put("numStateStoreInstances", partitions);
        operator.put("customMetrics", new TreeMap<>(metrics.custom()));
        stateOperators.add(operator);
    }

    /** @param metrics one row */
    public void observed(String metricsName, Batch metrics) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int column = 0; column < metrics.schema().size(); column++) {
            values.put(metrics.schema().field(column).name(), ObservedValues.of(metrics.vector(column)));
        }
        observed.put(metricsName, values);
    }

    /** Why there is no output, in sentences; asked when somebody wants to read the progress. */
    public void why(Supplier<List<String>> sentences) {
        why = sentences;
    }

    /** What an epoch shows beside this. */
    public void continuous(ContinuousFigures figures) {
        continuous = figures;
    }

    /** How the checkpoint stands, see {@link CheckpointFigures#fields}. */
    public void checkpoint(Map<String, Object> fields) {
        checkpoint = fields;
    }

    /** What became of the rows, operator by operator. */
    public void ledger(RowLedger of) {
        ledger = of.entries();
    }

    /**
     * Nothing may be added afterwards.
     *
     * @param outputRows -1 where the sink does not say
     */
    public BatchProgress build(
            long batchId, String sink, long outputRows, Map<String, String> sinkMetrics, long triggerNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(triggerNanos);
        double seconds = Math.max(1_000_000L, triggerNanos) / 1e9;
        long rows = sources.stream().mapToLong(SourceFigures::rows).sum();
        took("triggerExecution", triggerNanos);
        return new BatchProgress(
                name,
                batchId,
                rows,
                rows / seconds,
                millis,
                watermark,
                () -> json(batchId, sink, outputRows, sinkMetrics, millis, seconds, rows));
    }

    private String json(
            long batchId,
            String sink,
            long outputRows,
            Map<String, String> sinkMetrics,
            long millis,
            double seconds,
            long rows) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id.toString());
        fields.put("runId", runId.toString());
        fields.put("name", name);
        fields.put("timestamp", timestamp(startMillis));
        fields.put("batchId", batchId);
        fields.put("batchDuration", millis);
        fields.put("numInputRows", rows);
        rate(fields, "inputRowsPerSecond", rows / sinceLastSeconds, sinceLastSeconds);
        rate(fields, "processedRowsPerSecond", rows / seconds, seconds);
        Map<String, Long> durations = new LinkedHashMap<>();
        durationNanos.forEach((step, nanos) -> durations.put(step, TimeUnit.NANOSECONDS.toMillis(nanos)));
        fields.put("durationMs", durations);
        if (!eventTime.isEmpty()) {
            fields.put("eventTime", eventTime);
        }
        fields.put("stateOperators", stateOperators);
        fields.put(
                "sources",
                sources.stream().map(source -> source(source, seconds)).toList());
        Map<String, @Nullable Object> sinkFields = new LinkedHashMap<>();
        sinkFields.put("description", sink);
        sinkFields.put("numOutputRows", outputRows);
        if (!sinkMetrics.isEmpty()) {
            sinkFields.put("metrics", sinkMetrics);
        }
        fields.put("sink", sinkFields);
        fields.put("observedMetrics", observed);
        if (continuous != null) {
            fields.put("continuous", continuous.fields());
        }
        if (!checkpoint.isEmpty()) {
            fields.put("checkpoint", checkpoint);
        }
        fields.put("why", why.get());
        fields.put("ledger", ledger.stream().map(LedgerEntry::fields).toList());
        return Json.write(fields);
    }

    private Map<String, @Nullable Object> source(SourceFigures source, double seconds) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("description", source.description());
        fields.put("startOffset", offset(source.start()));
        fields.put("endOffset", offset(source.end()));
        fields.put("latestOffset", offset(source.latest()));
        fields.put("numInputRows", source.rows());
        rate(fields, "inputRowsPerSecond", source.rows() / sinceLastSeconds, sinceLastSeconds);
        rate(fields, "processedRowsPerSecond", source.rows() / seconds, seconds);
        if (!source.metrics().isEmpty()) {
            fields.put("metrics", source.metrics());
        }
        return fields;
    }

    private static @Nullable Object offset(@Nullable Offset offset) {
        if (offset == null) {
            return null;
        }
        try {
            return Json.parse(offset.json());
        } catch (IllegalArgumentException notJson) {
            return offset.json();
        }
    }

    /**
     * With one decimal; left out where it is not finite or nothing is known of the time. Without BigDecimal, whose first use
     * takes as long as many a batch.
     */
    private static void rate(Map<String, @Nullable Object> fields, String name, double rate, double seconds) {
        if (Double.isFinite(rate) && Double.isFinite(seconds)) {
            fields.put(name, Math.floor(rate * 10 + 0.5) / 10);
        }
    }
}

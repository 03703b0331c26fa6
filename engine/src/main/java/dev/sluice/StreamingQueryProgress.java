package dev.sluice;

import dev.sluice.types.AtomicType;
import dev.sluice.types.Json;
import dev.sluice.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one batch of a query did, under Spark's names. It is its JSON text, which says nothing of rates that are not
 * finite: these read as NaN.
 */
public final class StreamingQueryProgress {
    private final String json;
    private final Map<String, @Nullable Object> fields;

    private StreamingQueryProgress(String json) {
        this.json = json;
        this.fields = Json.parseObject(json);
    }

    /** @throws IllegalArgumentException if {@code json} is not one JSON object */
    public static StreamingQueryProgress fromJson(String json) {
        return new StreamingQueryProgress(json);
    }

    public UUID id() {
        return UUID.fromString(text(fields, "id"));
    }

    public UUID runId() {
        return UUID.fromString(text(fields, "runId"));
    }

    public @Nullable String name() {
        return fields.get("name") instanceof String name ? name : null;
    }

    /** When the trigger started, in UTC. */
    public String timestamp() {
        return text(fields, "timestamp");
    }

    public long batchId() {
        return number(fields, "batchId");
    }

    /** Milliseconds from the start of the trigger to its end. */
    public long batchDuration() {
        return number(fields, "batchDuration");
    }

    /** Milliseconds of each step. */
    public Map<String, Long> durationMs() {
        Map<String, Long> durations = new TreeMap<>();
        object(fields, "durationMs").forEach((step, millis) -> {
            if (millis instanceof Number number) {
                durations.put(step, number.longValue());
            }
        });
        return durations;
    }

    /** {@code min}, {@code max} and {@code avg} of the event time, and the {@code watermark} that the batch used. */
    public Map<String, String> eventTime() {
        return texts(object(fields, "eventTime"));
    }

    /** Records read from all sources. */
    public long numInputRows() {
        return number(fields, "numInputRows");
    }

    public double inputRowsPerSecond() {
        return rate(fields, "inputRowsPerSecond");
    }

    public double processedRowsPerSecond() {
        return rate(fields, "processedRowsPerSecond");
    }

    /** The stateful operators, that nearest to the sink first. */
    public StateOperatorProgress[] stateOperators() {
        return objects("stateOperators").stream()
                .map(operator -> new StateOperatorProgress(
                        text(operator, "operatorName"),
                        number(operator, "numRowsTotal"),
                        number(operator, "numRowsUpdated"),
                        number(operator, "numRowsRemoved"),
                        number(operator, "allUpdatesTimeMs"),
                        number(operator, "allRemovalsTimeMs"),
                        number(operator, "commitTimeMs"),
                        number(operator, "memoryUsedBytes"),
                        number(operator, "numRowsDroppedByWatermark"),
                        number(operator, "numShufflePartitions"),
                        number(operator, "numStateStoreInstances"),
                        numbers(object(operator, "customMetrics")),
                        Json.write(operator)))
                .toArray(StateOperatorProgress[]::new);
    }

    public SourceProgress[] sources() {
        return objects("sources").stream()
                .map(source -> new SourceProgress(
                        text(source, "description"),
                        offset(source, "startOffset"),
                        offset(source, "endOffset"),
                        offset(source, "latestOffset"),
                        number(source, "numInputRows"),
                        rate(source, "inputRowsPerSecond"),
                        rate(source, "processedRowsPerSecond"),
                        texts(object(source, "metrics")),
                        Json.write(source)))
                .toArray(SourceProgress[]::new);
    }

    public SinkProgress sink() {
        Map<String, @Nullable Object> sink = object(fields, "sink");
        return new SinkProgress(
                text(sink, "description"),
                sink.get("numOutputRows") instanceof Number rows ? rows.longValue() : -1L,
                texts(object(sink, "metrics")),
                Json.write(sink));
    }

    /** What {@code observe} computed, by name; numbers, texts and truth values as JSON has them. */
    public Map<String, Row> observedMetrics() {
        Map<String, Row> observed = new TreeMap<>();
        object(fields, "observedMetrics").forEach((name, metrics) -> observed.put(name, row(asObject(metrics))));
        return observed;
    }

    private static Row row(Map<String, @Nullable Object> values) {
        StructType schema = new StructType();
        for (Map.Entry<String, @Nullable Object> value : values.entrySet()) {
            schema = schema.add(
                    value.getKey(),
                    switch (value.getValue()) {
                        case Long ignored -> AtomicType.BIGINT;
                        case Number ignored -> AtomicType.DOUBLE;
                        case Boolean ignored -> AtomicType.BOOLEAN;
                        case null, default -> AtomicType.STRING;
                    });
        }
        return Row.owning(schema, values.values().toArray(new @Nullable Object[0]));
    }

    /**
     * Under the continuous trigger, how long the rows of the epoch took from the moment when they were there until the sink had
     * acknowledged them, as {@code p50}, {@code p95}, {@code p99} and {@code max} in milliseconds; empty under any other.
     */
    public Map<String, Double> latencyMs() {
        Map<String, Double> latencies = new LinkedHashMap<>();
        object(object(fields, "continuous"), "latencyMs").forEach((name, millis) -> {
            if (millis instanceof Number number) {
                latencies.put(name, number.doubleValue());
            }
        });
        return latencies;
    }

    /** Why there is no output, as {@link StreamingQuery#why} said after this batch. */
    public List<String> why() {
        return fields.get("why") instanceof List<?> sentences
                ? sentences.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** One line. */
    public String json() {
        return json;
    }

    /** {@link #json} with a line for each field. */
    public String prettyJson() {
        return PrettyJson.of(json);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamingQueryProgress progress && json.equals(progress.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return prettyJson();
    }

    private static String text(Map<String, @Nullable Object> object, String name) {
        Object value = object.get(name);
        return value == null ? "" : value.toString();
    }

    private static long number(Map<String, @Nullable Object> object, String name) {
        return object.get(name) instanceof Number number ? number.longValue() : 0L;
    }

    private static double rate(Map<String, @Nullable Object> object, String name) {
        return object.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static @Nullable String offset(Map<String, @Nullable Object> object, String name) {
        Object value = object.get(name);
        return value == null || value instanceof String ? (String) value : Json.write(value);
    }

    private static Map<String, String> texts(Map<String, @Nullable Object> object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static Map<String, Long> numbers(Map<String, @Nullable Object> object) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (value instanceof Number number) {
                numbers.put(key, number.longValue());
            }
        });
        return numbers;
    }

    private List<Map<String, @Nullable Object>> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(StreamingQueryProgress::asObject).toList()
                : List.of();
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> parent, String name) {
        return asObject(parent.get(name));
    }

    @SuppressWarnings("unchecked") // Json makes objects of nothing else.
    private static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? (Map<String, @Nullable Object>) object : Map.of();
    }
}

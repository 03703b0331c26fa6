package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first event of each key.
 *
 * @param by what the key is
 * @param delaySeconds of the watermark
 */
public record Distinct(Key by, long delaySeconds) implements Shape {
    private static final long MICROS = 1_000_000;

    /** What makes two events the same. */
    public enum Key {
        /** Key and time, forgotten when the watermark has passed the time. */
        TIME,
        /** Key and value, never forgotten. */
        VALUE,
        /** The key alone, forgotten when the watermark is a delay beyond the time of the first. */
        WITHIN_WATERMARK
    }

    @Override
    public DataFrame query(List<DataFrame> sources) {
        DataFrame events = sources.getFirst();
        DataFrame distinct = switch (by) {
            case TIME -> events.dropDuplicates("k", "t");
            case VALUE -> events.dropDuplicates("k", "v");
            case WITHIN_WATERMARK -> events.dropDuplicatesWithinWatermark("k");
        };
        return distinct.select(Shape.text(col("id"), col("k"), col("t").cast("bigint"), col("v")));
    }

    /** What two events that are the same have in common. */
    private record Same(@Nullable String key, @Nullable Long other) {}

    private Same same(Event event) {
        return switch (by) {
            case TIME -> new Same(event.key(), event.seconds());
            case VALUE -> new Same(event.key(), event.value());
            case WITHIN_WATERMARK -> new Same(event.key(), null);
        };
    }

    private long expiryMicros(Event first) {
        return switch (by) {
            case TIME -> first.hasTime() ? first.micros() : Long.MAX_VALUE;
            case VALUE -> Long.MAX_VALUE;
            case WITHIN_WATERMARK -> first.micros() + delaySeconds * MICROS;
        };
    }

    @Override
    public BatchEvaluator evaluator() {
        Events distinct = distinct();
        return batch -> distinct.of(batch).stream()
                .map(event -> Shape.text(event.id(), event.key(), event.seconds(), event.value()))
                .toList();
    }

    /** Events that a batch lets pass. */
    @FunctionalInterface
    interface Events {
        List<Event> of(BatchInput batch);
    }

    Events distinct() {
        Map<Same, Long> known = new HashMap<>();
        return batch -> {
            List<Event> passed = new ArrayList<>();
            for (Event event : batch.all()) {
                boolean isLate = event.hasTime() && isLate(event, batch.lateMicros());
                if (!isLate && known.putIfAbsent(same(event), expiryMicros(event)) == null) {
                    passed.add(event);
                }
            }
            known.values().removeIf(expiry -> expiry <= batch.evictMicros());
            return passed;
        };
    }

    @Override
    public boolean isLate(Event event, long lateMicros) {
        return event.micros() <= lateMicros;
    }

    @Override
    public String mode() {
        return "append";
    }

    @Override
    public boolean wantsTimes() {
        return by == Key.WITHIN_WATERMARK;
    }
}

package dev.sluice.testkit.simulation.shape;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of input.
 *
 * @param id null for a row that could not be read, which has no value at all
 * @param seconds since 1970
 */
public record Event(
        @Nullable Long id,
        @Nullable String key,
        @Nullable Long seconds,
        @Nullable Long value) {
    public static final String SCHEMA = "id BIGINT, k STRING, t TIMESTAMP, v BIGINT";

    /** What is left of a line that is no JSON. */
    public static final Event UNREADABLE = new Event(null, null, null, null);

    private static final long MICROS = 1_000_000;

    /** @param columns a letter for each: {@code i}, {@code k}, {@code t} in seconds, {@code v} */
    public List<@Nullable Object> values(String columns) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = 0; index < columns.length(); index++) {
            values.add(
                    switch (columns.charAt(index)) {
                        case 'i' -> id;
                        case 'k' -> key;
                        case 't' -> seconds;
                        case 'v' -> value;
                        default -> throw new IllegalArgumentException("no column of " + columns);
                    });
        }
        return values;
    }

    boolean hasTime() {
        return seconds != null;
    }

    public long time() {
        if (seconds == null) {
            throw new IllegalStateException("an event without a time");
        }
        return seconds;
    }

    public long micros() {
        return time() * MICROS;
    }
}

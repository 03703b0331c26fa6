package dev.sluice.spi.source;

import static java.util.Objects.requireNonNull;

/**
 * A position in a source, as the JSON text that stands in the offset log and in progress events. Only the source itself
 * knows what it means; two offsets are the same place exactly when their texts are equal.
 */
public record Offset(String json) {
    public Offset {
        requireNonNull(json, "json");
    }

    @Override
    public String toString() {
        return json;
    }
}

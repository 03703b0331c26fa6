package dev.sluice.spi.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import org.jspecify.annotations.Nullable;

/**
 * A position in a source, as the JSON text that stands in the offset log and in progress events. Only the source itself
 * knows what it means; two offsets are the same place exactly when their texts are equal.
 */
public record Offset(String json) {
    public Offset {
        requireNonNull(json, "json");
    }

    /** An offset that is a whole number. */
    public static Offset of(long number) {
        return new Offset(Long.toString(number));
    }

    /**
     * The whole number that this offset is.
     *
     * @param source whose offset it is, for the error
     * @throws SluiceException {@code PLAN_DAMAGED} if it is none
     */
    public long number(String source) {
        try {
            return Long.parseLong(json.trim());
        } catch (NumberFormatException notANumber) {
            throw SluiceException.of(ErrorCondition.PLAN_DAMAGED, "the recorded offset is not a number")
                    .at("source \"" + source + "\"")
                    .found(json)
                    .expected("a whole number")
                    .mend("restore the checkpoint from a copy, or start on a new one")
                    .cause(notANumber)
                    .build();
        }
    }

    // Written out, for what a record has by itself is made when it is first asked for: some milliseconds of the first
    // batch.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Offset offset && json.equals(offset.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }
}

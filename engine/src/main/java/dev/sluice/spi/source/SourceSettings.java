package dev.sluice.spi.source;

import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of a source.
 *
 * @param options validated against {@link SourceProvider#options}; a path given to {@code load(path)} is option {@code path}
 * @param userSchema what {@code schema(...)} was given
 * @param timeZone the session time zone, for texts without one
 * @param attachment a value of this process that no text can carry, such as a generator function or a memory stream, or
 *     what the source found out about the data
 */
public record SourceSettings(
        Options options,
        @Nullable StructType userSchema,
        ZoneId timeZone,
        boolean isStreaming,
        @Nullable Object attachment) {

    /** The same with another schema and attachment. */
    public SourceSettings with(@Nullable StructType schema, @Nullable Object other) {
        return new SourceSettings(options, schema, timeZone, isStreaming, other);
    }

    /** The same in another time zone. */
    public SourceSettings in(ZoneId zone) {
        return new SourceSettings(options, userSchema, zone, isStreaming, attachment);
    }

    /**
     * For sources whose rows have one schema, whatever a user says.
     *
     * @throws SluiceException an analysis error if the user said another
     */
    public void requireSchema(StructType own, String source) {
        if (userSchema != null && !userSchema.asNullable().equals(own)) {
            throw SluiceException.analysis(
                            ErrorCondition.NOT_YET_SUPPORTED, "the source " + source + " has a schema of its own")
                    .at("source \"" + source + "\"")
                    .found(userSchema.toDDL())
                    .expected(own.toDDL())
                    .mend("leave .schema(...) out")
                    .build();
        }
    }
}

package dev.sluice.spi.source;

import dev.sluice.config.Options;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of a source.
 *
 * @param options validated against {@link SourceProvider#options}; a path given to {@code load(path)} is option {@code path}
 * @param userSchema what {@code schema(...)} was given
 * @param timeZone the session time zone, for texts without one
 * @param attachment a value of this process that no text can carry, such as a generator function or a memory stream
 */
public record SourceSettings(
        Options options,
        @Nullable StructType userSchema,
        ZoneId timeZone,
        boolean isStreaming,
        @Nullable Object attachment) {}

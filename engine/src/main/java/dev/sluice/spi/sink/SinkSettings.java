package dev.sluice.spi.sink;

import dev.sluice.config.Options;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of a sink.
 *
 * @param schema of the rows it will be given
 * @param options validated against {@link SinkProvider#options}; a path given to {@code start(path)} is option {@code path}
 * @param queryName what {@code queryName(...)} was given
 * @param attachment a value of this process that no text can carry, such as the function of foreachBatch
 */
public record SinkSettings(
        StructType schema,
        Options options,
        OutputMode outputMode,
        ZoneId timeZone,
        @Nullable String queryName,
        boolean isStreaming,
        @Nullable Object attachment) {}

package dev.sluice.spi.sink;

import dev.sluice.config.Options;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of a sink.
 *
 * @param schema of the rows it will be given
 * @param options validated against {@link SinkProvider#options}; a path given to {@code start(path)} is option {@code path}
 * @param queryName what {@code queryName(...)} was given
 * @param attachment a value of this process that no text can carry, such as the function of foreachBatch
 * @param partitionColumns columns of the schema that say where rows go, and are no part of what is written there
 * @param replaces whether a batch write takes the place of what is there
 */
public record SinkSettings(
        StructType schema,
        Options options,
        OutputMode outputMode,
        ZoneId timeZone,
        @Nullable String queryName,
        boolean isStreaming,
        @Nullable Object attachment,
        List<String> partitionColumns,
        boolean replaces) {
    public SinkSettings {
        partitionColumns = List.copyOf(partitionColumns);
    }

    /** Without folders of columns, and beside what is there. */
    public SinkSettings(
            StructType schema,
            Options options,
            OutputMode outputMode,
            ZoneId timeZone,
            @Nullable String queryName,
            boolean isStreaming,
            @Nullable Object attachment) {
        this(schema, options, outputMode, timeZone, queryName, isStreaming, attachment, List.of(), false);
    }
}

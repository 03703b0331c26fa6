package dev.sluice.connector.rate;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;

/** Source {@code rate-micro-batch}: so many rows a micro-batch, whatever the time. */
public final class RateMicroBatchSourceProvider implements SourceProvider {
    private static final ConfigOption<Long> ROWS_PER_BATCH = ConfigOption.atLeast(
                    ConfigOption.longInteger("rowsPerBatch"), 1)
            .required()
            .doc("How many rows each micro-batch has.");
    private static final ConfigOption<Long> START_TIMESTAMP = ConfigOption.atLeast(
                    ConfigOption.longInteger("startTimestamp"), 0)
            .defaultsTo(0L)
            .doc("The time of the rows of the first micro-batch, in milliseconds since 1970.");
    private static final ConfigOption<Long> ADVANCE_MILLIS = ConfigOption.atLeast(
                    ConfigOption.longInteger("advanceMillisPerBatch"), 0)
            .defaultsTo(1_000L)
            .doc("How much later the rows of each further micro-batch are.");
    private static final ConfigOption<Integer> NUM_PARTITIONS = ConfigOption.atLeast(
                    ConfigOption.integer("numPartitions"), 1)
            .doc("Accepted without effect: rows are cut into pieces of a fixed size.");

    @Override
    public String name() {
        return "rate-micro-batch";
    }

    @Override
    public String documentation() {
        return "So many rows a micro-batch, whatever the time: each has a timestamp that advances with the batch, and a number from"
                + " 0. A batch that runs again has the same rows.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(ROWS_PER_BATCH, START_TIMESTAMP, ADVANCE_MILLIS, NUM_PARTITIONS);
    }

    @Override
    public StructType schema(SourceSettings settings) {
        settings.requireSchema(TimedRows.SCHEMA, name());
        return TimedRows.SCHEMA;
    }

    @Override
    public Map<String, String> identity(SourceSettings settings) {
        return Map.of(
                ROWS_PER_BATCH.key(),
                String.valueOf(settings.options().get(ROWS_PER_BATCH)),
                START_TIMESTAMP.key(),
                String.valueOf(settings.options().get(START_TIMESTAMP)),
                ADVANCE_MILLIS.key(),
                String.valueOf(settings.options().get(ADVANCE_MILLIS)));
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        return new RateMicroBatchSource(
                settings.options().get(ROWS_PER_BATCH),
                settings.options().get(START_TIMESTAMP),
                settings.options().get(ADVANCE_MILLIS));
    }
}

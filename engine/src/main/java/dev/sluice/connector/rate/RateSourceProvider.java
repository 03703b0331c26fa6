package dev.sluice.connector.rate;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Source {@code rate}: so many rows a second, each with a number and the time at which it was due. */
public final class RateSourceProvider implements SourceProvider {
    private static final ConfigOption<Long> ROWS_PER_SECOND = ConfigOption.atLeast(
                    ConfigOption.longInteger("rowsPerSecond"), 1)
            .defaultsTo(1L)
            .doc("How many rows a second are generated.");
    private static final ConfigOption<Duration> RAMP_UP_TIME = rampUpTime();
    private static final ConfigOption<Integer> NUM_PARTITIONS = ConfigOption.atLeast(
                    ConfigOption.integer("numPartitions"), 1)
            .doc("Accepted without effect: rows are cut into pieces of a fixed size.");

    private static ConfigOption<Duration> rampUpTime() {
        return ConfigOption.duration("rampUpTime")
                .where("not negative", time -> !time.isNegative())
                .defaultsTo(Duration.ZERO)
                .doc("How long the rate grows until it is reached, in whole seconds.");
    }

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public String documentation() {
        return "So many rows a second, each with the time at which it was due and a number from 0. A batch that runs again has the"
                + " same rows.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(ROWS_PER_SECOND, RAMP_UP_TIME, NUM_PARTITIONS);
    }

    @Override
    public StructType schema(SourceSettings settings) {
        settings.requireSchema(TimedRows.SCHEMA, name());
        curve(settings);
        return TimedRows.SCHEMA;
    }

    @Override
    public Map<String, String> identity(SourceSettings settings) {
        return Map.of(
                ROWS_PER_SECOND.key(),
                String.valueOf(settings.options().get(ROWS_PER_SECOND)),
                RAMP_UP_TIME.key(),
                String.valueOf(settings.options().get(RAMP_UP_TIME)));
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        return new RateSource(curve(settings), context);
    }

    private static RateCurve curve(SourceSettings settings) {
        RateCurve curve = new RateCurve(
                settings.options().get(ROWS_PER_SECOND),
                settings.options().get(RAMP_UP_TIME).toSeconds());
        curve.check();
        return curve;
    }
}

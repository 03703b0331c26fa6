package dev.sluice;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.streaming.AsyncTracking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a writer that say whether batches are recorded beside the query, by Spark's names. */
final class AsyncTrackingOptions {
    private static final ConfigOption<Boolean> ENABLED = ConfigOption.bool("asyncProgressTrackingEnabled")
            .defaultsTo(false)
            .doc("Whether what is done is recorded beside the query, and not before the next batch.");
    private static final ConfigOption<Long> INTERVAL_MILLIS = ConfigOption.atLeast(
                    ConfigOption.longInteger("asyncProgressTrackingCheckpointIntervalMs"), 0)
            .defaultsTo(1_000L)
            .doc("How many milliseconds lie between two batches that are recorded; 0 to record all.");

    private AsyncTrackingOptions() {}

    /** Takes them away from those of a sink; null if batches are recorded one before the other. */
    static @Nullable AsyncTracking take(OptionMap options) {
        Map<String, String> given = new HashMap<>();
        for (ConfigOption<?> option : List.of(ENABLED, INTERVAL_MILLIS)) {
            String value = options.remove(option.key());
            if (value != null) {
                given.put(option.key(), value);
            }
        }
        Options checked = Options.validated("writeStream()", List.of(ENABLED, INTERVAL_MILLIS), given);
        return checked.get(ENABLED) ? new AsyncTracking(checked.get(INTERVAL_MILLIS)) : null;
    }
}

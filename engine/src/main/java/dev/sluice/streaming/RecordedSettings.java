package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that every plan of a run records.
 *
 * @param conf by Spark's names
 */
record RecordedSettings(Map<String, String> conf) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedSettings.class);
    private static final String PARTITIONS_KEY = "spark.sql.shuffle.partitions";
    private static final String TIME_ZONE_KEY = "spark.sql.session.timeZone";

    /** Those of the session. */
    static RecordedSettings of(StreamingSettings settings, QueryEnvironment environment) {
        Map<String, String> conf = new TreeMap<>(settings.recordedConf());
        conf.put(TIME_ZONE_KEY, environment.timeZone().getId());
        conf.put(PARTITIONS_KEY, Integer.toString(environment.partitions()));
        conf.put(WatermarkPolicy.KEY, settings.watermarkPolicy().text());
        return new RecordedSettings(conf);
    }

    WatermarkPolicy watermarkPolicy() {
        return WatermarkPolicy.parse(conf.getOrDefault(WatermarkPolicy.KEY, WatermarkPolicy.MIN.text()));
    }

    /**
     * Those of a run that goes on after {@code newest}: the recorded policy wins; other settings may change between
     * batches, but not between attempts at one.
     *
     * @param isUnfinished whether the batch of {@code newest} has to run again
     * @param file where it is recorded
     */
    RecordedSettings after(OffsetEntry newest, boolean isUnfinished, Path file) {
        newest.conf().forEach((key, recorded) -> {
            String now = conf.get(key);
            if (now != null && !now.equals(recorded)) {
                if (isUnfinished && !key.equals(PARTITIONS_KEY) && !key.equals(WatermarkPolicy.KEY)) {
                    throw changed(newest, file, key, recorded, now);
                }
                LOG.warn("{} is {} in the checkpoint and {} in the session", key, recorded, now);
            }
        });
        String policy = newest.conf().get(WatermarkPolicy.KEY);
        if (policy == null) {
            return this;
        }
        Map<String, String> kept = new TreeMap<>(conf);
        kept.put(WatermarkPolicy.KEY, policy);
        return new RecordedSettings(kept);
    }

    private static SluiceException changed(OffsetEntry entry, Path file, String key, String recorded, String now) {
        return SluiceException.of(
                        ErrorCondition.CHECKPOINT_INCOMPATIBLE, "a setting was changed while a batch was unfinished")
                .at(file.toString())
                .found(key + " = " + now)
                .expected(key + " = " + recorded)
                .safe("batches up to " + (entry.batchId() - 1) + " are committed; nothing was changed")
                .mend("start the query once with the former value, which finishes the batch, then change it")
                .build();
    }
}

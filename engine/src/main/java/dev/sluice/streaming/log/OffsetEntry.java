package dev.sluice.streaming.log;

import dev.sluice.spi.source.Offset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a batch, the same for every attempt at it.
 *
 * @param conf the settings that shape it
 * @param ends where each source ends, in the order of the query's plan; null where it has never had data
 * @param isFollowedUp whether a batch without data follows by itself when the watermark has moved, also after a restart;
 *     under {@code Trigger.Once} none does
 * @param sink what its rows go to: another one may take over between two batches, but not in the middle of one
 * @param attempt the first one, so that what it may have left behind can be removed
 */
public record OffsetEntry(
        long batchId,
        long watermarkMillis,
        long timestampMillis,
        Map<String, String> conf,
        List<@Nullable Offset> ends,
        boolean isFollowedUp,
        String sink,
        String attempt) {
    public OffsetEntry {
        conf = Collections.unmodifiableMap(conf);
        ends = Collections.unmodifiableList(new ArrayList<>(ends));
    }
}

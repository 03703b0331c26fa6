package dev.sluice;

import java.util.Map;

/**
 * What one stateful operator did in a batch.
 *
 * @param numRowsTotal groups held after the batch
 * @param numRowsDroppedByWatermark late rows, each counted once
 * @param customMetrics further figures, such as {@code numRowsPartlyLate}
 */
public record StateOperatorProgress(
        String operatorName,
        long numRowsTotal,
        long numRowsUpdated,
        long numRowsRemoved,
        long allUpdatesTimeMs,
        long allRemovalsTimeMs,
        long commitTimeMs,
        long memoryUsedBytes,
        long numRowsDroppedByWatermark,
        long numShufflePartitions,
        long numStateStoreInstances,
        Map<String, Long> customMetrics,
        String json) {
    public StateOperatorProgress {
        customMetrics = Map.copyOf(customMetrics);
    }

    public String prettyJson() {
        return PrettyJson.of(json);
    }
}

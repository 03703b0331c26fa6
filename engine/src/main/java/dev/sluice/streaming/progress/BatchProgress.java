package dev.sluice.streaming.progress;

import org.jspecify.annotations.Nullable;

/**
 * What one trigger of a query did.
 *
 * @param name of the query, null where it has none
 * @param watermark as a UTC text, null where the query has none
 * @param json all of it, on one line, under Spark's names
 */
public record BatchProgress(
        @Nullable String name,
        long batchId,
        long numInputRows,
        double processedRowsPerSecond,
        long batchDurationMillis,
        @Nullable String watermark,
        String json) {}

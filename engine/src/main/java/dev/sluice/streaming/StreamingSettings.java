package dev.sluice.streaming;

import dev.sluice.spi.LogUpkeep;
import dev.sluice.streaming.watermark.FutureRows;
import dev.sluice.streaming.watermark.WatermarkPolicy;

/**
 * How a query is run; the session's configuration at its start.
 *
 * @param minBatchesToRetain how many batches the logs keep
 * @param noDataBatches whether a batch runs without data where the watermark lets results out
 * @param watermarkPolicy for new queries; a checkpoint keeps its own
 * @param futureRows what is done about rows far in the future
 * @param pollingDelayMillis between two looks at sources that do not tell of new data
 * @param flushIntervalMillis between two turns of a continuous query with state
 * @param minRealTimeMillis the shortest epoch of the real-time trigger
 * @param stopTimeoutMillis how long stopping waits, 0 without bound
 * @param recentProgressLimit how many progress updates are kept
 * @param idleIntervalMillis between two signs of life of a query without data
 * @param retryWindowMillis how long space on a full disk is waited for
 * @param durability what a checkpoint survives, as progress shows it
 * @param sourceLog how sources keep their logs short
 * @param sinkLog how sinks keep their logs short
 * @param maintenanceBatches how many batches go by before the checkpoint is tidied
 */
public record StreamingSettings(
        int minBatchesToRetain,
        boolean noDataBatches,
        WatermarkPolicy watermarkPolicy,
        FutureRows futureRows,
        long pollingDelayMillis,
        long flushIntervalMillis,
        long minRealTimeMillis,
        long stopTimeoutMillis,
        int recentProgressLimit,
        long idleIntervalMillis,
        long retryWindowMillis,
        String durability,
        LogUpkeep sourceLog,
        LogUpkeep sinkLog,
        int maintenanceBatches) {
    /** Spark's defaults. */
    public static final StreamingSettings DEFAULT = new StreamingSettings(
            100,
            true,
            WatermarkPolicy.MIN,
            FutureRows.DEFAULT,
            10,
            1,
            5_000,
            0,
            100,
            10_000,
            30_000,
            "strict",
            LogUpkeep.DEFAULT,
            LogUpkeep.DEFAULT,
            16);
}

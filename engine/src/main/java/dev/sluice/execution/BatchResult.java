package dev.sluice.execution;

import dev.sluice.spi.sink.CommitMessage;
import java.util.List;
import java.util.Map;

/**
 * What came of one batch.
 *
 * @param metrics of all tasks together
 * @param messages of the sink writers, in order of partition
 * @param operators by number
 */
public record BatchResult(TaskMetrics metrics, List<CommitMessage> messages, Map<Integer, OperatorMetrics> operators) {
    public BatchResult {
        messages = List.copyOf(messages);
        operators = Map.copyOf(operators);
    }

    /**
     * What a stateful operator did, in Spark's terms.
     *
     * @param rowsTotal groups held after the batch
     * @param rowsUpdated groups made or changed
     * @param rowsRemoved groups that event time closed
     */
    public record OperatorMetrics(
            long rowsTotal,
            long rowsUpdated,
            long rowsRemoved,
            long memoryUsedBytes,
            long rowsDroppedByWatermark,
            long rowsPartlyLate,
            long updateMillis,
            long removalMillis) {
        OperatorMetrics plus(OperatorMetrics other) {
            return new OperatorMetrics(
                    rowsTotal + other.rowsTotal,
                    rowsUpdated + other.rowsUpdated,
                    rowsRemoved + other.rowsRemoved,
                    memoryUsedBytes + other.memoryUsedBytes,
                    rowsDroppedByWatermark + other.rowsDroppedByWatermark,
                    rowsPartlyLate + other.rowsPartlyLate,
                    updateMillis + other.updateMillis,
                    removalMillis + other.removalMillis);
        }
    }
}

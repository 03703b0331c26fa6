package dev.sluice.execution;

import dev.sluice.execution.kept.KeptRows;
import dev.sluice.execution.ledger.RowLedger;
import dev.sluice.spi.sink.CommitMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one batch.
 *
 * @param metrics of all tasks together
 * @param messages of the sink writers, in order of partition
 * @param operators by number
 * @param ledger what became of every row
 * @param kept rows that were left out and are to be kept; whoever takes the result closes them
 */
public record BatchResult(
        TaskMetrics metrics,
        List<CommitMessage> messages,
        Map<Integer, OperatorMetrics> operators,
        RowLedger ledger,
        KeptRows kept) {
    public BatchResult {
        messages = List.copyOf(messages);
        operators = Map.copyOf(operators);
    }

    /** The same with these messages. */
    public BatchResult with(List<CommitMessage> ofWriters) {
        return new BatchResult(metrics, ofWriters, operators, ledger, kept);
    }

    /** What has come of this turn of a batch and of a later one together, which takes over what the two hold. */
    public BatchResult then(BatchResult later) {
        Map<Integer, OperatorMetrics> both = new HashMap<>(operators);
        later.operators.forEach((operator, figures) -> both.merge(operator, figures, OperatorMetrics::then));
        // Before the metrics, for a ledger looks at figures that are theirs.
        RowLedger bothLedgers = ledger.then(later.ledger);
        metrics.add(later.metrics);
        kept.add(later.kept);
        return new BatchResult(metrics, messages, both, bothLedgers, kept);
    }

    /**
     * What a stateful operator did, in Spark's terms.
     *
     * @param rowsTotal groups held after the batch
     * @param rowsUpdated groups made or changed
     * @param rowsRemoved groups that event time closed
     * @param custom further figures, by the names that progress shows them under
     */
    public record OperatorMetrics(
            long rowsTotal,
            long rowsUpdated,
            long rowsRemoved,
            long memoryUsedBytes,
            long rowsDroppedByWatermark,
            long updateMillis,
            long removalMillis,
            Map<String, Long> custom) {
        static final String PARTLY_LATE_ROWS = "numRowsPartlyLate";
        static final String DUPLICATE_ROWS = "numDroppedDuplicateRows";

        public OperatorMetrics {
            custom = Map.copyOf(custom);
        }

        /** Rows that repeat a key and were dropped. */
        public long duplicates() {
            return custom.getOrDefault(DUPLICATE_ROWS, 0L);
        }

        /** Those of a turn and of a later one, which knows what is held. */
        private OperatorMetrics then(OperatorMetrics later) {
            OperatorMetrics done = new OperatorMetrics(
                    0, rowsUpdated, rowsRemoved, 0, rowsDroppedByWatermark, updateMillis, removalMillis, custom);
            return done.plus(later);
        }

        OperatorMetrics plus(OperatorMetrics other) {
            Map<String, Long> both = new TreeMap<>(custom);
            other.custom.forEach((name, figure) -> both.merge(name, figure, Long::sum));
            return new OperatorMetrics(
                    rowsTotal + other.rowsTotal,
                    rowsUpdated + other.rowsUpdated,
                    rowsRemoved + other.rowsRemoved,
                    memoryUsedBytes + other.memoryUsedBytes,
                    rowsDroppedByWatermark + other.rowsDroppedByWatermark,
                    updateMillis + other.updateMillis,
                    removalMillis + other.removalMillis,
                    both);
        }
    }
}

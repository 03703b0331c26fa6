package dev.sluice.execution;

import dev.sluice.execution.ledger.PartitionLedger;

/** The half of a keyed operator that holds state, for one partition. Used by one thread at a time. */
interface KeyedPartition {
    /**
     * Takes what a task has for it; tasks come in the order of their splits.
     *
     * @return whether it keeps columns of these rows, so that nobody else may use their arrays
     */
    boolean add(KeyedRows rows);

    /** {@link #endBatch} emits at most so many rows. */
    long mostResults();

    /** Emits what the batch gives and drops what event time has closed. */
    void endBatch(Output output);

    /** What this partition did; late rows are counted elsewhere. */
    BatchResult.OperatorMetrics metrics();

    /** What it counted, once the batch has ended. */
    PartitionLedger ledger();
}

package dev.sluice.execution;

import dev.sluice.error.SluiceException;

/**
 * What a partition of a keyed operator emits at the end of the batch.
 *
 * @param spec of the operator
 * @param partition its number
 */
record PartitionResults(KeyedPartition operator, StatefulSpec spec, int partition) implements StageInput {
    @Override
    public void pushAll(TaskContext context, TaskOutput output, Demand demand) {
        try {
            operator.endBatch(output);
        } catch (SluiceException failed) {
            throw FailedRows.located(failed, null, "results of " + spec.place(partition));
        }
    }

    @Override
    public long mostRows() {
        return operator.mostResults();
    }

    @Override
    public boolean hasToBeMade() {
        return true;
    }
}

package dev.sluice.execution;

/** What a partition of a keyed operator emits at the end of the batch. */
record PartitionResults(KeyedPartition operator) implements StageInput {
    @Override
    public void pushAll(TaskContext context, Output output, Demand demand) {
        operator.endBatch(output);
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

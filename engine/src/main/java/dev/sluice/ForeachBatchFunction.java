package dev.sluice;

/** What {@code foreachBatch} calls for each batch, batches without rows included. Spark's {@code VoidFunction2}. */
@FunctionalInterface
public interface ForeachBatchFunction {
    /**
     * @param batch the rows of the batch, static; readable as often as needed until this returns, afterwards reading it
     *     fails with {@code FOREACH_BATCH_ENDED}
     * @param batchId the same for the same rows also after a restart: what has been written under it is not written again
     */
    void call(DataFrame batch, Long batchId) throws Exception;
}

package dev.sluice.connector.foreachbatch;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.types.StructType;

/** What the program does with each batch. */
@FunctionalInterface
public interface BatchFunction {
    /**
     * Takes the rows of one batch; called again with the same rows and id after a failure.
     *
     * @param rows readable as often as needed until this returns
     */
    void call(StructType schema, BatchSequence rows, long batchId) throws Exception;
}

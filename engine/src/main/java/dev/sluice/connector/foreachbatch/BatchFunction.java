package dev.sluice.connector.foreachbatch;

import dev.sluice.columnar.Batch;
import dev.sluice.types.StructType;
import java.util.List;

/** What the program does with each batch. */
@FunctionalInterface
public interface BatchFunction {
    /** Takes the rows of one batch; called again with the same rows and id after a failure. */
    void call(StructType schema, List<Batch> rows, long batchId) throws Exception;
}

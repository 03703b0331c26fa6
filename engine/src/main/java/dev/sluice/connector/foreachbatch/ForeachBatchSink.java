package dev.sluice.connector.foreachbatch;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.WholeBatchSink;
import dev.sluice.types.StructType;

/** Hands each batch to a function of the program. */
final class ForeachBatchSink implements WholeBatchSink {
    private final BatchFunction function;
    private final StructType schema;

    ForeachBatchSink(BatchFunction function, StructType schema) {
        this.function = function;
        this.schema = schema;
    }

    @Override
    public void commit(BatchId batch, BatchSequence rows) {
        try {
            function.call(schema, rows, batch.batchId());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(batch, interrupted);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            throw failure(batch, failure);
        }
    }

    private static SluiceException failure(BatchId batch, Throwable cause) {
        return SluiceException.of(
                        ErrorCondition.FOREACH_BATCH_USER_FUNCTION_ERROR, "the function given to foreachBatch failed")
                .at("batch " + batch.batchId())
                .found(cause.toString())
                .safe("the batch is not committed; what the function wrote before it failed is its own")
                .mend("correct the function and start the query again: it is called with the same rows and batch id")
                .cause(cause)
                .build();
    }

    @Override
    public SinkStatus status(long batchId) {
        return new SinkStatus.CannotTell();
    }

    @Override
    public boolean countsOutputRows() {
        return false;
    }

    @Override
    public String description() {
        return "ForeachBatchSink";
    }
}

package dev.sluice.connector.foreachbatch;

import dev.sluice.columnar.Batch;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.types.StructType;
import java.util.List;

/** Buffers a batch and hands it over at the commit, in order of partition. */
final class ForeachBatchSink implements Sink {
    private final BatchFunction function;
    private final StructType schema;

    ForeachBatchSink(BatchFunction function, StructType schema) {
        this.function = function;
        this.schema = schema;
    }

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new BufferingWriter();
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        List<Batch> rows = BufferedRows.of(messages);
        try {
            function.call(schema, rows, batch.batchId());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(batch, interrupted);
        } catch (Exception failure) {
            throw failure(batch, failure);
        }
    }

    private static SluiceException failure(BatchId batch, Exception cause) {
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

package dev.sluice.kafka;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as records, in the way of its {@link Delivery}. Output partitions share one producer, which batches what they send. */
final class KafkaSink implements Sink {
    private final String description;
    private final RecordMaker columns;
    private final Delivery delivery;

    KafkaSink(String description, RecordMaker columns, Delivery delivery) {
        this.description = description;
        this.columns = columns;
        this.delivery = delivery;
    }

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new Writer(delivery.begin(batch));
    }

    @Override
    public @Nullable LiveOutput live() {
        return delivery.isLive() ? new Live() : null;
    }

    private final class Live implements LiveOutput {
        @Override
        public SinkWriter writer(BatchId epoch, int partition) {
            return KafkaSink.this.writer(epoch, partition);
        }

        @Override
        public void endTurn(Runnable seen) {
            delivery.endTurn(seen);
        }

        @Override
        public void flush() {
            delivery.flush();
        }

        @Override
        public void commit(BatchId epoch) {
            delivery.commit(epoch);
        }
    }

    private final class Writer implements SinkWriter {
        private final boolean isWanted;

        private Writer(boolean isWanted) {
            this.isWanted = isWanted;
        }

        @Override
        public void write(Batch batch) {
            if (isWanted) {
                RecordMaker.Records records = columns.of(batch);
                for (int row = 0; row < batch.rowCount(); row++) {
                    delivery.send(records.record(row));
                }
            }
        }

        @Override
        public CommitMessage finish() {
            return CommitMessage.NONE;
        }

        @Override
        public void close() {}
    }

    @Override
    public void prepare(BatchId batch, List<CommitMessage> messages) {
        delivery.prepare(batch);
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        delivery.commit(batch);
    }

    @Override
    public void abort(BatchId batch) {
        delivery.abort();
    }

    @Override
    public SinkStatus status(long batchId) {
        return delivery.status(batchId);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        delivery.close();
    }
}

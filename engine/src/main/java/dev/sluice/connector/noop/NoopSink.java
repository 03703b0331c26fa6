package dev.sluice.connector.noop;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps nothing; remembers its last commit for as long as it is open, so that a batch is not computed twice in one run. */
final class NoopSink implements Sink {
    private @Nullable BatchId last;

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new Discarding();
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        last = batch;
    }

    @Override
    public LiveOutput live() {
        return new LiveOutput() {
            @Override
            public SinkWriter writer(BatchId epoch, int partition) {
                return new Discarding();
            }

            @Override
            public void flush() {}

            @Override
            public void commit(BatchId epoch) {
                last = epoch;
            }
        };
    }

    @Override
    public SinkStatus status(long batchId) {
        return last != null && last.batchId() == batchId
                ? new SinkStatus.Committed(last.attempt())
                : new SinkStatus.CannotTell();
    }

    @Override
    public String description() {
        return "NoopSink";
    }

    private static final class Discarding implements SinkWriter {
        @Override
        public void write(Batch batch) {}

        @Override
        public CommitMessage finish() {
            return CommitMessage.NONE;
        }

        @Override
        public void close() {}
    }
}

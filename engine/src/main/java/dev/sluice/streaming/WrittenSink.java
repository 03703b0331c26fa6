package dev.sluice.streaming;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.util.List;

/** A sink that holds a batch already, while that batch runs again to rebuild the state alone: it is given nothing. */
final class WrittenSink implements Sink {
    private final Sink sink;

    WrittenSink(Sink sink) {
        this.sink = sink;
    }

    private record Nothing() implements CommitMessage {}

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new SinkWriter() {
            @Override
            public void write(Batch rows) {}

            @Override
            public CommitMessage finish() {
                return new Nothing();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {}

    @Override
    public SinkStatus status(long batchId) {
        return sink.status(batchId);
    }

    @Override
    public String description() {
        return sink.description();
    }
}

package dev.sluice.streaming;

import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.util.List;

/** A sink whose rows are seen before their epoch is committed. */
final class LiveSink implements Sink {
    private final Sink sink;
    private final LiveOutput live;

    LiveSink(Sink sink, LiveOutput live) {
        this.sink = sink;
        this.live = live;
    }

    @Override
    public SinkWriter writer(BatchId epoch, int partition) {
        return live.writer(epoch, partition);
    }

    @Override
    public void prepare(BatchId epoch, List<CommitMessage> messages) {
        live.flush();
    }

    @Override
    public void commit(BatchId epoch, List<CommitMessage> messages) {
        live.commit(epoch);
    }

    @Override
    public void abort(BatchId epoch) {
        live.abort(epoch);
        sink.abort(epoch);
    }

    @Override
    public SinkStatus status(long batchId) {
        return sink.status(batchId);
    }

    @Override
    public void committed(long batchId) {
        sink.committed(batchId);
    }

    @Override
    public String description() {
        return sink.description();
    }
}

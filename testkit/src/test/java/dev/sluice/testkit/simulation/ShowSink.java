package dev.sluice.testkit.simulation;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.testkit.BatchText;
import dev.sluice.testkit.simulation.SimulatedShow.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * Into a {@link SimulatedShow}, as into a broker: what was written is under way until it is flushed, and lost if the process ends
 * before. It remembers nothing.
 */
final class ShowSink implements Sink {
    private final SimulatedShow show;
    private final List<Shown> underWay = new ArrayList<>();

    ShowSink(SimulatedShow show) {
        this.show = show;
    }

    private void flush() {
        show.acknowledge(List.copyOf(underWay));
        underWay.clear();
    }

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new SinkWriter() {
            @Override
            public void write(Batch part) {
                BatchText.rows(part).forEach(row -> underWay.add(new Shown(batch, row.substring(1, row.length() - 1))));
            }

            @Override
            public CommitMessage finish() {
                return CommitMessage.NONE;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public LiveOutput live() {
        return new LiveOutput() {
            @Override
            public SinkWriter writer(BatchId epoch, int partition) {
                return ShowSink.this.writer(epoch, partition);
            }

            @Override
            public void flush() {
                ShowSink.this.flush();
            }

            @Override
            public void commit(BatchId epoch) {
                show.commit(epoch);
            }

            @Override
            public void abort(BatchId epoch) {
                underWay.clear();
            }
        };
    }

    @Override
    public void prepare(BatchId batch, List<CommitMessage> messages) {
        flush();
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        show.commit(batch);
    }

    @Override
    public void abort(BatchId batch) {
        underWay.clear();
    }

    @Override
    public SinkStatus status(long batchId) {
        return new SinkStatus.CannotTell();
    }

    @Override
    public String description() {
        return "Shown";
    }

    @Override
    public void close() {
        show.close();
    }
}

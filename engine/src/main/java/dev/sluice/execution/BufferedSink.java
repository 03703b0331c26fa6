package dev.sluice.execution;

import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.spi.sink.TurnOutput;
import dev.sluice.spi.sink.WholeBatchSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of each attempt for a sink that takes them as a whole, and keeps them until the batch is committed. */
public final class BufferedSink implements Sink {
    private final WholeBatchSink sink;
    private final QueryMemory memory;
    private final BufferedRows rows;

    public BufferedSink(WholeBatchSink sink, QueryMemory memory) {
        this.sink = sink;
        this.memory = memory;
        this.rows = new BufferedRows(memory, "rows of a batch");
    }

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return rows.writer(partition);
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        sink.commit(batch, BufferedRows.of(messages));
    }

    @Override
    public @Nullable LiveOutput live() {
        TurnOutput turns = sink.turns();
        return turns == null ? null : new TurnRows(turns, memory);
    }

    @Override
    public boolean mayRepeatAfter(RuntimeException failure) {
        return sink.mayRepeatAfter(failure);
    }

    /** One attempt is made at a time, so what is kept is that of the one that is given up. */
    @Override
    public void abort(BatchId batch) {
        rows.close();
    }

    @Override
    public void committed(long batchId) {
        rows.close();
    }

    @Override
    public SinkStatus status(long batchId) {
        return sink.status(batchId);
    }

    @Override
    public String description() {
        return sink.description();
    }

    @Override
    public boolean countsOutputRows() {
        return sink.countsOutputRows();
    }

    @Override
    public void close() {
        rows.close();
        sink.close();
    }
}

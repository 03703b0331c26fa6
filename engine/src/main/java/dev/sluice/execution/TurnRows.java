package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.LiveOutput;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.spi.sink.TurnOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of each turn, on disk where memory is short, and hands them over at its end. */
final class TurnRows implements LiveOutput {
    private final TurnOutput output;
    private final QueryMemory memory;

    /** By output partition. */
    private final ConcurrentNavigableMap<Integer, BatchBuffer> buffers = new ConcurrentSkipListMap<>();

    private volatile @Nullable BatchId current;

    TurnRows(TurnOutput output, QueryMemory memory) {
        this.output = output;
        this.memory = memory;
    }

    @Override
    public SinkWriter writer(BatchId epoch, int partition) {
        current = epoch;
        return new SinkWriter() {
            @Override
            public void write(Batch batch) {
                BatchBuffer buffer = buffers.get(partition);
                if (buffer == null) {
                    buffer = memory.buffer(batch.schema(), "rows of a turn");
                    buffers.put(partition, buffer);
                }
                buffer.append(batch);
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
    public void flush() {
        BatchId epoch = current;
        if (epoch == null || buffers.isEmpty()) {
            return;
        }
        try {
            List<BatchSequence> partitions = new ArrayList<>();
            for (BatchBuffer buffer : buffers.values()) {
                buffer.seal();
                partitions.add(buffer);
            }
            output.take(epoch, BatchSequence.concat(partitions));
        } finally {
            forget();
        }
    }

    private void forget() {
        buffers.values().forEach(BatchBuffer::close);
        buffers.clear();
    }

    @Override
    public void commit(BatchId epoch) {
        output.end(epoch);
    }

    @Override
    public void abort(BatchId epoch) {
        forget();
        output.abort(epoch);
    }
}

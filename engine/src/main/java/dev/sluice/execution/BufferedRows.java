package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Keeps what is written to output partitions until it is closed, each partition in a buffer of its own. */
final class BufferedRows implements SinkOutput, AutoCloseable {
    private final QueryMemory memory;
    private final String what;
    private final Queue<BatchBuffer> buffers = new ConcurrentLinkedQueue<>();

    /** @param what errors call the rows */
    BufferedRows(QueryMemory memory, String what) {
        this.memory = memory;
        this.what = what;
    }

    private record Partition(BatchSequence rows) implements CommitMessage {}

    @Override
    public SinkWriter writer(int partition) {
        return new Writer();
    }

    /** The rows of all partitions, in the order of the messages of their writers. */
    static BatchSequence of(List<CommitMessage> messages) {
        List<BatchSequence> partitions = new ArrayList<>();
        for (CommitMessage message : messages) {
            if (message instanceof Partition(BatchSequence rows)) {
                partitions.add(rows);
            } else {
                throw SluiceException.of(
                                ErrorCondition.INTERNAL, "a commit message is not one of the writers of this sink")
                        .found(message.toString())
                        .build();
            }
        }
        return BatchSequence.concat(partitions);
    }

    /** Forgets all rows. */
    @Override
    public void close() {
        for (BatchBuffer buffer = buffers.poll(); buffer != null; buffer = buffers.poll()) {
            buffer.close();
        }
    }

    /** Keeps the rows of one partition. */
    private final class Writer implements SinkWriter {
        private @Nullable BatchBuffer buffer;

        @Override
        public void write(Batch batch) {
            BatchBuffer open = buffer;
            if (open == null) {
                open = memory.buffer(batch.schema(), what);
                buffers.add(open);
                buffer = open;
            }
            open.append(batch);
        }

        @Override
        public CommitMessage finish() {
            BatchBuffer filled = buffer;
            if (filled == null) {
                return new Partition(BatchSequence.of(List.of()));
            }
            filled.seal();
            return new Partition(filled);
        }

        /** What is kept stays until all of it is forgotten. */
        @Override
        public void close() {}
    }
}

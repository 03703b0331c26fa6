package dev.sluice.streaming;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.SinkOutput;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The writers of an epoch, one for each output partition: every turn goes on with those of the turns before. */
final class EpochWriters implements SinkOutput, AutoCloseable {
    private final Sink sink;
    private final BatchId epoch;
    private final ConcurrentNavigableMap<Integer, SinkWriter> writers = new ConcurrentSkipListMap<>();

    EpochWriters(Sink sink, BatchId epoch) {
        this.sink = sink;
        this.epoch = epoch;
    }

    /** In a turn, one task at most writes to a partition. */
    @Override
    public SinkWriter writer(int partition) {
        SinkWriter writer = writers.get(partition);
        if (writer == null) {
            writer = sink.writer(epoch, partition);
            writers.put(partition, writer);
        }
        return new OfTurn(writer);
    }

    /** The end of a turn is not that of the partition. */
    private record OfTurn(SinkWriter writer) implements SinkWriter {
        @Override
        public void write(Batch batch) {
            writer.write(batch);
        }

        @Override
        public CommitMessage finish() {
            return CommitMessage.NONE;
        }

        @Override
        public void close() {}
    }

    /** Ends every partition; their messages, in order of partition. */
    List<CommitMessage> finish() {
        List<CommitMessage> messages = new ArrayList<>();
        writers.values().forEach(writer -> messages.add(writer.finish()));
        return messages;
    }

    @Override
    public void close() {
        RuntimeException first = null;
        for (SinkWriter writer : writers.values()) {
            try {
                writer.close();
            } catch (RuntimeException failed) { // Each is closed, whatever happens to the others.
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        writers.clear();
        if (first != null) {
            throw first;
        }
    }
}

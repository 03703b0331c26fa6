package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Rows go to the sink, those of each task to an output partition of their own, opened with the first of them. */
final class SinkEnd implements StageEnd {
    private final SinkOutput sink;
    private final ConcurrentNavigableMap<Integer, CommitMessage> messages = new ConcurrentSkipListMap<>();

    SinkEnd(SinkOutput sink) {
        this.sink = sink;
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        return new PartitionEnd(index, context.metrics());
    }

    /** In order of partition. */
    List<CommitMessage> messages() {
        return new ArrayList<>(messages.values());
    }

    private final class PartitionEnd implements TaskEnd {
        private final int partition;
        private final TaskMetrics metrics;
        private @Nullable SinkWriter writer;

        private PartitionEnd(int partition, TaskMetrics metrics) {
            this.partition = partition;
            this.metrics = metrics;
        }

        @Override
        public void push(Batch batch) {
            if (batch.rowCount() == 0) {
                return;
            }
            SinkWriter open = writer;
            if (open == null) {
                open = sink.writer(partition);
                writer = open;
            }
            open.write(batch);
            metrics.addOutputRows(batch.rowCount());
        }

        @Override
        public boolean wantsMore() {
            return true;
        }

        @Override
        public void finish() {
            if (writer != null) {
                messages.put(partition, writer.finish());
            }
        }

        @Override
        public void close() {
            if (writer != null) {
                writer.close();
            }
        }
    }
}

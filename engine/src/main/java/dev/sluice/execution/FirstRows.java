package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/** The first rows in the order of the tasks. */
final class FirstRows implements OrderedRows {
    private final OrderedSpec spec;
    private final QueryMemory memory;
    private final ConcurrentSkipListMap<Integer, TaskRows> tasks = new ConcurrentSkipListMap<>();

    FirstRows(OrderedSpec spec, QueryMemory memory) {
        this.spec = spec;
        this.memory = memory;
    }

    /** Those of one task, or as many of them as are handed on in all. */
    private final class TaskRows implements TaskEnd {
        private final BatchBuffer rows = memory.buffer(spec.schema(), "first rows");
        private volatile boolean isFinished;
        private long rowCount;

        @Override
        public void push(Batch batch) {
            rows.append(batch);
            rowCount += batch.rowCount();
        }

        @Override
        public boolean wantsMore() {
            return rowCount < spec.limit();
        }

        @Override
        public void finish() {
            rows.seal();
            isFinished = true;
        }

        @Override
        public void close() {}
    }

    @Override
    public boolean isFilledBefore(int task) {
        long count = 0;
        for (int index = 0; index < task; index++) {
            TaskRows before = tasks.get(index);
            if (before == null || !before.isFinished) {
                return false;
            }
            count += before.rows.rowCount();
        }
        return count >= spec.limit();
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        TaskRows rows = new TaskRows();
        tasks.put(index, rows);
        return rows;
    }

    @Override
    public void emit(Output output, StageInput.Demand demand) {
        List<BatchBuffer> buffers = new ArrayList<>();
        tasks.values().forEach(task -> buffers.add(task.rows));
        int left = spec.limit();
        int skipped = spec.skip();
        try (BatchSequence.Reader reader = BatchSequence.concat(buffers).open()) {
            while (left > 0 && demand.wantsMore()) {
                Batch batch = reader.next();
                if (batch == null) {
                    return;
                }
                int count = Math.min(left, batch.rowCount());
                int from = Math.min(skipped, count);
                if (from == 0) {
                    output.push(new Batch(batch.schema(), batch.vectors(), count));
                } else if (from < count) {
                    int[] rows = IntStream.range(from, count).toArray();
                    output.push(batch.gather(rows, rows.length));
                }
                skipped -= from;
                left -= count;
            }
        } finally {
            buffers.forEach(BatchBuffer::close);
        }
    }
}

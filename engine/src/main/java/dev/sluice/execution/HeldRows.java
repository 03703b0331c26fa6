package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.execution.join.JoinSpec;
import dev.sluice.execution.join.JoinTable;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** The side of a join that is held: keeps the rows of all tasks, then makes a table of them in the order of the tasks. */
final class HeldRows implements StageEnd {
    private final JoinSpec spec;
    private final QueryMemory memory;
    private final ConcurrentSkipListMap<Integer, BatchBuffer> tasks = new ConcurrentSkipListMap<>();

    HeldRows(JoinSpec spec, QueryMemory memory) {
        this.spec = spec;
        this.memory = memory;
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        BatchBuffer rows = memory.buffer(spec.held(), "rows of a join");
        tasks.put(index, rows);
        return new TaskEnd() {
            @Override
            public void push(Batch batch) {
                rows.append(batch);
            }

            @Override
            public boolean wantsMore() {
                return true;
            }

            @Override
            public void finish() {
                rows.seal();
            }

            @Override
            public void close() {}
        };
    }

    /** Called once, after all tasks have ended. */
    JoinTable table(long timestampMicros) {
        List<BatchBuffer> buffers = new ArrayList<>(tasks.values());
        try {
            return JoinTable.of(
                    spec, BatchSequence.concat(buffers), timestampMicros, memory.hold("one side of a join"));
        } finally {
            buffers.forEach(BatchBuffer::close);
        }
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.execution.sort.ExternalSort;
import java.util.List;

/** Rows by their sort keys; those of equal keys in the order of the tasks. */
final class SortedRows implements OrderedRows {
    /** A place in the input is the number of the task, then that of the row in it. */
    private static final int ROW_BITS = 40;

    private final OrderedSpec spec;
    private final ExternalSort sort;

    SortedRows(OrderedSpec spec, long timestampMicros, QueryMemory memory) {
        this.spec = spec;
        this.sort = new ExternalSort(spec.schema(), spec.orders(), timestampMicros, spec.limit(), memory);
    }

    @Override
    public boolean isFilledBefore(int task) {
        return false;
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        return new TaskEnd() {
            private final ExternalSort.Input input = sort.input();
            private long place = (long) index << ROW_BITS;

            @Override
            public void push(Batch batch) {
                input.add(batch, place);
                place += batch.rowCount();
            }

            @Override
            public boolean wantsMore() {
                return true;
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    /** Of rows that are sorted only the keys are computed. */
    @Override
    public Output trial(TaskContext context) {
        List<CompiledExpression> keys = spec.orders().stream()
                .map(order -> ExpressionCompiler.compile(order.expression(), context.facts()))
                .toList();
        return batch -> keys.forEach(key -> key.evaluate(batch));
    }

    @Override
    public void emit(Output output, StageInput.Demand demand) {
        try (sort) {
            sort.emit(output::push, demand::wantsMore);
        }
    }
}

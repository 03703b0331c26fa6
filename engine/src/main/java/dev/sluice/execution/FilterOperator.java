package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.expression.CompiledPredicate;

/** Keeps the rows where the condition is true; false and null rows are dropped. */
final class FilterOperator implements Operator {
    private final CompiledPredicate condition;
    private final int[] kept = new int[Batch.MAX_ROWS];

    FilterOperator(CompiledPredicate condition) {
        this.condition = condition;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        int count = condition.select(batch, kept);
        if (count == batch.rowCount()) {
            output.push(batch);
        } else if (count > 0) {
            output.push(batch.gather(kept, count));
        }
    }
}

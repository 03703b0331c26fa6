package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.expression.CompiledPredicate;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;

/** Keeps the rows where the condition is true; false and null rows are dropped. */
final class FilterOperator implements Operator {
    private final CompiledPredicate condition;
    private final int[] kept = new int[Batch.MAX_ROWS];
    private final RowFates fates = new RowFates();

    FilterOperator(CompiledPredicate condition) {
        this.condition = condition;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        int count = condition.select(batch, kept);
        fates.pass(count, count);
        fates.add(Fate.FILTERED, batch.rowCount() - count);
        if (count == batch.rowCount()) {
            output.push(batch);
        } else if (count > 0) {
            output.push(batch.gather(kept, count));
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}

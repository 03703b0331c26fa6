package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.RowSelector;
import dev.sluice.execution.expression.CompiledPredicate;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;

/** Keeps the rows where the condition is true; false and null rows are dropped. */
final class FilterOperator implements Operator {
    private final CompiledPredicate condition;
    private final RowFates fates = new RowFates();
    private final RowSelector selector;
    private int[] kept = {};

    FilterOperator(CompiledPredicate condition, int columnCount) {
        this.condition = condition;
        this.selector = new RowSelector(columnCount);
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        if (kept.length < batch.rowCount()) {
            kept = new int[Batch.roomFor(batch.rowCount())];
        }
        int count = condition.select(batch, kept);
        fates.pass(count, count);
        fates.add(Fate.FILTERED, batch.rowCount() - count);
        if (count == batch.rowCount()) {
            output.push(batch);
        } else if (count > 0) {
            output.push(selector.select(batch, kept, count));
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}

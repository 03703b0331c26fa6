package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;

/** Conditions that must all be true: each sees the rows that the ones before it left. */
final class ConjunctionPredicate implements CompiledPredicate {
    private final PartialExpression[] conjuncts;

    ConjunctionPredicate(PartialExpression[] conjuncts) {
        this.conjuncts = conjuncts;
    }

    @Override
    public int select(Batch batch, int[] rows) {
        int rowCount = batch.rowCount();
        int count = Selection.whereTrue(conjuncts[0].evaluate(batch), rowCount, rows);
        for (int index = 1; index < conjuncts.length && count > 0; index++) {
            PartialExpression conjunct = conjuncts[index];
            // While most rows are left, computing all of them costs less than gathering.
            if (count == rowCount || (!conjunct.canFail() && count > rowCount / 2)) {
                count = Selection.keepTrue(conjunct.evaluate(batch), rowCount, rows, count);
            } else {
                count = Selection.keepTrueOfGathered(conjunct.evaluate(batch, rows, count), rows, count);
            }
        }
        return count;
    }
}

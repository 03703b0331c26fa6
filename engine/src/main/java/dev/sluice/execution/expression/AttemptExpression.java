package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.error.SluiceException;
import java.util.Arrays;

/** Null in the rows for which an expression fails. A batch without such rows costs nothing; in one that fails they are found by halves. */
final class AttemptExpression implements CompiledExpression {
    private final PartialExpression child;

    AttemptExpression(PartialExpression child) {
        this.child = child;
    }

    @Override
    public Vector evaluate(Batch batch) {
        try {
            return child.evaluate(batch);
        } catch (SluiceException someRowFailed) {
            int[] rows = new int[batch.rowCount()];
            Selection.all(batch.rowCount(), rows);
            RowScatter result = new RowScatter(child.type(), batch.rowCount());
            putHalves(batch, rows, result);
            return result.vector();
        }
    }

    /** @param rows at least one of which fails */
    private void putHalves(Batch batch, int[] rows, RowScatter result) {
        if (rows.length > 1) {
            int middle = rows.length / 2;
            put(batch, Arrays.copyOf(rows, middle), result);
            put(batch, Arrays.copyOfRange(rows, middle, rows.length), result);
        }
    }

    private void put(Batch batch, int[] rows, RowScatter result) {
        try {
            result.put(child.evaluate(batch, rows, rows.length), rows, rows.length);
        } catch (SluiceException someRowFailed) {
            putHalves(batch, rows, result);
        }
    }
}

package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarKernel;

/**
 * A kernel over arguments of which one is computed first, and then the others in their order: each sees only the rows in which
 * none before it is null that makes the result null.
 */
final class DecidedCallExpression implements CompiledExpression {
    private final ScalarKernel kernel;
    private final PartialExpression[] arguments;
    private final int deciding;
    private final int decidingCount;

    DecidedCallExpression(ScalarKernel kernel, PartialExpression[] arguments, int deciding, int decidingCount) {
        this.kernel = kernel;
        this.arguments = arguments;
        this.deciding = deciding;
        this.decidingCount = decidingCount;
    }

    @Override
    public Vector evaluate(Batch batch) {
        int[] rows = new int[0];
        int count = batch.rowCount();
        Vector[] values = new Vector[arguments.length];
        for (int place = 0; place < values.length; place++) {
            int index = place == 0 ? deciding : place <= deciding ? place - 1 : place;
            values[index] = values(arguments[index], batch, rows, count);
            long[] validity = values[index].validity();
            if (place < decidingCount && validity != null) {
                if (rows.length == 0) {
                    rows = new int[batch.rowCount()];
                    Selection.all(batch.rowCount(), rows);
                }
                count = keepPresent(validity, rows, count);
            }
        }
        return kernel.evaluate(values, batch.rowCount());
    }

    private static int keepPresent(long[] validity, int[] rows, int count) {
        int kept = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[kept] = row;
            kept += Validity.isPresent(validity, row) ? 1 : 0;
        }
        return kept;
    }

    /**
     * Of what cannot fail all rows; else null in those that are not asked for.
     *
     * @param rows the first {@code count} are asked for, unless that is every row of the batch
     */
    private static Vector values(PartialExpression argument, Batch batch, int[] rows, int count) {
        if (count == batch.rowCount() || !argument.canFail()) {
            return argument.evaluate(batch);
        }
        if (count == 0) {
            return Vectors.nulls(argument.type());
        }
        RowScatter scattered = new RowScatter(argument.type(), batch.rowCount());
        scattered.put(argument.evaluate(batch, rows, count), rows, count);
        return scattered.vector();
    }
}

package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarKernel;
import org.jspecify.annotations.Nullable;

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
        int[] rows = new int[batch.rowCount()];
        int count = Selection.all(batch.rowCount(), rows);
        Vector[] values = new Vector[arguments.length];
        for (int place = 0; place < values.length; place++) {
            int index = place == 0 ? deciding : place <= deciding ? place - 1 : place;
            values[index] = values(arguments[index], batch, rows, count);
            count = place < decidingCount ? keepPresent(values[index].validity(), rows, count) : count;
        }
        return kernel.evaluate(values, batch.rowCount());
    }

    private static int keepPresent(long @Nullable [] validity, int[] rows, int count) {
        if (validity == null) {
            return count;
        }
        int kept = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[kept] = row;
            kept += Validity.isPresent(validity, row) ? 1 : 0;
        }
        return kept;
    }

    /** Of what cannot fail all rows; else null in those that are not asked for. */
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

package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarKernel;
import org.jspecify.annotations.Nullable;

/**
 * A kernel over arguments of which one is computed first, and then the others in their order: each sees only the rows in which
 * none before it is null that makes the result null, and the first does not decide it by its value.
 */
final class DecidedCallExpression implements CompiledExpression {
    private final @Nullable Expression call;
    private final BoundScalar function;
    private final ScalarKernel kernel;
    private final PartialExpression[] arguments;

    /**
     * @param call that it computes, for errors; null where nobody sees them
     * @param kernel of the function
     */
    DecidedCallExpression(
            @Nullable Expression call, BoundScalar function, ScalarKernel kernel, PartialExpression[] arguments) {
        this.call = call;
        this.function = function;
        this.kernel = kernel;
        this.arguments = arguments;
    }

    @Override
    public Vector evaluate(Batch batch) {
        int deciding = function.decidingArgument();
        int[] rows = new int[0];
        int count = batch.rowCount();
        Vector[] values = new Vector[arguments.length];
        for (int place = 0; place < values.length; place++) {
            int index = place == 0 ? deciding : place <= deciding ? place - 1 : place;
            values[index] = values(arguments[index], batch, rows, count);
            long[] validity = place < function.decidingCount() ? values[index].validity() : null;
            BoundScalar.DecidingValues decidingValues = place == 0 ? function.decidingValues() : null;
            if (rows.length == 0 && (validity != null || decidingValues != null)) {
                rows = new int[batch.rowCount()];
                Selection.all(batch.rowCount(), rows);
            }
            if (validity != null) {
                count = keepPresent(validity, rows, count);
            }
            if (decidingValues != null) {
                count = keepUndecided(decidingValues, Vectors.flat(values[index], batch.rowCount()), rows, count);
            }
        }
        try {
            return kernel.evaluate(values, batch.rowCount(), batch.positions());
        } catch (SluiceException failed) {
            throw NamedErrors.named(failed, call);
        }
    }

    private static int keepUndecided(BoundScalar.DecidingValues values, Vector deciding, int[] rows, int count) {
        int kept = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[kept] = row;
            kept += values.decide(deciding, row) ? 0 : 1;
        }
        return kept;
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

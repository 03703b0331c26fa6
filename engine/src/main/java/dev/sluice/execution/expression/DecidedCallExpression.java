package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarKernel;

/** A kernel over arguments of which one is computed first: the others see only the rows in which it is not null. */
final class DecidedCallExpression implements CompiledExpression {
    private final ScalarKernel kernel;
    private final PartialExpression[] arguments;
    private final int deciding;

    DecidedCallExpression(ScalarKernel kernel, PartialExpression[] arguments, int deciding) {
        this.kernel = kernel;
        this.arguments = arguments;
        this.deciding = deciding;
    }

    @Override
    public Vector evaluate(Batch batch) {
        int rowCount = batch.rowCount();
        Vector[] values = new Vector[arguments.length];
        values[deciding] = arguments[deciding].evaluate(batch);
        long[] present = values[deciding].validity();
        int[] rows = new int[rowCount];
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            rows[count] = row;
            count += Validity.isPresent(present, row) ? 1 : 0;
        }
        for (int index = 0; index < values.length; index++) {
            if (index != deciding) {
                values[index] = values(arguments[index], batch, rows, count);
            }
        }
        return kernel.evaluate(values, rowCount);
    }

    /** Null in the rows that are not asked for. */
    private static Vector values(PartialExpression argument, Batch batch, int[] rows, int count) {
        if (count == batch.rowCount()) {
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

package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarKernel;

/** A kernel over its arguments. */
final class CallExpression implements CompiledExpression {
    private final ScalarKernel kernel;
    private final CompiledExpression[] arguments;

    CallExpression(ScalarKernel kernel, CompiledExpression[] arguments) {
        this.kernel = kernel;
        this.arguments = arguments;
    }

    @Override
    public Vector evaluate(Batch batch) {
        Vector[] values = new Vector[arguments.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = arguments[index].evaluate(batch);
        }
        return kernel.evaluate(values, batch.rowCount(), batch.positions());
    }
}

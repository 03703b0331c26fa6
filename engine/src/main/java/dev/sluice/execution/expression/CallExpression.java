package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.function.ScalarKernel;
import org.jspecify.annotations.Nullable;

/** A kernel over its arguments. */
final class CallExpression implements CompiledExpression {
    private final @Nullable Expression call;
    private final ScalarKernel kernel;
    private final CompiledExpression[] arguments;

    /** @param call that it computes, for errors; null where nobody sees them */
    CallExpression(@Nullable Expression call, ScalarKernel kernel, CompiledExpression[] arguments) {
        this.call = call;
        this.kernel = kernel;
        this.arguments = arguments;
    }

    @Override
    public Vector evaluate(Batch batch) {
        Vector[] values = new Vector[arguments.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = arguments[index].evaluate(batch);
        }
        try {
            return kernel.evaluate(values, batch.rowCount(), batch.positions());
        } catch (SluiceException failed) {
            throw NamedErrors.named(failed, call);
        }
    }
}

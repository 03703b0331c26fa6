package dev.sluice.plan.expression;

import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.types.DataType;

/**
 * A function that gives no value, in the place of one.
 *
 * @param function one that {@linkplain BoundScalar#isVoid is void}
 * @param resultType what is wanted in its place
 */
public record NeverReturning(BoundScalar function, DataType resultType) implements BoundScalar {
    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public boolean isDeterministic() {
        return function.isDeterministic();
    }

    @Override
    public boolean isRepeatable() {
        return function.isRepeatable();
    }

    @Override
    public ScalarKernel kernel() {
        return typed(function.kernel());
    }

    @Override
    public ScalarKernel kernel(TaskFacts facts) {
        return typed(function.kernel(facts));
    }

    /** Fails if there is a row; else the vector is empty. */
    private ScalarKernel typed(ScalarKernel kernel) {
        Vector nothing = Vectors.nulls(resultType);
        return (arguments, rowCount) -> {
            kernel.evaluate(arguments, rowCount);
            return nothing;
        };
    }
}

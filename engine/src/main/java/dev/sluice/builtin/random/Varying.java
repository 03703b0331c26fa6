package dev.sluice.builtin.random;

import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.types.DataType;
import java.util.List;
import java.util.function.Function;

/** A function of the task and the row: of no arguments, never null, and another value in each row. */
record Varying(DataType resultType, Function<TaskFacts, ScalarKernel> kernels) implements BoundScalar {
    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public boolean canFail() {
        return false;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public ScalarKernel kernel() {
        throw new IllegalStateException("a value by chance outside of a task");
    }

    @Override
    public ScalarKernel kernel(TaskFacts facts) {
        return kernels.apply(facts);
    }

    Binding bound() {
        return new Binding(this, List.of());
    }
}

package dev.sluice.builtin.support;

import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function bound to types: its result and where kernels come from. */
public record Scalar(
        DataType resultType,
        boolean isNullable,
        boolean canFail,
        int decidingArgument,
        int decidingCount,
        @Nullable DecidingValues decidingValues,
        Supplier<ScalarKernel> kernels)
        implements BoundScalar {
    public Scalar(DataType resultType, boolean isNullable, boolean canFail, Supplier<ScalarKernel> kernels) {
        this(resultType, isNullable, canFail, NONE, 0, null, kernels);
    }

    /** @see BoundScalar#decidingArgument */
    public Scalar decidedBy(int argument) {
        return decidedBy(argument, Integer.MAX_VALUE);
    }

    /** As {@link #decidedBy(int)}, but of the arguments only {@code count} decide, in the order in which they are computed. */
    public Scalar decidedBy(int argument, int count) {
        return new Scalar(resultType, isNullable, canFail, argument, count, decidingValues, kernels);
    }

    /** As {@link #decidedBy(int)}, where some values of the argument decide as null does. */
    public Scalar decidedBy(int argument, DecidingValues values) {
        return new Scalar(resultType, isNullable, canFail, argument, Integer.MAX_VALUE, values, kernels);
    }

    @Override
    public ScalarKernel kernel() {
        return kernels.get();
    }

    /** Bound as it is, each argument first cast to {@code types}. */
    public Binding castingTo(List<DataType> types) {
        return new Binding(this, List.copyOf(types));
    }

    /** Bound with {@code count} arguments, all first cast to {@code type}. */
    public Binding castingAllTo(DataType type, int count) {
        return new Binding(this, Collections.nCopies(count, type));
    }
}

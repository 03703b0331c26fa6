package dev.sluice.spi.function;

import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** A function of one row whose argument types are known. Immutable and thread-safe; kernels are made for each task. */
public interface BoundScalar {
    int NONE = -1;

    DataType resultType();

    boolean isNullable();

    /** Whether some values make it fail, so that it must not see rows that a condition before it has ruled out. */
    boolean canFail();

    /** Whether the same arguments always give the same result. */
    default boolean isDeterministic() {
        return true;
    }

    /** The value of every row where it is known before anything runs, as a literal has it; null where it is not. */
    default @Nullable Object constant() {
        return null;
    }

    /**
     * The argument that is computed first, and whose nulls make nulls of the result: for these rows the other arguments are
     * not computed, so that they cannot fail. {@link #NONE} where all arguments are computed for every row.
     *
     * <p>A function that has one gives null beside a null of any argument: where one is known to be null before anything
     * runs, none is computed.
     */
    default int decidingArgument() {
        return NONE;
    }

    /** A kernel for one task; it may keep scratch arrays between calls. */
    ScalarKernel kernel();

    /** The same for a function that goes by what is known of the task; it is not {@link #isDeterministic} then. */
    default ScalarKernel kernel(TaskFacts facts) {
        return kernel();
    }
}

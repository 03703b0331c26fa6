package dev.sluice.spi.function;

import dev.sluice.columnar.Vector;
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

    /** Whether a row gives the same result when it is computed once more alone, as is done to find the row of an error. */
    default boolean isRepeatable() {
        return isDeterministic();
    }

    /** Whether it fails in every row: then it has no type of its own, and takes that of what it stands beside. */
    default boolean isVoid() {
        return false;
    }

    /** The value of every row where it is known before anything runs, as a literal has it; null where it is not. */
    default @Nullable Object constant() {
        return null;
    }

    /**
     * The argument that is computed first, the others following in their order: for a row in which one that {@linkplain #decidingCount decides} is null,
     * those after it are not computed, so that they cannot fail. {@link #NONE} where all arguments are computed for every row.
     */
    default int decidingArgument() {
        return NONE;
    }

    /**
     * How many arguments, in the order in which they are computed, make the result null where they are: where one of them is
     * known to be null before anything runs, none is computed.
     */
    default int decidingCount() {
        return decidingArgument() == NONE ? 0 : Integer.MAX_VALUE;
    }

    /** Values of the deciding argument that make the result null as null does, such as a divisor of zero; null if there are none. */
    default @Nullable DecidingValues decidingValues() {
        return null;
    }

    /** Tells which values of the deciding argument decide. */
    @FunctionalInterface
    interface DecidingValues {
        /** @param deciding flat; of a row that is not null in it */
        boolean decide(Vector deciding, int row);
    }

    /** A kernel for one task; it may keep scratch arrays between calls. */
    ScalarKernel kernel();

    /** The same for a function that goes by what is known of the task; it is not {@link #isDeterministic} then. */
    default ScalarKernel kernel(TaskFacts facts) {
        return kernel();
    }
}

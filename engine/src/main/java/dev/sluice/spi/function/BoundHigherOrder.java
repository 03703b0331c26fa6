package dev.sluice.spi.function;

import dev.sluice.columnar.Vector;
import dev.sluice.types.DataType;

/** A function of values and lambdas whose types are known. Immutable and thread-safe; kernels are made for each task. */
public interface BoundHigherOrder {
    DataType resultType();

    boolean isNullable();

    /** Whether some values make it fail, whatever its lambdas do. */
    boolean canFail();

    /** A kernel for one task. */
    Kernel kernel();

    /** A lambda ready to run; used by one thread at a time. */
    interface Lambda {
        /**
         * The value of the body for each of {@code count} sets of variables.
         *
         * @param rows the row of the batch that each set belongs to: there the body finds the columns that it reads
         * @param variables flat vectors, one for each variable
         * @return a flat vector that nothing overwrites
         */
        Vector evaluate(int[] rows, Vector[] variables, int count);

        /** Whether some variables make it fail, so that it must not see those that Spark would not come to. */
        boolean canFail();
    }

    /** A loop over columns that runs lambdas over all elements at once. */
    @FunctionalInterface
    interface Kernel {
        Vector evaluate(Vector[] arguments, Lambda[] lambdas, int rowCount);
    }
}

package dev.sluice.spi.function;

import dev.sluice.columnar.Vector;
import org.jspecify.annotations.Nullable;

/** A loop over columns. Used by one thread at a time; the result may use arrays that the next call overwrites. */
@FunctionalInterface
public interface ScalarKernel {
    /**
     * The result of each row in {@code [0, rowCount)}.
     *
     * @param arguments one vector for each argument, of any encoding; see {@link dev.sluice.columnar.Vectors} to flatten them
     */
    Vector evaluate(Vector[] arguments, int rowCount);

    /**
     * The same for a function that says where a row was that it cannot take.
     *
     * @param positions of the rows, as {@link dev.sluice.columnar.Batch#positions()} has them
     */
    default Vector evaluate(Vector[] arguments, int rowCount, long @Nullable [] positions) {
        return evaluate(arguments, rowCount);
    }
}

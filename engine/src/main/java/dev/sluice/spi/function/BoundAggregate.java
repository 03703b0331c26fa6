package dev.sluice.spi.function;

import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/**
 * An aggregate whose argument types are known. It keeps no rows and no objects: all it remembers of a group stands in the
 * columns of its buffer, one value for each group number.
 *
 * <p>Stateless and thread-safe; the buffers are handed in. Rows are added in the order of the input, so that sums of
 * doubles repeat bit for bit.
 */
public interface BoundAggregate {
    DataType resultType();

    boolean isNullable();

    /** The buffer, as named and typed columns. In a new group each is zero and null. */
    StructType bufferSchema();

    /** Raised whenever the meaning of the buffer changes, so that old state files are told apart. */
    default int bufferVersion() {
        return 1;
    }

    /**
     * Whether the result is the same in whatever order rows and partial results come, but for the rounding of doubles and the
     * sign of zero.
     * Sliding windows merge such aggregates from panes; otherwise rows are repeated for each window they are in.
     */
    default boolean ignoresOrder() {
        return false;
    }

    /** Whether equal values count once, so that all have to be kept: what a stream cannot promise. */
    default boolean isDistinct() {
        return false;
    }

    /**
     * Whether of its arguments only the nulls matter. One that is never null is then left out, and any other may come as a
     * vector of another type that is null in the same rows.
     */
    default boolean looksForNullsOnly() {
        return false;
    }

    /**
     * Adds rows to groups: row {@code r} belongs to group {@code groups[r]}.
     *
     * @param arguments flat vectors, one for each argument, except as {@link #looksForNullsOnly} says
     * @param buffers one for each field of {@link #bufferSchema}, large enough for every group number
     */
    void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers);

    /**
     * Adds partial results to groups. One of no rows, zero and null, changes nothing.
     *
     * @param partials flat vectors, one for each field of {@link #bufferSchema}: buffers that {@link #update} filled elsewhere
     */
    void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers);

    /** The result of each row of gathered buffers. */
    Vector finish(Vector[] buffers, int rowCount);
}

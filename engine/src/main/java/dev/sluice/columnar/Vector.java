package dev.sluice.columnar;

import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One column of a batch: values of one type in primitive arrays, and which of them are present.
 *
 * <p>Arrays may be longer than the row count of the batch; values of null rows are arbitrary. Kernels read the arrays of
 * the flat classes directly; {@link ConstantVector} and {@link DictionaryVector} are encodings that a kernel may treat
 * on a fast path and otherwise removes by {@link Vectors#flat}. A vector is not changed once it is part of a batch.
 */
public sealed interface Vector
        permits BooleanVector,
                IntVector,
                LongVector,
                DoubleVector,
                BytesVector,
                StructVector,
                ArrayVector,
                MapVector,
                ConstantVector,
                DictionaryVector {
    DataType type();

    /** The bitmap of {@link Validity}, at least as long as the row count needs, or null where no row is null. */
    long @Nullable [] validity();

    /** The rows {@code rows[0..count)} in that order, as a new vector that may share immutable data with this one. */
    Vector gather(int[] rows, int count);

    /** Whether {@code row} holds no value. */
    default boolean isNull(int row) {
        return !Validity.isPresent(validity(), row);
    }

    /** About how many bytes {@code rowCount} rows of it hold on to, for memory accounting. */
    long sizeInBytes(int rowCount);
}

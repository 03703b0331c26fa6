package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import org.jspecify.annotations.Nullable;

/**
 * Values of an ARRAY: row {@code r} is the rows {@code [starts[r], starts[r] + lengths[r])} of {@code elements}.
 *
 * <p>As with {@link BytesVector}, rows are views: they may overlap, stand in any order and leave gaps, so that a filter moves
 * two ints a row. A null row may have any start and length. The elements are flat.
 */
public record ArrayVector(ArrayType type, int[] starts, int[] lengths, Vector elements, long @Nullable [] validity)
        implements Vector {
    @Override
    public Vector gather(int[] rows, int count) {
        return new ArrayVector(
                type,
                Ranges.gather(starts, rows, count),
                Ranges.gather(lengths, rows, count),
                elements,
                Validity.gather(validity, rows, count));
    }

    /** The same rows, their elements one after the other from 0 on and null rows of length 0. */
    public ArrayVector dense(int rowCount) {
        if (Ranges.areDense(starts, lengths, validity, rowCount)) {
            return this;
        }
        int[] rows = Ranges.rows(starts, lengths, validity, rowCount);
        int[] denseLengths = Ranges.lengths(lengths, validity, rowCount);
        return new ArrayVector(
                type, Ranges.starts(denseLengths), denseLengths, elements.gather(rows, rows.length), validity);
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return Ranges.sizeInBytes(validity, rowCount)
                + elements.sizeInBytes(Ranges.extent(starts, lengths, validity, rowCount));
    }
}

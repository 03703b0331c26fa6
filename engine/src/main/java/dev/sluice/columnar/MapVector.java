package dev.sluice.columnar;

import dev.sluice.types.MapType;
import org.jspecify.annotations.Nullable;

/**
 * Values of a MAP: row {@code r} has the entries {@code [starts[r], starts[r] + lengths[r])} of {@code keys} and
 * {@code values}, in an order that says nothing. Rows are views, as those of {@link ArrayVector}; keys and values are flat.
 */
public record MapVector(
        MapType type, int[] starts, int[] lengths, Vector keys, Vector values, long @Nullable [] validity)
        implements Vector {
    @Override
    public Vector gather(int[] rows, int count) {
        return new MapVector(
                type,
                Ranges.gather(starts, rows, count),
                Ranges.gather(lengths, rows, count),
                keys,
                values,
                Validity.gather(validity, rows, count));
    }

    /** The same rows, their entries one after the other from 0 on and null rows of length 0. */
    public MapVector dense(int rowCount) {
        if (Ranges.areDense(starts, lengths, validity, rowCount)) {
            return this;
        }
        int[] rows = Ranges.rows(starts, lengths, validity, rowCount);
        int[] denseLengths = Ranges.lengths(lengths, validity, rowCount);
        return new MapVector(
                type,
                Ranges.starts(denseLengths),
                denseLengths,
                keys.gather(rows, rows.length),
                values.gather(rows, rows.length),
                validity);
    }

    @Override
    public long sizeInBytes(int rowCount) {
        int extent = Ranges.extent(starts, lengths, validity, rowCount);
        return Ranges.sizeInBytes(validity, rowCount) + keys.sizeInBytes(extent) + values.sizeInBytes(extent);
    }
}

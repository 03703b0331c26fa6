package dev.sluice.columnar;

import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The same value in every row.
 *
 * @param single a flat vector whose row 0 is the value
 */
public record ConstantVector(Vector single) implements Vector {
    private static final long[] NONE_PRESENT = new long[Batch.MAX_ROWS / 64];

    @Override
    public DataType type() {
        return single.type();
    }

    /** Whether the one value is null. */
    public boolean isNull() {
        return single.isNull(0);
    }

    @Override
    public long @Nullable [] validity() {
        return isNull() ? NONE_PRESENT : null;
    }

    @Override
    public Vector gather(int[] rows, int count) {
        return this;
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return single.sizeInBytes(1);
    }
}

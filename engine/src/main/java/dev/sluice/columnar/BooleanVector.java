package dev.sluice.columnar;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** Values of BOOLEAN, one {@code boolean} a row. */
public record BooleanVector(DataType type, boolean[] values, long @Nullable [] validity) implements Vector {
    public BooleanVector(boolean[] values, long @Nullable [] validity) {
        this(AtomicType.BOOLEAN, values, validity);
    }

    @Override
    public Vector gather(int[] rows, int count) {
        boolean[] gathered = new boolean[count];
        for (int index = 0; index < count; index++) {
            gathered[index] = values[rows[index]];
        }
        return new BooleanVector(type, gathered, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return (long) rowCount * 1 + (validity == null ? 0 : rowCount >>> 3);
    }
}

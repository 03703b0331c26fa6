package dev.sluice.columnar;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** Values of TINYINT, SMALLINT and INT, or of DATE as days since the epoch. */
public record IntVector(DataType type, int[] values, long @Nullable [] validity) implements Vector {
    public IntVector(int[] values, long @Nullable [] validity) {
        this(AtomicType.INT, values, validity);
    }

    @Override
    public Vector gather(int[] rows, int count) {
        int[] gathered = new int[count];
        for (int index = 0; index < count; index++) {
            gathered[index] = values[rows[index]];
        }
        return new IntVector(type, gathered, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return (long) rowCount * 4 + (validity == null ? 0 : rowCount >>> 3);
    }
}

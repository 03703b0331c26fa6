package dev.sluice.columnar;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** Values of BIGINT, of TIMESTAMP as microseconds since the epoch, or of DECIMAL as its digits. */
public record LongVector(DataType type, long[] values, long @Nullable [] validity) implements Vector {
    public LongVector(long[] values, long @Nullable [] validity) {
        this(AtomicType.BIGINT, values, validity);
    }

    @Override
    public Vector gather(int[] rows, int count) {
        long[] gathered = new long[count];
        for (int index = 0; index < count; index++) {
            gathered[index] = values[rows[index]];
        }
        return new LongVector(type, gathered, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return (long) rowCount * 8 + (validity == null ? 0 : rowCount >>> 3);
    }
}

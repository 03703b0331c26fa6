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
        return new LongVector(type, Gather.of(values, rows, count), Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return (long) rowCount * 8 + (validity == null ? 0 : rowCount >>> 3);
    }
}

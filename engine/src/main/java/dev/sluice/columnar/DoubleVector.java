package dev.sluice.columnar;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** Values of DOUBLE and FLOAT. */
public record DoubleVector(DataType type, double[] values, long @Nullable [] validity) implements Vector {
    public DoubleVector(double[] values, long @Nullable [] validity) {
        this(AtomicType.DOUBLE, values, validity);
    }

    @Override
    public Vector gather(int[] rows, int count) {
        double[] gathered = new double[count];
        for (int index = 0; index < count; index++) {
            gathered[index] = values[rows[index]];
        }
        return new DoubleVector(type, gathered, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return (long) rowCount * 8 + (validity == null ? 0 : rowCount >>> 3);
    }
}

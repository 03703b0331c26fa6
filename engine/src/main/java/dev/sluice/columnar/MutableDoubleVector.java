package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A {@link DoubleVector} that grows and changes in place. */
public final class MutableDoubleVector extends MutableVector {
    private double[] values;

    MutableDoubleVector(DataType type, int capacity) {
        super(type, capacity);
        this.values = new double[capacity];
    }

    /** One value for each row; another array after {@link #ensureCapacity}. */
    public double[] values() {
        return values;
    }

    @Override
    void grow(int rowCount) {
        if (rowCount > values.length) {
            values = Arrays.copyOf(values, grownCapacity(values.length, rowCount));
        }
    }

    @Override
    public void set(int position, Vector source, int row) {
        DoubleVector from = (DoubleVector) source;
        boolean present = Validity.isPresent(from.validity(), row);
        values[position] = present ? from.values()[row] : 0;
        setPresence(position, present);
    }

    @Override
    public boolean isEqual(int position, Vector source, int row) {
        DoubleVector other = (DoubleVector) source;
        boolean present = Validity.isPresent(other.validity(), row);
        return present == Validity.isPresent(validity(), position)
                && (!present || KeyNormalizer.bits(values[position]) == KeyNormalizer.bits(other.values()[row]));
    }

    @Override
    Vector over(long @Nullable [] validity) {
        return new DoubleVector(type(), values, validity);
    }

    @Override
    public void clear(int rowCount) {
        clearValidity(rowCount);
        Arrays.fill(values, 0, rowCount, 0);
    }

    @Override
    public long sizeInBytes() {
        return (long) values.length * 8 + validityBytes();
    }
}

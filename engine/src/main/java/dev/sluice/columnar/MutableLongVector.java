package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A {@link LongVector} that grows and changes in place. */
public final class MutableLongVector extends MutableVector {
    private long[] values;

    MutableLongVector(DataType type, int capacity) {
        super(type, capacity);
        this.values = new long[capacity];
    }

    /** One value for each row; another array after {@link #ensureCapacity}. */
    public long[] values() {
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
        LongVector from = (LongVector) source;
        boolean present = Validity.isPresent(from.validity(), row);
        values[position] = present ? from.values()[row] : 0;
        setPresence(position, present);
    }

    @Override
    public void setAll(int position, Vector source, int[] rows, int count) {
        if (source.validity() != null) {
            super.setAll(position, source, rows, count);
            return;
        }
        copy(((LongVector) source).values(), rows, count, values, position);
        Validity.setPresent(validity(), position, position + count);
    }

    @Override
    public void setEach(int[] positions, Vector source, int count) {
        if (source.validity() != null) {
            super.setEach(positions, source, count);
            return;
        }
        spread(((LongVector) source).values(), positions, count, values);
        setPresent(positions, count);
    }

    private static void spread(long[] from, int[] positions, int count, long[] to) {
        for (int row = 0; row < count; row++) {
            to[positions[row]] = from[row];
        }
    }

    private static void copy(long[] from, int[] rows, int count, long[] to, int position) {
        for (int index = 0; index < count; index++) {
            to[position + index] = from[rows[index]];
        }
    }

    @Override
    public boolean isEqual(int position, Vector source, int row) {
        LongVector other = (LongVector) source;
        boolean present = Validity.isPresent(other.validity(), row);
        return present == Validity.isPresent(validity(), position)
                && (!present || values[position] == other.values()[row]);
    }

    @Override
    Vector over(long @Nullable [] validity) {
        return new LongVector(type(), values, validity);
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

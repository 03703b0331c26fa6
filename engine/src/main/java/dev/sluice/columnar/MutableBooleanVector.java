package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A {@link BooleanVector} that grows and changes in place. */
public final class MutableBooleanVector extends MutableVector {
    private boolean[] values;

    MutableBooleanVector(DataType type, int capacity) {
        super(type, capacity);
        this.values = new boolean[capacity];
    }

    /** One value for each row; another array after {@link #ensureCapacity}. */
    public boolean[] values() {
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
        BooleanVector from = (BooleanVector) source;
        boolean present = Validity.isPresent(from.validity(), row);
        values[position] = present && from.values()[row];
        setPresence(position, present);
    }

    @Override
    public boolean isEqual(int position, Vector source, int row) {
        BooleanVector other = (BooleanVector) source;
        boolean present = Validity.isPresent(other.validity(), row);
        return present == Validity.isPresent(validity(), position)
                && (!present || values[position] == other.values()[row]);
    }

    @Override
    Vector over(long @Nullable [] validity) {
        return new BooleanVector(type(), values, validity);
    }

    @Override
    public void clear(int rowCount) {
        clearValidity(rowCount);
        Arrays.fill(values, 0, rowCount, false);
    }

    @Override
    public long sizeInBytes() {
        return (long) values.length * 1 + validityBytes();
    }
}

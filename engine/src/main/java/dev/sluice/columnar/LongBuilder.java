package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;

/** Fills a {@link LongVector}. */
public final class LongBuilder extends VectorBuilder {
    private long[] values;

    LongBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.values = new long[capacity];
    }

    public void set(int row, long value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector build(int rowCount) {
        return new LongVector(type(), values, validityOf(rowCount));
    }
}

package dev.sluice.columnar;

import dev.sluice.types.DataType;

/** Fills a {@link LongVector}. */
public final class LongBuilder extends VectorBuilder {
    private final long[] values;

    LongBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.values = new long[capacity];
    }

    public void set(int row, long value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    Vector build(int rowCount) {
        return new LongVector(type(), values, validityOf(rowCount));
    }
}

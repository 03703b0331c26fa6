package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;

/** Fills a {@link IntVector}. */
public final class IntBuilder extends VectorBuilder {
    private int[] values;

    IntBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.values = new int[capacity];
    }

    public void set(int row, int value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector build(int rowCount) {
        return new IntVector(type(), values, validityOf(rowCount));
    }
}

package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;

/** Fills a {@link DoubleVector}. */
public final class DoubleBuilder extends VectorBuilder {
    private double[] values;

    DoubleBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.values = new double[capacity];
    }

    /** @param value of a FLOAT one that a {@code float} holds */
    public void set(int row, double value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector build(int rowCount) {
        return new DoubleVector(type(), values, validityOf(rowCount));
    }
}

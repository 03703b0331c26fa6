package dev.sluice.columnar;

import dev.sluice.types.AtomicType;

/** Fills a {@link DoubleVector}. */
public final class DoubleBuilder extends VectorBuilder {
    private final double[] values;

    DoubleBuilder(int capacity) {
        super(AtomicType.DOUBLE, capacity);
        this.values = new double[capacity];
    }

    public void set(int row, double value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    Vector build(int rowCount) {
        return new DoubleVector(type(), values, validityOf(rowCount));
    }
}

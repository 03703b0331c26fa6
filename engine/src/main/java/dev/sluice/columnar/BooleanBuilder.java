package dev.sluice.columnar;

import dev.sluice.types.AtomicType;

/** Fills a {@link BooleanVector}. */
public final class BooleanBuilder extends VectorBuilder {
    private final boolean[] values;

    BooleanBuilder(int capacity) {
        super(AtomicType.BOOLEAN, capacity);
        this.values = new boolean[capacity];
    }

    public void set(int row, boolean value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    Vector build(int rowCount) {
        return new BooleanVector(type(), values, validityOf(rowCount));
    }
}

package dev.sluice.columnar;

import dev.sluice.types.AtomicType;
import java.util.Arrays;

/** Fills a {@link BooleanVector}. */
public final class BooleanBuilder extends VectorBuilder {
    private boolean[] values;

    BooleanBuilder(int capacity) {
        super(AtomicType.BOOLEAN, capacity);
        this.values = new boolean[capacity];
    }

    public void set(int row, boolean value) {
        values[row] = value;
        markPresent(row);
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    Vector build(int rowCount) {
        return new BooleanVector(type(), values, validityOf(rowCount));
    }
}

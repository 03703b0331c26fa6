package dev.sluice.columnar;

import dev.sluice.types.DataType;
import java.util.Arrays;

/**
 * Fills a column whose rows are ranges of the rows of other columns, its parts: {@link #add} a part, fill it through the
 * builders of the subclass, and {@link #set} the row to all parts since {@link #count} was asked.
 */
public abstract sealed class ListBuilder extends VectorBuilder permits ArrayBuilder, MapBuilder {
    private int[] starts;
    private int[] lengths;
    private int partCount;
    private int partCapacity;

    ListBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.starts = new int[capacity];
        this.lengths = new int[capacity];
        this.partCapacity = capacity;
    }

    /** How many parts were added, which is the number of the next. */
    public final int count() {
        return partCount;
    }

    /** Adds a part, null until it is set, and returns its number. */
    public final int add() {
        return add(1);
    }

    /** Adds parts, null until they are set, and returns the number of the first. */
    public final int add(int count) {
        int first = partCount;
        int needed = Math.addExact(first, count);
        if (needed > partCapacity) {
            partCapacity = MutableVector.grownCapacity(partCapacity, needed);
            growParts(partCapacity);
        }
        partCount = needed;
        return first;
    }

    /** The row has the parts from {@code firstPart} to the last. */
    public final void set(int row, int firstPart) {
        starts[row] = firstPart;
        lengths[row] = partCount - firstPart;
        markPresent(row);
    }

    final int[] starts() {
        return starts;
    }

    final int[] lengths() {
        return lengths;
    }

    abstract void growParts(int capacity);

    abstract void resetParts(int usedParts);

    @Override
    void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    void reset(int usedRows) {
        super.reset(usedRows);
        resetParts(partCount);
        partCount = 0;
    }
}

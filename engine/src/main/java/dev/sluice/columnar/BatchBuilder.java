package dev.sluice.columnar;

import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Fills a batch row by row or column by column. The batch of {@link #build} shares the arrays of the builder and is valid
 * until {@link #reset}, after which the builder is empty and can be filled again.
 */
public final class BatchBuilder {
    private final StructType schema;
    private final int capacity;
    private final VectorBuilder[] columns;
    private final @Nullable Vector[] constants;
    private final @Nullable RowPositions positions;
    private final boolean showsPositions;
    private int rowCount;

    /** Who asks where rows were. */
    public enum Positions {
        /** Nobody. */
        UNKNOWN,
        /** Whoever has the builder, for {@link #positionOf}. */
        KNOWN,
        /** Whoever has its batches too. */
        SHOWN
    }

    public BatchBuilder(StructType schema) {
        this(schema, Batch.DEFAULT_ROWS);
    }

    public BatchBuilder(StructType schema, int capacity) {
        this(schema, capacity, Positions.UNKNOWN);
    }

    public BatchBuilder(StructType schema, int capacity, Positions positions) {
        if (capacity < 1 || capacity > Batch.MAX_ROWS) {
            throw new IllegalArgumentException("capacity " + capacity + ", expected 1 to " + Batch.MAX_ROWS);
        }
        this.schema = schema;
        this.capacity = capacity;
        this.columns = new VectorBuilder[schema.size()];
        this.constants = new Vector[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = VectorBuilder.of(schema.type(index), capacity);
        }
        this.positions = positions == Positions.UNKNOWN ? null : new RowPositions(capacity);
        this.showsPositions = positions == Positions.SHOWN;
    }

    private BatchBuilder(BatchBuilder whole, int[] indexes) {
        this.schema = whole.schema.project(indexes);
        this.capacity = whole.capacity;
        this.columns = new VectorBuilder[indexes.length];
        this.constants = new Vector[indexes.length];
        for (int index = 0; index < indexes.length; index++) {
            columns[index] = whole.columns[indexes[index]];
        }
        this.positions = whole.positions;
        this.showsPositions = whole.showsPositions;
    }

    /** A builder that fills some columns of this one. Its rows are rows of this one once {@link #rowCount(int)} says so. */
    public BatchBuilder part(int[] indexes) {
        return new BatchBuilder(this, indexes);
    }

    /** From here on every row has this value in the column, which is not filled by anybody. */
    public void constant(int index, Vector single) {
        constants[index] = new ConstantVector(single);
    }

    public StructType schema() {
        return schema;
    }

    public int capacity() {
        return capacity;
    }

    public int rowCount() {
        return rowCount;
    }

    public boolean isFull() {
        return rowCount == capacity;
    }

    public VectorBuilder column(int index) {
        return columns[index];
    }

    /** Says where the row at {@link #rowCount} is: the byte, the offset or the number by which its source finds it. */
    public void position(long position) {
        if (positions != null) {
            positions.set(rowCount, position);
        }
    }

    /** Says where rows are that follow one another, {@code first} for the first of them. */
    public void positions(int row, int count, long first) {
        if (positions != null) {
            positions.setRun(row, count, first);
        }
    }

    /** Where a row is, as {@link #position} was told; below zero where nobody knows. */
    public long positionOf(int row) {
        return positions == null ? -1 : positions.get(row);
    }

    /** Ends the row at {@link #rowCount}: columns not set for it are null. */
    public void endRow() {
        rowCount++;
    }

    /** Says how many rows are filled, for readers that fill columns on their own. */
    public void rowCount(int filled) {
        rowCount = filled;
    }

    public Batch build() {
        Vector[] vectors = new Vector[columns.length];
        for (int index = 0; index < columns.length; index++) {
            Vector constant = constants[index];
            vectors[index] = constant == null ? columns[index].build(rowCount) : constant;
        }
        return new Batch(schema, vectors, rowCount, positions != null && showsPositions ? positions.all() : null);
    }

    public void reset() {
        for (VectorBuilder column : columns) {
            // One row beyond the last may have been begun and given up.
            column.reset(Math.min(capacity, rowCount + 1));
        }
        rowCount = 0;
        if (positions != null) {
            positions.reset();
        }
    }
}

package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills one column of a {@link BatchBuilder}, in any order of rows. A row that is not set is null.
 *
 * <p>Each subclass has a {@code set(row, value)} for its values. The arrays are used again after {@link #reset}.
 */
public abstract sealed class VectorBuilder
        permits BooleanBuilder, IntBuilder, LongBuilder, DoubleBuilder, BytesBuilder, StructBuilder, ListBuilder {
    private final DataType type;
    private long[] validity;
    private int capacity;

    VectorBuilder(DataType type, int capacity) {
        this.type = type;
        this.capacity = capacity;
        this.validity = new long[Validity.wordCount(capacity)];
    }

    /** A builder for {@code capacity} rows. */
    public static VectorBuilder of(DataType type, int capacity) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar.storage()) {
                    case BOOLEANS -> new BooleanBuilder(capacity);
                    case INTS -> new IntBuilder(type, capacity);
                    case LONGS -> new LongBuilder(type, capacity);
                    case DOUBLES -> new DoubleBuilder(type, capacity);
                    case BYTES -> new BytesBuilder(type, capacity);
                };
            case StructType struct -> new StructBuilder(struct, capacity);
            case ArrayType array -> new ArrayBuilder(array, capacity);
            case MapType map -> new MapBuilder(map, capacity);
        };
    }

    public final DataType type() {
        return type;
    }

    /** Makes a row null again that was set before. */
    public void setNull(int row) {
        Validity.setNull(validity, row);
    }

    /** Whether the row was set since the last {@link #reset}. */
    public final boolean isSet(int row) {
        return Validity.isPresent(validity, row);
    }

    final void markPresent(int row) {
        validity[row >>> 6] |= 1L << row;
    }

    /** The bitmap of what was set, or null if all {@code rowCount} rows were. */
    final long @Nullable [] validityOf(int rowCount) {
        return Validity.nullCount(validity, rowCount) == 0 ? null : validity;
    }

    /** Makes room for rows {@code [0, rowCount)}. */
    public final void ensureCapacity(int rowCount) {
        if (rowCount > capacity) {
            capacity = MutableVector.grownCapacity(capacity, rowCount);
            validity = Arrays.copyOf(validity, Validity.wordCount(capacity));
            grow(capacity);
        }
    }

    abstract void grow(int rowCount);

    /** The rows {@code [0, rowCount)}, for a column that belongs to no batch; the builder is not used after. */
    public final Vector vector(int rowCount) {
        return build(rowCount);
    }

    /** The rows {@code [0, rowCount)} as a vector over the arrays of this builder, valid until {@link #reset}. */
    abstract Vector build(int rowCount);

    void reset(int usedRows) {
        Arrays.fill(validity, 0, Validity.wordCount(usedRows), 0L);
    }
}

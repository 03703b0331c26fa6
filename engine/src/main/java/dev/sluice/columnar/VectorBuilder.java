package dev.sluice.columnar;

import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Fills one column of a {@link BatchBuilder}, in any order of rows. A row that is not set is null.
 *
 * <p>Each subclass has a {@code set(row, value)} for its values. The arrays are used again after {@link #reset}.
 */
public abstract sealed class VectorBuilder
        permits BooleanBuilder, IntBuilder, LongBuilder, DoubleBuilder, BytesBuilder, StructBuilder {
    private final DataType type;
    private final long[] validity;

    VectorBuilder(DataType type, int capacity) {
        this.type = type;
        this.validity = new long[Validity.wordCount(capacity)];
    }

    static VectorBuilder of(DataType type, int capacity) {
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

    /** The rows {@code [0, rowCount)} as a vector over the arrays of this builder, valid until {@link #reset}. */
    abstract Vector build(int rowCount);

    void reset(int usedRows) {
        java.util.Arrays.fill(validity, 0, Validity.wordCount(usedRows), 0L);
    }
}

package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column that grows and changes in place, one value for each group number: what hash tables keep of keys and buffers.
 * Subclasses give kernels their arrays. New rows are zero and null.
 */
public abstract sealed class MutableVector
        permits MutableBooleanVector, MutableIntVector, MutableLongVector, MutableDoubleVector, MutableBytesVector {
    private final DataType type;
    private long[] validity;

    MutableVector(DataType type, int capacity) {
        this.type = type;
        this.validity = new long[Validity.wordCount(capacity)];
    }

    /** An empty column; structs are kept as one column for each leaf, arrays and maps packed. */
    public static MutableVector of(DataType type, int capacity) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar.storage()) {
                    case BOOLEANS -> new MutableBooleanVector(type, capacity);
                    case INTS -> new MutableIntVector(type, capacity);
                    case LONGS -> new MutableLongVector(type, capacity);
                    case DOUBLES -> new MutableDoubleVector(type, capacity);
                    case BYTES -> new MutableBytesVector(type, capacity);
                };
            case ArrayType packed -> new MutableBytesVector(packed, capacity);
            case MapType packed -> new MutableBytesVector(packed, capacity);
            case StructType struct -> throw new IllegalArgumentException("not a leaf: " + struct);
        };
    }

    public final DataType type() {
        return type;
    }

    /** The bitmap of {@link Validity}; another array after {@link #ensureCapacity}. */
    public final long[] validity() {
        return validity;
    }

    /** Makes room for rows {@code [0, rowCount)}. */
    public final void ensureCapacity(int rowCount) {
        int words = Validity.wordCount(rowCount);
        if (words > validity.length) {
            validity = Arrays.copyOf(validity, grownCapacity(validity.length, words));
        }
        grow(rowCount);
    }

    abstract void grow(int rowCount);

    /**
     * Puts one row of a flat vector of the same type, null or not, at {@code position}. A null is zero below, as in a new row:
     * kernels add to it.
     */
    public abstract void set(int position, Vector source, int row);

    /** Puts the rows {@code rows[0..count)} of a flat vector at {@code position} and after it, as {@link #set} would. */
    public void setAll(int position, Vector source, int[] rows, int count) {
        for (int index = 0; index < count; index++) {
            set(position + index, source, rows[index]);
        }
    }

    /** Puts row {@code i} of {@code [0, count)} of a flat vector at {@code positions[i]}, as {@link #set} would. */
    public void setEach(int[] positions, Vector source, int count) {
        for (int row = 0; row < count; row++) {
            set(positions[row], source, row);
        }
    }

    /** Whether the value at {@code position} and the row of a flat vector are equal keys: null equals null. */
    public abstract boolean isEqual(int position, Vector source, int row);

    /** The rows {@code rows[0..count)} as a vector; texts point into this column's bytes until the next change. */
    public final Vector gather(int[] rows, int count) {
        return over(validity).gather(rows, count);
    }

    /** Rows {@code [0, rowCount)} as a vector over the arrays of this column, valid until the next change. */
    public final Vector view(int rowCount) {
        return over(Validity.nullCount(validity, rowCount) == 0 ? null : validity);
    }

    /**
     * As {@link #view(int)}, for one who wants {@code wanted} of the rows: that no row is null is found out only where it
     * takes less than to look at the wanted ones.
     */
    public final Vector view(int rowCount, int wanted) {
        return wanted < Validity.wordCount(rowCount) ? over(validity) : view(rowCount);
    }

    /** A vector over the arrays of this column. */
    abstract Vector over(long @Nullable [] validity);

    /** Makes rows {@code [0, rowCount)} zero and null again; there are no others. */
    public abstract void clear(int rowCount);

    /** Bytes of heap it holds. */
    public abstract long sizeInBytes();

    /** Says whether the row at {@code position} holds a value. */
    public final void setPresence(int position, boolean present) {
        if (present) {
            Validity.setPresent(validity, position);
        } else {
            Validity.setNull(validity, position);
        }
    }

    final void setPresent(int[] positions, int count) {
        for (int index = 0; index < count; index++) {
            Validity.setPresent(validity, positions[index]);
        }
    }

    final void clearValidity(int rowCount) {
        Arrays.fill(validity, 0, Validity.wordCount(rowCount), 0L);
    }

    final long validityBytes() {
        return 8L * validity.length;
    }

    /** Half as much again, so that at most a third of a grown array is unused. */
    static int grownCapacity(int capacity, int needed) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, capacity + (capacity >> 1) + 16L));
    }
}

package dev.sluice.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.types.DataType;
import java.util.Arrays;

/**
 * Fills a {@link BytesVector}, either by copying bytes into an array of its own or, after {@link #viewInto}, by pointing
 * into an array that someone else filled.
 */
public final class BytesBuilder extends VectorBuilder {
    private int[] starts;
    private int[] lengths;
    private byte[] owned = new byte[0];
    private byte[] data;
    private int used;

    BytesBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.starts = new int[capacity];
        this.lengths = new int[capacity];
        this.data = owned;
    }

    /**
     * From here to the next {@link #viewInto} or reset, {@link #setView} points into {@code shared}, which must stay unchanged as long as the
     * batch is used. Not to be mixed with {@link #set} in one batch.
     */
    public void viewInto(byte[] shared) {
        data = shared;
    }

    /** The row is {@code length} bytes from {@code start} of the array given to {@link #viewInto}. */
    public void setView(int row, int start, int length) {
        starts[row] = start;
        lengths[row] = length;
        markPresent(row);
    }

    /** Whether the row was set to a view from {@code start} on. */
    public boolean isViewAt(int row, int start) {
        return isSet(row) && starts[row] == start;
    }

    /** The row is a copy of these bytes. */
    public void set(int row, byte[] bytes, int start, int length) {
        if (used + length > owned.length) {
            owned = Arrays.copyOf(owned, Math.max(used + length, Math.max(1_024, owned.length * 2)));
        }
        data = owned;
        System.arraycopy(bytes, start, owned, used, length);
        setView(row, used, length);
        used += length;
    }

    /** The row is this text. For edges and tests. */
    public void set(int row, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        set(row, bytes, 0, bytes.length);
    }

    /** The row is a copy of all these bytes. */
    public void set(int row, byte[] bytes) {
        set(row, bytes, 0, bytes.length);
    }

    @Override
    void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    Vector build(int rowCount) {
        return new BytesVector(type(), data, starts, lengths, validityOf(rowCount));
    }

    @Override
    void reset(int usedRows) {
        super.reset(usedRows);
        used = 0;
        data = owned;
    }
}

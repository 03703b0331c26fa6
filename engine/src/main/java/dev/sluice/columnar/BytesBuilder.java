package dev.sluice.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.types.DataType;
import java.util.Arrays;

/**
 * Fills a {@link BytesVector}, by copying bytes into an array of its own or, after {@link #viewInto}, by pointing into an
 * array that someone else filled. Where a batch has both, all its rows are copies from the first copy on, and the rows
 * that were set before too.
 */
public final class BytesBuilder extends VectorBuilder {
    private int[] starts;
    private int[] lengths;
    private byte[] owned = new byte[0];
    private byte[] shared = owned;
    private boolean isViewing;
    private byte[] data;
    private int used;

    BytesBuilder(DataType type, int capacity) {
        super(type, capacity);
        this.starts = new int[capacity];
        this.lengths = new int[capacity];
        this.data = owned;
    }

    /**
     * From here to the next {@link #viewInto} or reset, {@link #setView} points into {@code array}, which must stay
     * unchanged as long as the batch is used.
     */
    public void viewInto(byte[] array) {
        shared = array;
        if (used == 0) {
            data = array;
            isViewing = true;
        }
    }

    /** The row is {@code length} bytes from {@code start} of the array given to {@link #viewInto}. */
    public void setView(int row, int start, int length) {
        if (isViewing) {
            put(row, start, length);
        } else {
            copy(row, shared, start, length);
        }
    }

    private void put(int row, int start, int length) {
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
        if (isViewing) {
            copyViews();
        }
        copy(row, bytes, start, length);
    }

    private void copyViews() {
        isViewing = false;
        data = owned;
        for (int row = 0; row < starts.length; row++) {
            if (isSet(row)) {
                copy(row, shared, starts[row], lengths[row]);
            }
        }
    }

    private void copy(int row, byte[] bytes, int start, int length) {
        if (used + length > owned.length) {
            owned = Arrays.copyOf(owned, Math.max(used + length, Math.max(1_024, owned.length * 2)));
            data = owned;
        }
        System.arraycopy(bytes, start, owned, used, length);
        put(row, used, length);
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
        isViewing = false;
    }
}

package dev.sluice.builtin.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the texts of a result column, row after row. */
public final class TextOutput {
    /** What one text may have that a number has made long: beyond it the number is a mistake. */
    private static final long LONGEST_MADE = 1L << 27;

    private final int[] starts;
    private final int[] lengths;
    private byte[] data;
    private int used;
    private int rowStart;

    public TextOutput(int rowCount, int expectedBytes) {
        this.starts = new int[rowCount];
        this.lengths = new int[rowCount];
        this.data = new byte[Math.max(64, expectedBytes)];
    }

    /** The array with room for {@code more} bytes at {@link #position}. */
    public byte[] reserve(int more) {
        if (more > data.length - used) {
            data = Arrays.copyOf(data, Math.max(Math.addExact(used, more), (int)
                    Math.min(Integer.MAX_VALUE - 8L, data.length * 2L)));
        }
        return data;
    }

    /**
     * Refuses a text of more bytes than a function should make of a number.
     *
     * @return the bytes
     */
    public static int requireSane(long bytes) {
        if (bytes > LONGEST_MADE) {
            throw ValueErrors.textTooLong(bytes, LONGEST_MADE);
        }
        return (int) bytes;
    }

    public int position() {
        return used;
    }

    /** Says how far the array is filled. */
    public void position(int filled) {
        used = filled;
    }

    public void append(byte[] bytes, int start, int length) {
        System.arraycopy(bytes, start, reserve(length), used, length);
        used += length;
    }

    public void append(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        append(bytes, 0, bytes.length);
    }

    /** What was appended since the last row is the text of this one. */
    public void endRow(int row) {
        starts[row] = rowStart;
        lengths[row] = used - rowStart;
        rowStart = used;
    }

    public Vector vector(long @Nullable [] validity) {
        return vector(AtomicType.STRING, validity);
    }

    /** @param type STRING or BINARY */
    public Vector vector(AtomicType type, long @Nullable [] validity) {
        return new BytesVector(type, data, starts, lengths, validity);
    }
}

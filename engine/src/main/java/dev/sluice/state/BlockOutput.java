package dev.sluice.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes that are being encoded, in an array that grows. Numbers are little-endian. */
public final class BlockOutput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1_024];
    private int length;

    /** The array, valid up to {@link #length}; another one after a write. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Gives up what was written after the first {@code shorter} bytes. */
    void truncate(int shorter) {
        length = shorter;
    }

    /** Makes room for {@code more} bytes, to be written to {@link #bytes} by hand. */
    void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
        }
    }

    void advance(int written) {
        length += written;
    }

    /** CRC32C of all from this position on. */
    int checksum(int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length - from);
        return (int) checksum.getValue();
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        INTS.set(bytes, length, value);
        length += 4;
    }

    void setInt(int position, int value) {
        INTS.set(bytes, position, value);
    }

    void putLong(long value) {
        reserve(8);
        LONGS.set(bytes, length, value);
        length += 8;
    }

    /** Writes into {@link #bytes} where there is {@linkplain #reserve room}. */
    static void setLong(byte[] bytes, int position, long value) {
        LONGS.set(bytes, position, value);
    }

    void putBytes(byte[] source, int start, int count) {
        reserve(count);
        System.arraycopy(source, start, bytes, length, count);
        length += count;
    }
}

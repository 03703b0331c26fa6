package dev.sluice.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BlockOutput} wrote. What does not fit is an {@link IllegalArgumentException}. */
final class BlockInput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    BlockInput(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.position = start;
        this.end = start + length;
    }

    byte[] bytes() {
        return bytes;
    }

    int remaining() {
        return end - position;
    }

    /** Skips {@code count} bytes and says where they begin. */
    int take(long count) {
        if (count < 0 || count > end - position) {
            throw new IllegalArgumentException(
                    "a block that ends " + (count - (end - position)) + " bytes too early, at byte " + position);
        }
        int start = position;
        position += (int) count;
        return start;
    }

    int takeByte() {
        return bytes[take(1)] & 0xFF;
    }

    int takeInt() {
        return (int) INTS.get(bytes, take(4));
    }

    long takeLong() {
        return (long) LONGS.get(bytes, take(8));
    }

    long longAt(int index) {
        return (long) LONGS.get(bytes, index);
    }

    static int intAt(byte[] bytes, int index) {
        return (int) INTS.get(bytes, index);
    }
}

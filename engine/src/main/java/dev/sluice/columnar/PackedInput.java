package dev.sluice.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads the bytes of {@link PackedValues}. */
final class PackedInput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int position;
    private int doubleCount;

    /** Where the number of the next double that is -0.0 stands, and where such numbers end. */
    private int nextNegativeZero;

    private int negativeZerosEnd;
    private byte[] scratch = new byte[0];

    PackedInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes to the value of a row. */
    void begin(int start, int length) {
        position = start;
        doubleCount = 0;
        int end = start + length;
        boolean hasTrailer = bytes[end - 1] != 0;
        negativeZerosEnd = hasTrailer ? end - 1 - Integer.BYTES : end;
        nextNegativeZero = hasTrailer ? end - trailerLength(bytes, end) : end;
    }

    /** How many bytes before {@code end} say which doubles are -0.0. */
    static int trailerLength(byte[] bytes, int end) {
        return (intAt(bytes, end - 1 - Integer.BYTES) + 1) * Integer.BYTES + 1;
    }

    private static int intAt(byte[] bytes, int position) {
        return (int) INTS.get(bytes, position) ^ Integer.MIN_VALUE;
    }

    int takeByte() {
        return bytes[position++];
    }

    int takeInt() {
        int value = intAt(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    long takeLong() {
        long value = (long) LONGS.get(bytes, position) ^ Long.MIN_VALUE;
        position += Long.BYTES;
        return value;
    }

    double takeDouble() {
        long ordered = takeLong();
        double value = Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
        if (nextNegativeZero < negativeZerosEnd && intAt(bytes, nextNegativeZero) == doubleCount) {
            nextNegativeZero += Integer.BYTES;
            value = -0.0;
        }
        doubleCount++;
        return value;
    }

    /** Copies a text into a row of a column. */
    void takeBytes(BytesBuilder column, int row) {
        int end = position;
        int escapes = 0;
        while (bytes[end] != 0 || bytes[end + 1] != 0) {
            escapes += bytes[end] == 0 ? 1 : 0;
            end += bytes[end] == 0 ? 2 : 1;
        }
        if (escapes == 0) {
            column.set(row, bytes, position, end - position);
        } else {
            column.set(row, unescaped(position, end), 0, end - position - escapes);
        }
        position = end + 2;
    }

    private byte[] unescaped(int start, int end) {
        if (scratch.length < end - start) {
            scratch = Arrays.copyOf(scratch, end - start);
        }
        int filled = 0;
        for (int index = start; index < end; index += bytes[index] == 0 ? 2 : 1) {
            scratch[filled++] = bytes[index];
        }
        return scratch;
    }
}

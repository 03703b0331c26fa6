package dev.sluice.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects the bytes of {@link PackedValues}. */
final class PackedOutput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[256];
    private int used;

    /** The doubles of the value at hand, and which of them are -0.0. */
    private int doubleCount;

    private int[] negativeZeros = new int[4];
    private int negativeZeroCount;

    int position() {
        return used;
    }

    byte[] bytes() {
        return bytes;
    }

    private void reserve(int more) {
        if (more > bytes.length - used) {
            bytes = Arrays.copyOf(bytes, MutableVector.grownCapacity(bytes.length, Math.addExact(used, more)));
        }
    }

    void putByte(int value) {
        reserve(1);
        bytes[used++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(bytes, used, value ^ Integer.MIN_VALUE);
        used += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(bytes, used, value ^ Long.MIN_VALUE);
        used += Long.BYTES;
    }

    void putDouble(double value) {
        if (value == 0 && Double.doubleToRawLongBits(value) != 0) {
            if (negativeZeroCount == negativeZeros.length) {
                negativeZeros = Arrays.copyOf(negativeZeros, negativeZeroCount * 2);
            }
            negativeZeros[negativeZeroCount++] = doubleCount;
        }
        doubleCount++;
        long bits = KeyNormalizer.bits(value);
        putLong(bits ^ ((bits >> 63) & Long.MAX_VALUE));
    }

    void putBytes(byte[] data, int start, int length) {
        reserve(Math.addExact(Math.multiplyExact(length, 2), 2));
        for (int index = start; index < start + length; index++) {
            bytes[used++] = data[index];
            if (data[index] == 0) {
                bytes[used++] = 1;
            }
        }
        bytes[used++] = 0;
        bytes[used++] = 0;
    }

    /** Ends the value of a row. */
    void endValue() {
        if (negativeZeroCount > 0) {
            for (int index = 0; index < negativeZeroCount; index++) {
                putInt(negativeZeros[index]);
            }
            putInt(negativeZeroCount);
            putByte(1);
            negativeZeroCount = 0;
        }
        doubleCount = 0;
    }
}

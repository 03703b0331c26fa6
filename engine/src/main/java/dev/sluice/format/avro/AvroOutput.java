package dev.sluice.format.avro;

import dev.sluice.format.ByteArray;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes the parts of messages. */
final class AvroOutput {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LONG_BYTES = 10;

    private AvroOutput() {}

    /** A number of one to ten bytes: small ones, of either sign, are short. */
    static void writeLong(ByteArray out, long value) {
        byte[] target = out.reserve(MAX_LONG_BYTES);
        int position = out.length();
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7f) != 0) {
            target[position++] = (byte) (bits | 0x80);
            bits >>>= 7;
        }
        target[position++] = (byte) bits;
        out.length(position);
    }

    static void writeFloat(ByteArray out, float value) {
        INTS.set(out.reserve(Float.BYTES), out.length(), Float.floatToIntBits(value));
        out.length(out.length() + Float.BYTES);
    }

    static void writeDouble(ByteArray out, double value) {
        LONGS.set(out.reserve(Double.BYTES), out.length(), Double.doubleToLongBits(value));
        out.length(out.length() + Double.BYTES);
    }

    static void writeBytes(ByteArray out, byte[] bytes, int start, int length) {
        writeLong(out, length);
        out.add(bytes, start, length);
    }
}

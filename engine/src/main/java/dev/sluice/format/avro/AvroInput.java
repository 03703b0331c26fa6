package dev.sluice.format.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A place in the bytes of one message. No length in them leads beyond their end. For one thread. */
public final class AvroInput {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SEVEN_BITS = 0x7f;

    private byte[] data = new byte[0];
    private int position;
    private int end;

    /** Begins a message. */
    public AvroInput open(byte[] bytes, int from, int length) {
        data = bytes;
        position = from;
        end = from + length;
        return this;
    }

    byte[] data() {
        return data;
    }

    int remaining() {
        return end - position;
    }

    /** Passes so many bytes; where they begin. */
    int take(long length) {
        if (length < 0 || length > end - position) {
            throw new MalformedAvroException(
                    "it ends " + (end - position) + " bytes on, where " + length + " are wanted");
        }
        int start = position;
        position += (int) length;
        return start;
    }

    byte readByte() {
        return data[take(1)];
    }

    boolean readBoolean() {
        byte value = readByte();
        if ((value & ~1) != 0) {
            throw new MalformedAvroException("a boolean is " + value);
        }
        return value == 1;
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw new MalformedAvroException("an int is " + value);
        }
        return (int) value;
    }

    /** A number of one to ten bytes, the lowest seven bits first and the sign as the lowest of them. */
    long readLong() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            bits |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new MalformedAvroException("a number is longer than ten bytes");
    }

    float readFloat() {
        return Float.intBitsToFloat((int) INTS.get(data, take(Float.BYTES)));
    }

    double readDouble() {
        return Double.longBitsToDouble((long) LONGS.get(data, take(Double.BYTES)));
    }

    /** The length of a text or bytes, which follow. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new MalformedAvroException("a length is " + length + ", where " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    /** One of {@code count} things. */
    int readIndex(int count) {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw new MalformedAvroException(
                    "the number of a symbol or of a type of a union is " + index + " of " + count);
        }
        return (int) index;
    }

    /** How many elements the next block of an array or a map has; 0 behind the last. */
    int readBlock() {
        long count = readLong();
        if (count < 0) {
            // Its size in bytes is there for those who pass over it.
            readLong();
            count = -count;
        }
        // Every element has a byte or more, as those without any have no type in SQL.
        if (count < 0 || count > remaining()) {
            throw new MalformedAvroException(
                    "a block has " + count + " elements, where " + remaining() + " bytes are left");
        }
        return (int) count;
    }
}

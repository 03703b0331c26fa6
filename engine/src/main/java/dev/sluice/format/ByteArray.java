package dev.sluice.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Bytes that grow at the end. Hot writers reserve room once, write into {@link #array} directly and then say how far they
 * came.
 */
public final class ByteArray {
    private byte[] bytes;
    private int length;

    public ByteArray(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** The array with room for {@code more} bytes at {@link #length}; another array after the next call that grows it. */
    public byte[] reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(Integer.MAX_VALUE - 8L, Math.max((long) length + more, bytes.length * 2L)));
        }
        return bytes;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Says how many bytes are filled. */
    public void length(int filled) {
        length = filled;
    }

    public void add(byte value) {
        reserve(1)[length++] = value;
    }

    public void add(byte[] source, int start, int count) {
        System.arraycopy(source, start, reserve(count), length, count);
        length += count;
    }

    public void add(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        add(encoded, 0, encoded.length);
    }

    public void clear() {
        length = 0;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }
}

package dev.sluice.builtin.string;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A text of ASCII, whose characters are its bytes; one object stands for one text after the other. */
final class AsciiText implements CharSequence {
    private byte[] data = {};
    private int start;
    private int length;

    void set(byte[] bytes, int from, int count) {
        data = bytes;
        start = from;
        length = count;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) data[start + index];
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new String(data, start + from, to - from, ISO_8859_1);
    }

    @Override
    public String toString() {
        return new String(data, start, length, ISO_8859_1);
    }
}

package dev.sluice.format.csv;

import java.util.Arrays;

/** Finds the fields of one record in bytes. */
abstract class CsvTokenizer {
    /** What {@link #tokenize} says when the record is cut off by the end of the buffer. */
    static final int INCOMPLETE = -1;

    static final byte UNQUOTED = 0;
    static final byte QUOTED = 1;
    static final byte QUOTED_WITH_ESCAPES = 2;

    int[] starts = new int[16];
    int[] ends = new int[16];
    byte[] quotings = new byte[16];
    int count;

    /** The index after the line break of the record that begins at {@code start}, or {@link #INCOMPLETE}. */
    abstract int tokenize(byte[] buffer, int start, int end, boolean atEnd);

    /** Where the fields lie: in the buffer, or in an array of the tokenizer. */
    abstract byte[] source(byte[] buffer);

    /** Takes the escapes out of a field, in place. */
    abstract void unescape(byte[] buffer, int field);

    /** Whether the last record has a quote that is not escaped, where that is forbidden. */
    boolean hasForbiddenQuote() {
        return false;
    }

    final int count() {
        return count;
    }

    final int start(int field) {
        return starts[field];
    }

    final int end(int field) {
        return ends[field];
    }

    final boolean isQuoted(int field) {
        return quotings[field] != UNQUOTED;
    }

    final void makeRoom() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            quotings = Arrays.copyOf(quotings, count * 2);
        }
    }

    static boolean isBlank(byte value) {
        return value >= 0 && value <= ' ' && value != '\n' && value != '\r';
    }

    static boolean isLineBreak(byte value) {
        return value == '\n' || value == '\r';
    }
}

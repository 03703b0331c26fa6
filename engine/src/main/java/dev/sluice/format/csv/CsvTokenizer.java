package dev.sluice.format.csv;

import java.util.Arrays;

/** Finds the fields of one record in bytes. */
final class CsvTokenizer {
    /** What {@link #tokenize} says when the record is cut off by the end of the buffer. */
    static final int INCOMPLETE = -1;

    private final byte separator;
    private final byte quote;
    private final byte escape;
    private final boolean isMultiLine;
    private final boolean trimsLeading;
    private final boolean trimsTrailing;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private byte[] quotings = new byte[16];
    private int count;
    private int position;

    private static final byte UNQUOTED = 0;
    private static final byte QUOTED = 1;
    private static final byte QUOTED_WITH_ESCAPES = 2;

    CsvTokenizer(
            byte separator, byte quote, byte escape, boolean isMultiLine, boolean trimsLeading, boolean trimsTrailing) {
        this.separator = separator;
        this.quote = quote;
        this.escape = escape;
        this.isMultiLine = isMultiLine;
        this.trimsLeading = trimsLeading;
        this.trimsTrailing = trimsTrailing;
    }

    int count() {
        return count;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isQuoted(int field) {
        return quotings[field] != UNQUOTED;
    }

    /** Takes the escapes out of a field, in place. */
    void unescape(byte[] buffer, int field) {
        if (quotings[field] != QUOTED_WITH_ESCAPES) {
            return;
        }
        int target = starts[field];
        for (int index = starts[field]; index < ends[field]; index++) {
            boolean skips = buffer[index] == escape
                    && index + 1 < ends[field]
                    && (buffer[index + 1] == quote || buffer[index + 1] == escape);
            index += skips ? 1 : 0;
            buffer[target++] = buffer[index];
        }
        ends[field] = target;
        quotings[field] = QUOTED;
    }

    /** The index after the line break of the record that begins at {@code start}, or {@link #INCOMPLETE}. */
    int tokenize(byte[] buffer, int start, int end, boolean atEnd) {
        count = 0;
        position = start;
        while (true) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
                quotings = Arrays.copyOf(quotings, count * 2);
            }
            int fieldStart = position;
            if (trimsLeading) {
                while (position < end && buffer[position] != separator && isBlank(buffer[position])) {
                    position++;
                }
            }
            if (position < end && buffer[position] == quote) {
                quoted(buffer, end);
            } else {
                unquoted(buffer, trimsLeading ? position : fieldStart, position, end);
            }
            count++;
            if (position >= end) {
                return atEnd ? end : INCOMPLETE;
            }
            if (buffer[position++] == '\n') {
                return position;
            }
        }
    }

    /** Reads up to the next separator or line break from {@code from}. */
    private void unquoted(byte[] buffer, int valueStart, int from, int end) {
        int index = from;
        byte wanted = separator;
        while (index < end && buffer[index] != wanted && buffer[index] != '\n') {
            index++;
        }
        position = index;
        int valueEnd = index;
        if (valueEnd > valueStart && buffer[valueEnd - 1] == '\r' && (index == end || buffer[index] == '\n')) {
            valueEnd--;
        }
        while (trimsTrailing && valueEnd > valueStart && isBlank(buffer[valueEnd - 1])) {
            valueEnd--;
        }
        starts[count] = valueStart;
        ends[count] = valueEnd;
        quotings[count] = UNQUOTED;
    }

    /** Reads a field whose quote stands at the position; what has more than blanks behind its closing quote is taken as it is. */
    private void quoted(byte[] buffer, int end) {
        int quoteStart = position;
        int index = quoteStart + 1;
        byte quoting = QUOTED;
        while (index < end && (isMultiLine || buffer[index] != '\n')) {
            if (isEscaped(buffer, index, end)) {
                quoting = QUOTED_WITH_ESCAPES;
                index += 2;
            } else if (buffer[index] == quote) {
                break;
            } else {
                index++;
            }
        }
        int valueEnd = index;
        if (index < end && buffer[index] == quote) {
            index++;
            while (index < end && buffer[index] != separator && isBlank(buffer[index])) {
                index++;
            }
            if (index < end && buffer[index] != separator && buffer[index] != '\n') {
                unquoted(buffer, quoteStart, index, end);
                return;
            }
        } else if (valueEnd > quoteStart + 1 && buffer[valueEnd - 1] == '\r') {
            valueEnd--;
        }
        position = index;
        starts[count] = quoteStart + 1;
        ends[count] = valueEnd;
        quotings[count] = quoting;
    }

    private boolean isEscaped(byte[] buffer, int index, int end) {
        return buffer[index] == escape
                && index + 1 < end
                && (buffer[index + 1] == quote || (escape != quote && buffer[index + 1] == escape));
    }

    private static boolean isBlank(byte value) {
        return value >= 0 && value <= ' ' && value != '\n';
    }
}

package dev.sluice.format.csv;

import dev.sluice.format.Words;

/**
 * Finds fields that end at one byte, in one pass over the buffer. A record with quotes that are not as they should be is
 * left to a careful tokenizer, whose values may be longer than the record and so lie in its own array.
 */
final class PlainTokenizer extends CsvTokenizer {
    private static final long LINE_FEEDS = Words.repeat('\n');
    private static final long CARRIAGE_RETURNS = Words.repeat('\r');

    private final byte separator;
    private final long separators;
    private final byte quote;
    private final byte escape;
    private final boolean isMultiLine;
    private final boolean trimsLeading;
    private final boolean trimsTrailing;
    private final CarefulTokenizer careful;
    private int position;
    private boolean isLeftToCareful;

    PlainTokenizer(
            byte separator, byte quote, byte escape, boolean isMultiLine, boolean trimsLeading, boolean trimsTrailing) {
        this.separator = separator;
        this.separators = Words.repeat(separator);
        this.quote = quote;
        this.escape = escape;
        this.isMultiLine = isMultiLine;
        this.trimsLeading = trimsLeading;
        this.trimsTrailing = trimsTrailing;
        CarefulTokenizer.Marks marks = new CarefulTokenizer.Marks(
                new byte[] {separator},
                quote,
                escape,
                quote == escape ? 0 : escape,
                UnescapedQuotes.STOP_AT_DELIMITER,
                isMultiLine ? CarefulTokenizer.Lines.MULTIPLE : CarefulTokenizer.Lines.SINGLE,
                new byte[0]);
        this.careful = new CarefulTokenizer(marks, trimsLeading, trimsTrailing);
    }

    @Override
    byte[] source(byte[] buffer) {
        return isLeftToCareful ? careful.source(buffer) : buffer;
    }

    @Override
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

    @Override
    int tokenize(byte[] buffer, int start, int end, boolean atEnd) {
        count = 0;
        position = start;
        isLeftToCareful = false;
        while (true) {
            makeRoom();
            int fieldStart = position;
            if (trimsLeading) {
                while (position < end && buffer[position] != separator && isBlank(buffer[position])) {
                    position++;
                }
            }
            if (position < end && buffer[position] == quote) {
                if (!quoted(buffer, end)) {
                    return carefully(buffer, start, end, atEnd);
                }
            } else {
                unquoted(buffer, trimsLeading ? position : fieldStart, position, end);
            }
            count++;
            if (position >= end) {
                return atEnd ? end : INCOMPLETE;
            }
            if (buffer[position++] != separator) {
                return behindLineBreak(buffer, end, atEnd);
            }
        }
    }

    /** The position is behind the first byte of a line break. */
    private int behindLineBreak(byte[] buffer, int end, boolean atEnd) {
        if (buffer[position - 1] == '\n') {
            return position;
        }
        if (position == end) {
            return atEnd ? end : INCOMPLETE;
        }
        return buffer[position] == '\n' ? position + 1 : position;
    }

    /** Reads up to the next separator or line break from {@code from}. */
    private void unquoted(byte[] buffer, int valueStart, int from, int end) {
        int index = fieldEnd(buffer, from, end);
        position = index;
        int valueEnd = index;
        while (trimsTrailing && valueEnd > valueStart && isBlank(buffer[valueEnd - 1])) {
            valueEnd--;
        }
        starts[count] = valueStart;
        ends[count] = valueEnd;
        quotings[count] = UNQUOTED;
    }

    /** The first separator or line break from {@code from}, {@code end} without any. */
    private int fieldEnd(byte[] buffer, int from, int end) {
        int index = from;
        int lastWord = buffer.length - Words.BYTES;
        while (index <= lastWord && index < end) {
            long word = Words.get(buffer, index);
            long marks = Words.equalBytes(word, separators)
                    | Words.equalBytes(word, LINE_FEEDS)
                    | Words.equalBytes(word, CARRIAGE_RETURNS);
            if (marks != 0) {
                return Math.min(end, index + Words.firstMark(marks));
            }
            index += Words.BYTES;
        }
        while (index < end && buffer[index] != separator && !isLineBreak(buffer[index])) {
            index++;
        }
        return Math.min(index, end);
    }

    private int carefully(byte[] buffer, int start, int end, boolean atEnd) {
        isLeftToCareful = true;
        int next = careful.tokenize(buffer, start, end, atEnd);
        starts = careful.starts;
        ends = careful.ends;
        quotings = careful.quotings;
        count = careful.count;
        return next;
    }

    /** Reads a field whose quote stands at the position, and says whether a quote ends it and only blanks follow. */
    private boolean quoted(byte[] buffer, int end) {
        int quoteStart = position;
        int index = quoteStart + 1;
        byte quoting = QUOTED;
        while (index < end && (isMultiLine || !isLineBreak(buffer[index]))) {
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
        if (index >= end || buffer[index] != quote) {
            return false;
        }
        index++;
        while (index < end && buffer[index] != separator && isBlank(buffer[index])) {
            index++;
        }
        position = index;
        starts[count] = quoteStart + 1;
        ends[count] = valueEnd;
        quotings[count] = quoting;
        return index >= end || buffer[index] == separator || isLineBreak(buffer[index]);
    }

    private boolean isEscaped(byte[] buffer, int index, int end) {
        return buffer[index] == escape
                && index + 1 < end
                && (buffer[index + 1] == quote || (escape != quote && buffer[index + 1] == escape));
    }
}

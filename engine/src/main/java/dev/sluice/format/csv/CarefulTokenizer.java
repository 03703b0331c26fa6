package dev.sluice.format.csv;

import dev.sluice.format.ByteArray;
import java.util.Arrays;

/**
 * Finds fields by all the options there are, a byte at a time, as the parser of Spark does: see {@code CsvParser} of
 * univocity-parsers 2.9.1, whose steps these are. Values are put together in an array of its own.
 */
final class CarefulTokenizer extends CsvTokenizer {
    private static final int SEPARATOR = -1;
    private static final int LINE_END = -2;

    private final Marks marks;
    private final boolean trimsLeading;
    private final boolean trimsTrailing;
    private final boolean stopsAtSeparator;
    private final ByteArray values = new ByteArray(256);
    private final ByteArray value = new ByteArray(64);
    private final ByteArray blanks = new ByteArray(16);

    private byte[] buffer = {};
    private int end;
    private int position;
    private int tokenStart;
    private int token;
    private int previous;
    private boolean hasEnded;
    private boolean isUnescaped;
    private boolean isSkipped;
    private boolean isTrimmed;
    private boolean hasForbiddenQuote;

    /** What divides and marks fields, a mark being 0 where there is none. */
    static final class Marks {
        private final byte[] separator;
        private final byte quote;
        private final byte escape;
        private final byte escapeOfEscape;
        private final UnescapedQuotes unescaped;
        private final Lines lines;
        private final byte[] lineSeparator;

        /**
         * @param escapeOfEscape the byte before an escape that is one of the value
         * @param lineSeparator of records over several lines; empty for any line break
         */
        Marks(
                byte[] separator,
                byte quote,
                byte escape,
                byte escapeOfEscape,
                UnescapedQuotes unescaped,
                Lines lines,
                byte[] lineSeparator) {
            this.separator = separator;
            this.quote = quote;
            this.escape = escape;
            this.escapeOfEscape = escapeOfEscape;
            this.unescaped = unescaped;
            this.lines = lines;
            this.lineSeparator = lineSeparator;
        }
    }

    /** Where a record ends. */
    enum Lines {
        /** At the first line break. */
        SINGLE,
        /** At the first line break that is not within quotes. */
        MULTIPLE,
        /** Where the input does. */
        WHOLE
    }

    CarefulTokenizer(Marks marks, boolean trimsLeading, boolean trimsTrailing) {
        this.marks = marks;
        this.trimsLeading = trimsLeading;
        this.trimsTrailing = trimsTrailing;
        this.stopsAtSeparator = marks.unescaped == UnescapedQuotes.STOP_AT_DELIMITER
                || marks.unescaped == UnescapedQuotes.BACK_TO_DELIMITER
                || marks.unescaped == UnescapedQuotes.SKIP_VALUE;
    }

    @Override
    byte[] source(byte[] ignored) {
        return values.array();
    }

    @Override
    void unescape(byte[] ignored, int field) {}

    @Override
    boolean hasForbiddenQuote() {
        return hasForbiddenQuote;
    }

    @Override
    int tokenize(byte[] input, int start, int limit, boolean atEnd) {
        buffer = input;
        position = start;
        end = marks.lines == Lines.SINGLE ? lineBreak(start, limit) : limit;
        if (marks.lines == Lines.SINGLE && !atEnd && (end == limit || (end == limit - 1 && input[end] == '\r'))) {
            return INCOMPLETE;
        }
        count = 0;
        values.clear();
        hasEnded = false;
        hasForbiddenQuote = false;
        record();
        if (marks.lines != Lines.SINGLE) {
            return hasEnded && !atEnd ? INCOMPLETE : hasEnded ? limit : position;
        }
        int behind = Math.min(limit, end + 1);
        return behind < limit && input[end] == '\r' && input[behind] == '\n' ? behind + 1 : behind;
    }

    private int lineBreak(int start, int limit) {
        int index = start;
        while (index < limit && !isLineBreak(buffer[index])) {
            index++;
        }
        return index;
    }

    /** Takes the next token; at the end the last one stays. */
    private void advance() {
        if (position >= end) {
            hasEnded = true;
            return;
        }
        tokenStart = position;
        if (isAt(marks.separator)) {
            token = SEPARATOR;
            position += marks.separator.length;
            return;
        }
        int breakLength = marks.lines == Lines.MULTIPLE ? breakLength() : 0;
        if (breakLength > 0) {
            token = LINE_END;
            position += breakLength;
            return;
        }
        token = buffer[position++] & 0xFF;
    }

    private boolean isAt(byte[] text) {
        return buffer[position] == text[0]
                && end - position >= text.length
                && Arrays.equals(buffer, position, position + text.length, text, 0, text.length);
    }

    private int breakLength() {
        if (marks.lineSeparator.length > 0) {
            return isAt(marks.lineSeparator) ? marks.lineSeparator.length : 0;
        }
        if (buffer[position] == '\n') {
            return 1;
        }
        return buffer[position] == '\r' && position + 1 < end && buffer[position + 1] == '\n' ? 2 : 0;
    }

    private boolean isAtFieldEnd() {
        return token == SEPARATOR || token == LINE_END;
    }

    private boolean isAtBlank() {
        return token >= 0 && token <= ' ';
    }

    private void appendToken() {
        value.add(buffer, tokenStart, position - tokenStart);
    }

    private void record() {
        advance();
        while (!hasEnded && token != LINE_END) {
            while (trimsLeading && !hasEnded && isAtBlank()) {
                advance();
            }
            if (hasEnded || isAtFieldEnd()) {
                addNull();
            } else {
                field();
            }
            if (!hasEnded && token != LINE_END) {
                advance();
                if (hasEnded || token == LINE_END) {
                    addNull();
                }
            }
        }
    }

    private void field() {
        value.clear();
        isUnescaped = false;
        isSkipped = false;
        isTrimmed = false;
        previous = 0;
        if (token != marks.quote) {
            appendToFieldEnd();
            isTrimmed = trimsTrailing;
            add(UNQUOTED);
            return;
        }
        quoted();
        if (hasEnded && token == marks.quote && previous != marks.quote && !isUnescaped) {
            value.add(marks.quote);
        }
        if (isUnescaped && marks.unescaped == UnescapedQuotes.BACK_TO_DELIMITER && value.length() == 0) {
            return;
        }
        add(QUOTED);
    }

    private void appendToFieldEnd() {
        while (!hasEnded && !isAtFieldEnd()) {
            appendToken();
            advance();
        }
    }

    private void quoted() {
        if (previous != 0 && stopsAtSeparator) {
            if (marks.unescaped == UnescapedQuotes.SKIP_VALUE) {
                skip();
                return;
            }
            prependQuote();
            advance();
            isTrimmed = trimsTrailing;
            appendToFieldEnd();
            return;
        }
        advance();
        while (!hasEnded) {
            if (previous == marks.quote && (isAtBlank() || isAtFieldEnd())) {
                behindQuote();
                return;
            }
            if (token != marks.quote && token != marks.escape) {
                if (previous == marks.quote) {
                    unescapedQuote();
                    return;
                }
                if (previous == marks.escape && marks.escape != 0) {
                    value.add(marks.escape);
                }
                appendToMark();
            } else {
                quoteOrEscape();
                previous = token;
                advance();
                if (!hasEnded && isUnescaped && isAtFieldEnd()) {
                    return;
                }
            }
        }
    }

    /** Up to a quote or an escape, which become the previous token. */
    private void appendToMark() {
        while (!hasEnded && token != marks.quote && token != marks.escape && token != marks.escapeOfEscape) {
            appendToken();
            advance();
        }
        if (hasEnded) {
            return;
        }
        previous = token;
        advance();
        boolean isAlone = previous == marks.escapeOfEscape && (hasEnded || token != marks.escape);
        if (isAlone && previous != marks.escape && previous != marks.quote) {
            value.add(marks.escapeOfEscape);
        }
    }

    private void quoteOrEscape() {
        if (token == marks.escape && previous == marks.escapeOfEscape && marks.escapeOfEscape != 0) {
            value.add(marks.escape);
            token = 0;
        } else if (previous == marks.escape) {
            if (token == marks.quote) {
                value.add(marks.quote);
                token = 0;
            } else {
                value.add((byte) previous);
            }
        } else if (token == marks.quote && previous == marks.quote) {
            value.add(marks.quote);
        } else if (previous == marks.quote) {
            quoteInValue();
        }
    }

    private void quoteInValue() {
        switch (marks.unescaped) {
            case STOP_AT_CLOSING_QUOTE, BACK_TO_DELIMITER, STOP_AT_DELIMITER -> {
                value.add(marks.quote);
                previous = token;
                while (!hasEnded && !isAtFieldEnd()) {
                    if (token == marks.quote || token == marks.escape) {
                        quoteOrEscape();
                    } else if (previous == marks.quote) {
                        quoteInValue();
                        return;
                    } else {
                        appendToken();
                    }
                    previous = token;
                    advance();
                }
            }
            case SKIP_VALUE -> skip();
            case RAISE_ERROR -> forbid();
        }
    }

    private void unescapedQuote() {
        isUnescaped = true;
        switch (marks.unescaped) {
            case BACK_TO_DELIMITER -> {
                addUpToSeparators();
                appendToken();
                previous = 0;
                quoted();
            }
            case STOP_AT_CLOSING_QUOTE, STOP_AT_DELIMITER -> {
                value.add(marks.quote);
                appendToken();
                previous = token;
                quoted();
            }
            case SKIP_VALUE -> skip();
            case RAISE_ERROR -> forbid();
        }
    }

    /** Blanks behind a closing quote do not count, unless more than blanks is there. */
    private void behindQuote() {
        if (isAtFieldEnd()) {
            return;
        }
        blanks.clear();
        while (!hasEnded && isAtBlank()) {
            blanks.add((byte) token);
            advance();
        }
        if (hasEnded || token == LINE_END || token == SEPARATOR) {
            // The value ended at its quote.
            token = hasEnded ? marks.quote : token;
            return;
        }
        if (marks.unescaped == UnescapedQuotes.RAISE_ERROR) {
            forbid();
            return;
        }
        value.add(marks.quote);
        value.add(blanks.array(), 0, blanks.length());
        if (stopsAtSeparator || (token != marks.quote && token != marks.escape)) {
            appendToken();
        }
        previous = token;
        quoted();
    }

    private void skip() {
        isSkipped = true;
        while (!hasEnded && !isAtFieldEnd()) {
            advance();
        }
    }

    private void forbid() {
        hasForbiddenQuote = true;
        skip();
    }

    private void prependQuote() {
        byte[] content = Arrays.copyOf(value.array(), value.length());
        value.clear();
        value.add(marks.quote);
        value.add(content, 0, content.length);
    }

    /** What was read up to each separator is a value. */
    private void addUpToSeparators() {
        byte[] separator = marks.separator;
        byte[] content = Arrays.copyOf(value.array(), value.length());
        int start = 0;
        for (int index = 0; index <= content.length - separator.length; index++) {
            if (Arrays.equals(content, index, index + separator.length, separator, 0, separator.length)) {
                value.clear();
                value.add(content, start, index - start);
                add(QUOTED);
                start = index + separator.length;
                index = start - 1;
            }
        }
        value.clear();
        value.add(content, start, content.length - start);
    }

    private void add(byte quoting) {
        makeRoom();
        int length = value.length();
        while (isTrimmed && length > 0 && isBlank(value.array()[length - 1])) {
            length--;
        }
        starts[count] = values.length();
        if (!isSkipped) {
            values.add(value.array(), 0, length);
        }
        ends[count] = values.length();
        quotings[count++] = isSkipped ? UNQUOTED : quoting;
    }

    private void addNull() {
        makeRoom();
        starts[count] = values.length();
        ends[count] = values.length();
        quotings[count++] = UNQUOTED;
    }
}

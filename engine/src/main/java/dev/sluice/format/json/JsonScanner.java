package dev.sluice.format.json;

import dev.sluice.config.Options;
import dev.sluice.format.Words;

/**
 * Finds where the parts of JSON end, and whether they are what JSON allows. Every method returns a position, or one of
 * {@link #CUT} and {@link #BAD}.
 */
final class JsonScanner {
    /** What can be read ends within the part. */
    static final int CUT = -1;

    /** The part is not JSON. */
    static final int BAD = -2;

    /** Objects and arrays may lie this deep within each other. */
    static final int MAX_DEPTH = 1_000;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] NAN = {'N', 'a', 'N'};
    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};
    private static final byte[] INF = {'I', 'N', 'F'};

    /** Whether line breaks are blanks. */
    private final boolean crossesLines;

    private final boolean allowsComments;
    private final boolean allowsSingleQuotes;
    private final boolean allowsUnquotedNames;
    private final boolean allowsLeadingZeros;
    private final boolean allowsNonNumericNumbers;
    private final boolean allowsControlCharacters;
    private final boolean allowsAnyEscape;

    JsonScanner(Options options, boolean crossesLines) {
        this.crossesLines = crossesLines;
        allowsComments = options.get(JsonOptions.COMMENTS);
        allowsAnyEscape = options.get(JsonOptions.ANY_ESCAPE);
        allowsSingleQuotes = options.get(JsonOptions.SINGLE_QUOTES);
        allowsUnquotedNames = options.get(JsonOptions.UNQUOTED_NAMES);
        allowsLeadingZeros = options.get(JsonOptions.LEADING_ZEROS);
        allowsNonNumericNumbers = options.get(JsonOptions.NON_NUMERIC_NUMBERS);
        allowsControlCharacters = options.get(JsonOptions.CONTROL_CHARACTERS);
    }

    /** The first byte from {@code start} that is a quote, a backslash or a control character, {@code end} without any. */
    static int plainTextEnd(byte[] buffer, int start, int end) {
        int position = start;
        int lastWord = buffer.length - Words.BYTES;
        while (position <= lastWord) {
            long marks = Words.jsonSpecials(Words.get(buffer, position));
            if (marks != 0) {
                return Math.min(position + Words.firstMark(marks), end);
            }
            position += Words.BYTES;
        }
        while (position < end) {
            byte value = buffer[position];
            if (value == '"' || value == '\\' || (value >= 0 && value < ' ')) {
                return position;
            }
            position++;
        }
        return end;
    }

    /** Behind the line feed or carriage return that ends the line of {@code start}, {@link #CUT} without any. */
    static int lineEnd(byte[] buffer, int start, int end) {
        long lineFeeds = Words.repeat('\n');
        long carriageReturns = Words.repeat('\r');
        int position = start;
        int lastWord = end - Words.BYTES;
        while (position <= lastWord) {
            long word = Words.get(buffer, position);
            long marks = Words.equalBytes(word, lineFeeds) | Words.equalBytes(word, carriageReturns);
            if (marks != 0) {
                return behindBreak(buffer, position + Words.firstMark(marks), end);
            }
            position += Words.BYTES;
        }
        while (position < end) {
            if (buffer[position] == '\n' || buffer[position] == '\r') {
                return behindBreak(buffer, position, end);
            }
            position++;
        }
        return CUT;
    }

    private static int behindBreak(byte[] buffer, int position, int end) {
        boolean isPair = buffer[position] == '\r' && position + 1 < end && buffer[position + 1] == '\n';
        return position + (isPair ? 2 : 1);
    }

    boolean isBlank(byte value) {
        return value == ' ' || value == '\t' || (crossesLines && isLineBreak(value));
    }

    static boolean isLineBreak(byte value) {
        return value == '\n' || value == '\r';
    }

    boolean isQuote(byte value) {
        return value == '"' || (value == '\'' && allowsSingleQuotes);
    }

    /** The first byte that is no blank and in no comment, {@code end} without any. */
    int skipBlanks(byte[] buffer, int start, int end) {
        int position = start;
        while (position < end && isBlank(buffer[position])) {
            position++;
        }
        if (!allowsComments || position >= end || buffer[position] != '/') {
            return position;
        }
        int behind = skipComment(buffer, position, end);
        return behind == position ? position : skipBlanks(buffer, behind, end);
    }

    /** Behind a comment of either kind, {@code start} if none begins there. */
    private static int skipComment(byte[] buffer, int start, int end) {
        if (start + 1 >= end) {
            return end;
        }
        int position = start + 2;
        if (buffer[start + 1] == '/') {
            while (position < end && !isLineBreak(buffer[position])) {
                position++;
            }
            return position;
        }
        if (buffer[start + 1] != '*') {
            return start;
        }
        while (position + 1 < end && (buffer[position] != '*' || buffer[position + 1] != '/')) {
            position++;
        }
        return Math.min(position + 2, end);
    }

    /** Behind the quote that ends the text which begins at {@code start} with one. */
    int skipText(byte[] buffer, int start, int end) {
        if (buffer[start] == '\'') {
            return skipSingleQuoted(buffer, start + 1, end);
        }
        int position = start + 1;
        while (true) {
            position = plainTextEnd(buffer, position, end);
            if (position >= end) {
                return CUT;
            }
            byte value = buffer[position];
            if (value == '"') {
                return position + 1;
            }
            if (value == '\\') {
                position = Escapes.end(buffer, position, end, allowsSingleQuotes, allowsAnyEscape);
                if (position < 0) {
                    return position;
                }
            } else if (allowsControl(value)) {
                position++;
            } else {
                return BAD;
            }
        }
    }

    private int skipSingleQuoted(byte[] buffer, int start, int end) {
        int position = start;
        while (position < end) {
            byte value = buffer[position];
            if (value == '\'') {
                return position + 1;
            }
            if (value == '\\') {
                position = Escapes.end(buffer, position, end, allowsSingleQuotes, allowsAnyEscape);
                if (position < 0) {
                    return position;
                }
            } else if (value < 0 || value >= ' ' || allowsControl(value)) {
                position++;
            } else {
                return BAD;
            }
        }
        return CUT;
    }

    private boolean allowsControl(byte value) {
        return allowsControlCharacters && (crossesLines || !isLineBreak(value));
    }

    /** Behind the name of a field that begins at {@code start}, with its quotes. */
    int skipName(byte[] buffer, int start, int end) {
        if (isQuote(buffer[start])) {
            return skipText(buffer, start, end);
        }
        if (!allowsUnquotedNames) {
            return BAD;
        }
        int position = start;
        while (position < end && isUnquotedNameCharacter(buffer[position])) {
            position++;
        }
        return position == end ? CUT : position == start ? BAD : position;
    }

    private static boolean isUnquotedNameCharacter(byte value) {
        return value > 0 && (Character.isLetterOrDigit(value) || "_$@#*-+".indexOf(value) >= 0);
    }

    private static boolean isNameCharacter(byte value) {
        return value < 0 || value == '_' || value == '$' || value == '-' || Character.isLetterOrDigit(value);
    }

    /** Behind a value. */
    int skipValue(byte[] buffer, int start, int end) {
        return skipValue(buffer, start, end, 1);
    }

    private int skipValue(byte[] buffer, int start, int end, int depth) {
        if (start >= end) {
            return CUT;
        }
        byte first = buffer[start];
        if (first == '"') {
            int close = plainTextEnd(buffer, start + 1, end);
            return close < end && buffer[close] == '"' ? close + 1 : skipText(buffer, start, end);
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            return skipNumber(buffer, start, end);
        }
        return skipOther(buffer, start, end, depth);
    }

    private int skipOther(byte[] buffer, int start, int end, int depth) {
        byte first = buffer[start];
        return switch (first) {
            case '{' -> depth >= MAX_DEPTH ? BAD : skipObject(buffer, start + 1, end, depth + 1);
            case '[' -> depth >= MAX_DEPTH ? BAD : skipArray(buffer, start + 1, end, depth + 1);
            case 't' -> skipWord(buffer, start, end, TRUE);
            case 'f' -> skipWord(buffer, start, end, FALSE);
            case 'n' -> skipNull(buffer, start, end);
            case 'N', 'I', '+' -> skipNonNumeric(buffer, start, end);
            default -> isQuote(first) ? skipText(buffer, start, end) : BAD;
        };
    }

    private int skipObject(byte[] buffer, int start, int end, int depth) {
        int position = skipBlanks(buffer, start, end);
        if (position < end && buffer[position] == '}') {
            return position + 1;
        }
        while (position < end) {
            position = skipName(buffer, position, end);
            if (position < 0) {
                return position;
            }
            position = skipBlanks(buffer, position, end);
            if (position >= end) {
                return CUT;
            }
            if (buffer[position] != ':') {
                return BAD;
            }
            position = skipValue(buffer, skipBlanks(buffer, position + 1, end), end, depth);
            if (position < 0) {
                return position;
            }
            position = skipBlanks(buffer, position, end);
            if (position >= end) {
                return CUT;
            }
            if (buffer[position] == '}') {
                return position + 1;
            }
            if (buffer[position] != ',') {
                return BAD;
            }
            position = skipBlanks(buffer, position + 1, end);
        }
        return CUT;
    }

    private int skipArray(byte[] buffer, int start, int end, int depth) {
        int position = skipBlanks(buffer, start, end);
        if (position < end && buffer[position] == ']') {
            return position + 1;
        }
        while (position < end) {
            position = skipValue(buffer, position, end, depth);
            if (position < 0) {
                return position;
            }
            position = skipBlanks(buffer, position, end);
            if (position >= end) {
                return CUT;
            }
            if (buffer[position] == ']') {
                return position + 1;
            }
            if (buffer[position] != ',') {
                return BAD;
            }
            position = skipBlanks(buffer, position + 1, end);
        }
        return CUT;
    }

    int skipNull(byte[] buffer, int start, int end) {
        return skipWord(buffer, start, end, NULL);
    }

    private static int skipWord(byte[] buffer, int start, int end, byte[] word) {
        for (int index = 0; index < word.length; index++) {
            if (start + index >= end) {
                return CUT;
            }
            if (buffer[start + index] != word[index]) {
                return BAD;
            }
        }
        int position = start + word.length;
        if (position < end && isNameCharacter(buffer[position])) {
            return BAD;
        }
        return position;
    }

    /** Behind {@code NaN}, {@code Infinity} with or without a sign, or {@code INF} with one. */
    int skipNonNumeric(byte[] buffer, int start, int end) {
        if (!allowsNonNumericNumbers) {
            return BAD;
        }
        boolean hasSign = buffer[start] == '-' || buffer[start] == '+';
        int position = hasSign ? start + 1 : start;
        if (position >= end) {
            return CUT;
        }
        if (buffer[position] == 'N' && !hasSign) {
            return skipWord(buffer, position, end, NAN);
        }
        if (hasSign && position + 1 < end && buffer[position + 1] == 'N') {
            return skipWord(buffer, position, end, INF);
        }
        return skipWord(buffer, position, end, INFINITY);
    }

    /** Behind a number, of which there must be at least one byte after it to know its end. */
    int skipNumber(byte[] buffer, int start, int end) {
        int position = buffer[start] == '-' ? start + 1 : start;
        if (position >= end) {
            return CUT;
        }
        int digitsStart = position;
        position = skipDigits(buffer, position, end);
        if (position == digitsStart) {
            return buffer[position] == 'I' ? skipNonNumeric(buffer, start, end) : BAD;
        }
        if (buffer[digitsStart] == '0' && position - digitsStart > 1 && !allowsLeadingZeros) {
            return BAD;
        }
        if (position < end && buffer[position] == '.') {
            int fractionStart = position + 1;
            position = skipDigits(buffer, fractionStart, end);
            if (position == fractionStart) {
                return position >= end ? CUT : BAD;
            }
        }
        if (position < end && (buffer[position] == 'e' || buffer[position] == 'E')) {
            int exponentStart = position + 1;
            if (exponentStart < end && (buffer[exponentStart] == '+' || buffer[exponentStart] == '-')) {
                exponentStart++;
            }
            position = skipDigits(buffer, exponentStart, end);
            if (position == exponentStart) {
                return position >= end ? CUT : BAD;
            }
        }
        return position >= end ? CUT : position;
    }

    private static int skipDigits(byte[] buffer, int start, int end) {
        int position = start;
        while (position < end && buffer[position] >= '0' && buffer[position] <= '9') {
            position++;
        }
        return position;
    }
}

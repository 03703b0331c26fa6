package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.format.Words;

/** Numbers from bytes, by the rules of Java. */
final class CsvNumbers {
    private static final int MOST_SAFE_DIGITS = 18;
    private static final long LARGEST_EXACT = 1L << 53;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private CsvNumbers() {}

    /** @throws NumberFormatException if it is not a whole number of 64 bits */
    static long parseLong(byte[] bytes, int start, int length) {
        int end = start + length;
        int index = start;
        boolean isNegative = length > 0 && bytes[start] == '-';
        if (isNegative || (length > 0 && bytes[start] == '+')) {
            index++;
        }
        if (index == end || end - index > MOST_SAFE_DIGITS) {
            return Long.parseLong(new String(bytes, start, length, UTF_8));
        }
        long value = 0;
        for (; index < end; index++) {
            int digit = bytes[index] - '0';
            if (digit < 0 || digit > 9) {
                return otherDigits(bytes, start, length, index);
            }
            value = value * 10 + digit;
        }
        return isNegative ? -value : value;
    }

    /** Digits of other scripts are digits too. */
    private static long otherDigits(byte[] bytes, int start, int length, int index) {
        if (bytes[index] >= 0) {
            throw new NumberFormatException();
        }
        return Long.parseLong(new String(bytes, start, length, UTF_8));
    }

    /** A number of digits and a point that a quotient of two exact doubles gives exactly; NaN for any other text. */
    static double parseSimpleDouble(byte[] bytes, int start, int length) {
        if (length > 0 && length <= Words.BYTES && bytes.length - start >= Words.BYTES) {
            double value = parseWord(Words.get(bytes, start), length);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        int end = start + length;
        int index = length > 0 && bytes[start] == '-' ? start + 1 : start;
        int point = -1;
        int firstDigit = index;
        if (end - index > MOST_SAFE_DIGITS || index == end) {
            return Double.NaN;
        }
        long digits = 0;
        for (; index < end; index++) {
            int digit = bytes[index] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (bytes[index] == '.' && point < 0) {
                point = index;
            } else {
                return Double.NaN;
            }
        }
        int decimals = point < 0 ? 0 : end - point - 1;
        if (digits > LARGEST_EXACT || (point >= 0 && end - firstDigit == 1)) {
            return Double.NaN;
        }
        double value = digits / POWERS_OF_TEN[decimals];
        return bytes[start] == '-' ? -value : value;
    }

    /** The same of a text within one word, and NaN where it has a sign. */
    private static double parseWord(long word, int length) {
        long digits = Words.digitValues(word);
        long marks = Words.first(Words.nonDigits(digits), length);
        if (marks == 0) {
            return Words.number(digits, length);
        }
        int point = Words.firstMark(marks);
        boolean isDecimal = length > 1 && (byte) (word >>> (point << 3)) == '.' && (marks & (marks - 1)) == 0;
        return isDecimal
                ? Words.number(Words.without(digits, point), length - 1) / POWERS_OF_TEN[length - 1 - point]
                : Double.NaN;
    }
}

package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Numbers in JSON whose form has been checked. */
final class Numbers {
    private static final int EXACT_POWERS = 22;
    private static final int MAX_EXACT_DIGITS = 18;
    private static final long MAX_EXACT_MANTISSA = 1L << 53;
    private static final int MAX_EXPONENT = 100_000;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long[] WHOLE_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Numbers() {}

    /** Ten to the power of 0 to 22, which doubles hold exactly. */
    static double power(int exponent) {
        return POWERS[exponent];
    }

    /** Ten to the power of 0 to 8. */
    static long wholePower(int exponent) {
        return WHOLE_POWERS[exponent];
    }

    /** Whether {@code text[start, end)} has neither fraction nor exponent and no more than 64 bits. */
    static boolean isLong(byte[] text, int start, int end) {
        boolean isNegative = text[start] == '-';
        long value = 0;
        for (int index = isNegative ? start + 1 : start; index < end; index++) {
            int digit = text[index] - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                return false;
            }
            // Negative, as there is one negative number more.
            value = value * 10 - digit;
            if (value > 0) {
                return false;
            }
        }
        return isNegative || value != Long.MIN_VALUE;
    }

    /** The value of a text that {@link #isLong}. */
    static long toLong(byte[] text, int start, int end) {
        boolean isNegative = text[start] == '-';
        long value = 0;
        for (int index = isNegative ? start + 1 : start; index < end; index++) {
            value = value * 10 - (text[index] - '0');
        }
        return isNegative ? value : -value;
    }

    /** The double nearest to the number: at once where both of its parts are exact, else by way of Java's reader. */
    static double toDouble(byte[] text, int start, int end) {
        boolean isNegative = text[start] == '-';
        int position = isNegative ? start + 1 : start;
        long mantissa = 0;
        int digits = 0;
        int exponent = 0;
        boolean isFraction = false;
        while (position < end && text[position] != 'e' && text[position] != 'E') {
            byte next = text[position++];
            if (next == '.') {
                isFraction = true;
            } else {
                mantissa = mantissa * 10 + (next - '0');
                digits += mantissa == 0 ? 0 : 1;
                exponent -= isFraction ? 1 : 0;
                if (digits > MAX_EXACT_DIGITS) {
                    return slowly(text, start, end);
                }
            }
        }
        if (position < end) {
            exponent += exponent(text, position + 1, end);
        }
        if (mantissa > MAX_EXACT_MANTISSA || exponent < -EXACT_POWERS || exponent > EXACT_POWERS) {
            return slowly(text, start, end);
        }
        double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
        return isNegative ? -value : value;
    }

    private static int exponent(byte[] text, int start, int end) {
        boolean isNegative = text[start] == '-';
        int exponent = 0;
        for (int index = isNegative || text[start] == '+' ? start + 1 : start; index < end; index++) {
            exponent = Math.min(MAX_EXPONENT, exponent * 10 + (text[index] - '0'));
        }
        return isNegative ? -exponent : exponent;
    }

    private static double slowly(byte[] text, int start, int end) {
        return Double.parseDouble(new String(text, start, end - start, US_ASCII));
    }
}

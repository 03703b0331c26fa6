package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.format.Words;

/** Writes numbers exactly as Java's {@code toString} does. Up to a word behind them is written over. */
final class NumberText {
    /** What {@link #writeShort} returns for a double that it does not write. */
    static final int NOT_SHORT = -1;

    private static final double SMALLEST_PLAIN = 1e-3;
    private static final double LARGEST_PLAIN = 1e7;
    private static final byte[] SMALLEST_LONG = Long.toString(Long.MIN_VALUE).getBytes(ISO_8859_1);

    /** The three digits of each number below 1,000, the first in the lowest byte. */
    private static final int[] THREE_DIGITS = new int[1_000];

    static {
        for (int number = 0; number < THREE_DIGITS.length; number++) {
            THREE_DIGITS[number] = ('0' + number / 100) | ('0' + number / 10 % 10) << 8 | ('0' + number % 10) << 16;
        }
    }

    private NumberText() {}

    static int write(long value, byte[] target, int start) {
        if (value >= 0) {
            return writePositive(value, target, start);
        }
        if (value == Long.MIN_VALUE) {
            System.arraycopy(SMALLEST_LONG, 0, target, start, SMALLEST_LONG.length);
            return start + SMALLEST_LONG.length;
        }
        target[start] = '-';
        return writePositive(-value, target, start + 1);
    }

    private static int writePositive(long value, byte[] target, int start) {
        if (value < 1_000) {
            return writeFirst((int) value, target, start);
        }
        long thousands = value / 1_000;
        int end = writePositive(thousands, target, start);
        return writeThree((int) (value - thousands * 1_000), target, end);
    }

    /** Writes a number below 1,000 without zeros before it. */
    private static int writeFirst(int value, byte[] target, int position) {
        int zeros = value < 10 ? 2 : value < 100 ? 1 : 0;
        Words.set(target, position, THREE_DIGITS[value] >>> (zeros << 3));
        return position + 3 - zeros;
    }

    private static int writeThree(int value, byte[] target, int position) {
        Words.set(target, position, THREE_DIGITS[value]);
        return position + 3;
    }

    /**
     * Writes a double of up to six decimals that {@code Double.toString} writes without an exponent.
     *
     * <p>A decimal of at most 15 digits that is nearest to a double is the only such decimal, and so the shortest.
     *
     * @return the position behind the text, or {@link #NOT_SHORT} if it is another double
     */
    static int writeShort(double value, byte[] target, int start) {
        double magnitude = Math.abs(value);
        if (!(magnitude >= SMALLEST_PLAIN && magnitude < LARGEST_PLAIN) && magnitude != 0) {
            return NOT_SHORT;
        }
        long thousandths = (long) (magnitude * 1e3 + 0.5);
        if (thousandths / 1e3 != magnitude) {
            return writeMillionths(value, target, start);
        }
        long whole = thousandths / 1_000;
        int position = writePositive(whole, target, writeSign(value, target, start));
        int digits = THREE_DIGITS[(int) (thousandths - whole * 1_000)];
        Words.set(target, position, (long) digits << 8 | '.');
        return position + 1 + significantDigits(digits);
    }

    private static int writeMillionths(double value, byte[] target, int start) {
        double magnitude = Math.abs(value);
        long millionths = (long) (magnitude * 1e6 + 0.5);
        if (millionths / 1e6 != magnitude) {
            return NOT_SHORT;
        }
        long whole = millionths / 1_000_000;
        int fraction = (int) (millionths - whole * 1_000_000);
        int position = writePositive(whole, target, writeSign(value, target, start));
        int thousands = fraction / 1_000;
        target[position] = '.';
        position = writeThree(thousands, target, position + 1);
        int digits = THREE_DIGITS[fraction - thousands * 1_000];
        Words.set(target, position, digits);
        return position + significantDigits(digits);
    }

    private static int writeSign(double value, byte[] target, int position) {
        target[position] = '-';
        return position + (int) (Double.doubleToRawLongBits(value) >>> 63);
    }

    /** Of three digits, those up to the last that is not zero, at least one. */
    private static int significantDigits(int digits) {
        int values = digits & 0x0F0F0F;
        return values >= 1 << 16 ? 3 : values >= 1 << 8 ? 2 : 1;
    }
}

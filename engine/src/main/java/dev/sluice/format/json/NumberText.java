package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Writes numbers exactly as Java's {@code toString} does. */
final class NumberText {
    /** What {@link #writeShort} returns for a double that it does not write. */
    static final int NOT_SHORT = -1;

    private static final double SMALLEST_PLAIN = 1e-3;
    private static final double LARGEST_PLAIN = 1e7;
    private static final byte[] SMALLEST_LONG = Long.toString(Long.MIN_VALUE).getBytes(ISO_8859_1);

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
        int end = start + digitCount(value);
        int position = end;
        long rest = value;
        while (rest > Integer.MAX_VALUE) {
            long tenth = rest / 10;
            target[--position] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        int small = (int) rest;
        do {
            int tenth = small / 10;
            target[--position] = (byte) ('0' + (small - tenth * 10));
            small = tenth;
        } while (small != 0);
        return end;
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        return count;
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
        int decimals = 3;
        int scale = 1_000;
        long scaled = (long) (magnitude * 1e3 + 0.5);
        if (scaled / 1e3 != magnitude) {
            decimals = 6;
            scale = 1_000_000;
            scaled = (long) (magnitude * 1e6 + 0.5);
            if (scaled / 1e6 != magnitude) {
                return NOT_SHORT;
            }
        }
        int position = start;
        if (Double.doubleToRawLongBits(value) < 0) {
            target[position++] = '-';
        }
        long whole = scaled / scale;
        int fraction = (int) (scaled - whole * scale);
        position = writePositive(whole, target, position);
        target[position] = '.';
        int end = position + 1 + decimals;
        for (int index = end - 1; index > position; index--) {
            target[index] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        while (target[end - 1] == '0' && end > position + 2) {
            end--;
        }
        return end;
    }
}

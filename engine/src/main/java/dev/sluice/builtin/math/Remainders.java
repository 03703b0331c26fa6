package dev.sluice.builtin.math;

import org.jspecify.annotations.Nullable;

/** Remainders with the sign of the divisor. Where that is zero the remainder is null, and stays zero. */
final class Remainders {
    private Remainders() {}

    static long @Nullable [] positive(
            int[] left, int[] divisors, int[] remainders, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] present = IntArithmetic.remainder(left, divisors, remainders, validity, rowCount, ansi);
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (remainders[row] + divisors[row]) % divisors[row];
            }
        }
        return present;
    }

    static long @Nullable [] positive(
            long[] left, long[] divisors, long[] remainders, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] present = LongArithmetic.remainder(left, divisors, remainders, validity, rowCount, ansi);
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (remainders[row] + divisors[row]) % divisors[row];
            }
        }
        return present;
    }

    static long @Nullable [] positive(
            double[] left,
            double[] divisors,
            double[] remainders,
            long @Nullable [] validity,
            int rowCount,
            boolean ansi) {
        long[] present = DoubleArithmetic.remainder(left, divisors, remainders, validity, rowCount, ansi);
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (remainders[row] + divisors[row]) % divisors[row];
            }
        }
        return present;
    }

    /** As of doubles, where the sum in between is a {@code float}. */
    static long @Nullable [] positiveFloats(
            double[] left,
            double[] divisors,
            double[] remainders,
            long @Nullable [] validity,
            int rowCount,
            boolean ansi) {
        long[] present = DoubleArithmetic.remainder(left, divisors, remainders, validity, rowCount, ansi);
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (float) (remainders[row] + divisors[row]) % divisors[row];
            }
        }
        return present;
    }
}

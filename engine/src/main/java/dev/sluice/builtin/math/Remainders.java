package dev.sluice.builtin.math;

/** Loops that bring remainders to the sign of the divisor. Where that is zero the remainder is null, and stays zero. */
final class Remainders {
    private Remainders() {}

    static void makePositive(int[] remainders, int[] divisors, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (remainders[row] + divisors[row]) % divisors[row];
            }
        }
    }

    static void makePositive(long[] remainders, long[] divisors, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (remainders[row] + divisors[row]) % divisors[row];
            }
        }
    }

    static void makePositive(double[] remainders, double[] divisors, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            if (remainders[row] < 0) {
                remainders[row] = (remainders[row] + divisors[row]) % divisors[row];
            }
        }
    }
}

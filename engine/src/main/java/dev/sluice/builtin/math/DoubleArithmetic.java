package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.Validity;
import org.jspecify.annotations.Nullable;

/** Arithmetic of double columns. */
final class DoubleArithmetic {
    private DoubleArithmetic() {}

    static long @Nullable [] add(
            double[] left, double[] right, double[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] + right[row];
        }
        return validity;
    }

    static long @Nullable [] subtract(
            double[] left, double[] right, double[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] - right[row];
        }
        return validity;
    }

    static long @Nullable [] multiply(
            double[] left, double[] right, double[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] * right[row];
        }
        return validity;
    }

    /** @return the validity of the result: without ANSI rules, null where the divisor is zero */
    static long @Nullable [] divide(
            double[] left, double[] right, double[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        boolean zero = false;
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] / right[row];
            zero |= right[row] == 0;
        }
        return zero ? withoutZeros(right, validity, rowCount, ansi, false) : validity;
    }

    /** @return the validity of the result, as for {@link #divide} */
    static long @Nullable [] remainder(
            double[] left, double[] right, double[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        boolean zero = false;
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] % right[row];
            zero |= right[row] == 0;
        }
        return zero ? withoutZeros(right, validity, rowCount, ansi, true) : validity;
    }

    private static long[] withoutZeros(
            double[] divisors, long @Nullable [] validity, int rowCount, boolean ansi, boolean isRemainder) {
        long[] present = Kernels.changeable(validity, rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (divisors[row] == 0 && Validity.isPresent(validity, row)) {
                if (ansi) {
                    throw ValueErrors.divideByZero(isRemainder);
                }
                Validity.setNull(present, row);
            }
        }
        return present;
    }

    static void negate(double[] values, double[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = -values[row];
        }
    }

    static void absolute(double[] values, double[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = Math.abs(values[row]);
        }
    }
}

package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.Validity;
import org.jspecify.annotations.Nullable;

/** Arithmetic of int columns. Overflow is gathered over the loop and looked for only if there was some. */
final class IntArithmetic {
    private IntArithmetic() {}

    static long @Nullable [] add(
            int[] left, int[] right, int[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        int overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            int sum = left[row] + right[row];
            overflow |= (left[row] ^ sum) & (right[row] ^ sum);
            result[row] = sum;
        }
        if (ansi && overflow < 0) {
            for (int row = 0; row < rowCount; row++) {
                int sum = result[row];
                if (((left[row] ^ sum) & (right[row] ^ sum)) < 0 && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("integer", "add");
                }
            }
        }
        return validity;
    }

    static long @Nullable [] subtract(
            int[] left, int[] right, int[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        int overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            int sum = left[row] - right[row];
            overflow |= (left[row] ^ right[row]) & (left[row] ^ sum);
            result[row] = sum;
        }
        if (ansi && overflow < 0) {
            for (int row = 0; row < rowCount; row++) {
                int sum = result[row];
                if (((left[row] ^ right[row]) & (left[row] ^ sum)) < 0 && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("integer", "subtract");
                }
            }
        }
        return validity;
    }

    static long @Nullable [] multiply(
            int[] left, int[] right, int[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            long product = (long) left[row] * right[row];
            overflow |= product ^ (int) product;
            result[row] = (int) product;
        }
        if (ansi && overflow != 0) {
            for (int row = 0; row < rowCount; row++) {
                if ((long) left[row] * right[row] != result[row] && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("integer", "multiply");
                }
            }
        }
        return validity;
    }

    /** @return the validity of the result: without ANSI rules, null where the divisor is zero */
    static long @Nullable [] remainder(
            int[] left, int[] right, int[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            if (right[row] != 0) {
                result[row] = left[row] % right[row];
            } else if (Validity.isPresent(validity, row)) {
                if (ansi) {
                    throw ValueErrors.divideByZero(true);
                }
                present = present == null ? Kernels.changeable(validity, rowCount) : present;
                Validity.setNull(present, row);
            }
        }
        return present == null ? validity : present;
    }

    static void negate(int[] values, int[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        int overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            int negated = -values[row];
            overflow |= values[row] & negated;
            result[row] = negated;
        }
        if (ansi && overflow < 0) {
            requireNegatable(values, validity, rowCount);
        }
    }

    static void absolute(int[] values, int[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        int overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            result[row] = Math.abs(values[row]);
            overflow |= result[row];
        }
        if (ansi && overflow < 0) {
            requireNegatable(values, validity, rowCount);
        }
    }

    private static void requireNegatable(int[] values, long @Nullable [] validity, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            if (values[row] == Integer.MIN_VALUE && Validity.isPresent(validity, row)) {
                throw ValueErrors.overflow("integer", "negative");
            }
        }
    }
}

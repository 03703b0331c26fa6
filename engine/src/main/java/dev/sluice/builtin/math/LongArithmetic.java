package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.Validity;
import org.jspecify.annotations.Nullable;

/** Arithmetic of long columns. Overflow is gathered over the loop and looked for only if there was some. */
final class LongArithmetic {
    private LongArithmetic() {}

    static long @Nullable [] add(
            long[] left, long[] right, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            long sum = left[row] + right[row];
            overflow |= (left[row] ^ sum) & (right[row] ^ sum);
            result[row] = sum;
        }
        if (ansi && overflow < 0) {
            for (int row = 0; row < rowCount; row++) {
                long sum = result[row];
                if (((left[row] ^ sum) & (right[row] ^ sum)) < 0 && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("long", "add");
                }
            }
        }
        return validity;
    }

    static long @Nullable [] subtract(
            long[] left, long[] right, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            long sum = left[row] - right[row];
            overflow |= (left[row] ^ right[row]) & (left[row] ^ sum);
            result[row] = sum;
        }
        if (ansi && overflow < 0) {
            for (int row = 0; row < rowCount; row++) {
                long sum = result[row];
                if (((left[row] ^ right[row]) & (left[row] ^ sum)) < 0 && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("long", "subtract");
                }
            }
        }
        return validity;
    }

    static long @Nullable [] multiply(
            long[] left, long[] right, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            long product = left[row] * right[row];
            overflow |= Math.multiplyHigh(left[row], right[row]) ^ (product >> 63);
            result[row] = product;
        }
        if (ansi && overflow != 0) {
            for (int row = 0; row < rowCount; row++) {
                boolean overflows = Math.multiplyHigh(left[row], right[row]) != (result[row] >> 63);
                if (overflows && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("long", "multiply");
                }
            }
        }
        return validity;
    }

    /** @return the validity of the result: without ANSI rules, null where the divisor is zero */
    static long @Nullable [] remainder(
            long[] left, long[] right, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
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

    static void negate(long[] values, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            long negated = -values[row];
            overflow |= values[row] & negated;
            result[row] = negated;
        }
        if (ansi && overflow < 0) {
            requireNegatable(values, validity, rowCount);
        }
    }

    static void absolute(long[] values, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            result[row] = Math.abs(values[row]);
            overflow |= result[row];
        }
        if (ansi && overflow < 0) {
            requireNegatable(values, validity, rowCount);
        }
    }

    private static void requireNegatable(long[] values, long @Nullable [] validity, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            if (values[row] == Long.MIN_VALUE && Validity.isPresent(validity, row)) {
                throw ValueErrors.overflow("long", "negative");
            }
        }
    }

    /** Integral division. @return the validity of the result: without ANSI rules, null where the divisor is zero */
    static long @Nullable [] divide(
            long[] left, long[] right, long[] result, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            if (right[row] != 0) {
                result[row] = left[row] / right[row];
                if (ansi && right[row] == -1 && left[row] == Long.MIN_VALUE && Validity.isPresent(validity, row)) {
                    throw ValueErrors.overflow("long", "divide");
                }
            } else if (Validity.isPresent(validity, row)) {
                if (ansi) {
                    throw ValueErrors.divideByZero(false);
                }
                present = present == null ? Kernels.changeable(validity, rowCount) : present;
                Validity.setNull(present, row);
            }
        }
        return present == null ? validity : present;
    }
}

package dev.sluice.builtin.comparison;

/** Comparisons of long columns: one loop for each operator and shape. */
final class LongComparisons {
    private LongComparisons() {}

    /** Compares two columns. */
    static void columns(ComparisonOperator operator, long[] left, long[] right, boolean[] result, int rowCount) {
        switch (operator) {
            case EQUAL -> equal(left, right, result, rowCount);
            case NOT_EQUAL -> notEqual(left, right, result, rowCount);
            case LESS -> less(left, right, result, rowCount);
            case LESS_OR_EQUAL -> lessOrEqual(left, right, result, rowCount);
            case GREATER -> less(right, left, result, rowCount);
            case GREATER_OR_EQUAL -> lessOrEqual(right, left, result, rowCount);
        }
    }

    /** Compares a column with one value. */
    static void constant(ComparisonOperator operator, long[] left, long right, boolean[] result, int rowCount) {
        switch (operator) {
            case EQUAL -> equal(left, right, result, rowCount);
            case NOT_EQUAL -> notEqual(left, right, result, rowCount);
            case LESS -> less(left, right, result, rowCount);
            case LESS_OR_EQUAL -> lessOrEqual(left, right, result, rowCount);
            case GREATER -> greater(left, right, result, rowCount);
            case GREATER_OR_EQUAL -> greaterOrEqual(left, right, result, rowCount);
        }
    }

    private static void equal(long[] left, long[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] == right[row];
        }
    }

    private static void notEqual(long[] left, long[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] != right[row];
        }
    }

    private static void less(long[] left, long[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] < right[row];
        }
    }

    private static void lessOrEqual(long[] left, long[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] <= right[row];
        }
    }

    private static void equal(long[] left, long right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] == right;
        }
    }

    private static void notEqual(long[] left, long right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] != right;
        }
    }

    private static void less(long[] left, long right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] < right;
        }
    }

    private static void lessOrEqual(long[] left, long right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] <= right;
        }
    }

    private static void greater(long[] left, long right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] > right;
        }
    }

    private static void greaterOrEqual(long[] left, long right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] >= right;
        }
    }
}

package dev.sluice.builtin.comparison;

/** Comparisons of int columns: one loop for each operator and shape. */
final class IntComparisons {
    private IntComparisons() {}

    /** Compares two columns. */
    static void columns(ComparisonOperator operator, int[] left, int[] right, boolean[] result, int rowCount) {
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
    static void constant(ComparisonOperator operator, int[] left, int right, boolean[] result, int rowCount) {
        switch (operator) {
            case EQUAL -> equal(left, right, result, rowCount);
            case NOT_EQUAL -> notEqual(left, right, result, rowCount);
            case LESS -> less(left, right, result, rowCount);
            case LESS_OR_EQUAL -> lessOrEqual(left, right, result, rowCount);
            case GREATER -> greater(left, right, result, rowCount);
            case GREATER_OR_EQUAL -> greaterOrEqual(left, right, result, rowCount);
        }
    }

    private static void equal(int[] left, int[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] == right[row];
        }
    }

    private static void notEqual(int[] left, int[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] != right[row];
        }
    }

    private static void less(int[] left, int[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] < right[row];
        }
    }

    private static void lessOrEqual(int[] left, int[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] <= right[row];
        }
    }

    private static void equal(int[] left, int right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] == right;
        }
    }

    private static void notEqual(int[] left, int right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] != right;
        }
    }

    private static void less(int[] left, int right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] < right;
        }
    }

    private static void lessOrEqual(int[] left, int right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] <= right;
        }
    }

    private static void greater(int[] left, int right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] > right;
        }
    }

    private static void greaterOrEqual(int[] left, int right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] >= right;
        }
    }
}

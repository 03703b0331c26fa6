package dev.sluice.builtin.comparison;

/** Comparisons of double columns: one loop for each operator and shape. */
final class DoubleComparisons {
    private DoubleComparisons() {}

    /** Compares two columns. */
    static void columns(ComparisonOperator operator, double[] left, double[] right, boolean[] result, int rowCount) {
        switch (operator) {
            case EQUAL -> equal(left, right, result, rowCount);
            case NOT_EQUAL -> notEqual(left, right, result, rowCount);
            case LESS -> less(left, right, result, rowCount);
            case LESS_OR_EQUAL -> lessOrEqual(left, right, result, rowCount);
            case GREATER -> less(right, left, result, rowCount);
            case GREATER_OR_EQUAL -> lessOrEqual(right, left, result, rowCount);
        }
    }

    /** Compares a column with one value, which is not NaN. */
    static void constant(ComparisonOperator operator, double[] left, double right, boolean[] result, int rowCount) {
        switch (operator) {
            case EQUAL -> equal(left, right, result, rowCount);
            case NOT_EQUAL -> notEqual(left, right, result, rowCount);
            case LESS -> less(left, right, result, rowCount);
            case LESS_OR_EQUAL -> lessOrEqual(left, right, result, rowCount);
            case GREATER -> greater(left, right, result, rowCount);
            case GREATER_OR_EQUAL -> greaterOrEqual(left, right, result, rowCount);
        }
    }

    private static void equal(double[] left, double[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] == right[row] || (Double.isNaN(left[row]) && Double.isNaN(right[row]));
        }
    }

    private static void notEqual(double[] left, double[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] != right[row] && !(Double.isNaN(left[row]) && Double.isNaN(right[row]));
        }
    }

    private static void less(double[] left, double[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] < right[row] || (Double.isNaN(right[row]) && !Double.isNaN(left[row]));
        }
    }

    private static void lessOrEqual(double[] left, double[] right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] <= right[row] || Double.isNaN(right[row]);
        }
    }

    private static void equal(double[] left, double right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] == right;
        }
    }

    private static void notEqual(double[] left, double right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] != right;
        }
    }

    private static void less(double[] left, double right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] < right;
        }
    }

    private static void lessOrEqual(double[] left, double right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] <= right;
        }
    }

    private static void greater(double[] left, double right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = !(left[row] <= right);
        }
    }

    private static void greaterOrEqual(double[] left, double right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] = !(left[row] < right);
        }
    }
}

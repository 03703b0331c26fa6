package dev.sluice.builtin.comparison;

import dev.sluice.columnar.BytesVector;
import java.util.Arrays;

/** Comparisons of texts by their bytes, which is the order of their code points. */
final class TextComparisons {
    private TextComparisons() {}

    static void columns(
            ComparisonOperator operator, BytesVector left, BytesVector right, boolean[] result, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            result[row] =
                    !left.isNull(row) && !right.isNull(row) && operator.holds(ValueOrder.bytes(left, row, right, row));
        }
    }

    static void constant(
            ComparisonOperator operator, BytesVector column, BytesVector single, boolean[] result, int rowCount) {
        int start = single.starts()[0];
        byte[] value = Arrays.copyOfRange(single.data(), start, start + single.lengths()[0]);
        switch (operator) {
            case EQUAL -> equal(column, value, true, result, rowCount);
            case NOT_EQUAL -> equal(column, value, false, result, rowCount);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = !column.isNull(row) && operator.holds(ValueOrder.bytes(column, row, single, 0));
                }
            }
        }
    }

    /** Lengths and first bytes settle most rows; values of null rows are arbitrary, so they are bounded by their length. */
    private static void equal(BytesVector column, byte[] value, boolean whenEqual, boolean[] result, int rowCount) {
        byte[] data = column.data();
        int[] starts = column.starts();
        int[] lengths = column.lengths();
        int length = value.length;
        for (int row = 0; row < rowCount; row++) {
            boolean isEqual = lengths[row] == length && matches(data, starts[row], value, length);
            result[row] = isEqual == whenEqual;
        }
    }

    private static boolean matches(byte[] data, int start, byte[] value, int length) {
        if (start < 0 || start > data.length - length) {
            return false;
        }
        if (length > 16) {
            return Arrays.equals(data, start, start + length, value, 0, length);
        }
        for (int index = 0; index < length; index++) {
            if (data[start + index] != value[index]) {
                return false;
            }
        }
        return true;
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.MutableDoubleVector;

/** Loops that add doubles to groups, in the order of the rows. */
final class DoubleSums {
    private DoubleSums() {}

    static void add(int[] groups, DoubleVector argument, int rowCount, MutableDoubleVector sums) {
        long[] validity = argument.validity();
        if (validity == null) {
            addAll(groups, argument.values(), rowCount, sums.values(), sums.validity());
        } else {
            addPresent(groups, argument.values(), validity, rowCount, sums.values(), sums.validity());
        }
    }

    private static void addAll(int[] groups, double[] values, int rowCount, double[] sums, long[] present) {
        for (int row = 0; row < rowCount; row++) {
            int group = groups[row];
            sums[group] += values[row];
            present[group >>> 6] |= 1L << group;
        }
    }

    private static void addPresent(
            int[] groups, double[] values, long[] validity, int rowCount, double[] sums, long[] present) {
        for (int row = 0; row < rowCount; row++) {
            if ((validity[row >>> 6] & (1L << row)) != 0) {
                int group = groups[row];
                sums[group] += values[row];
                present[group >>> 6] |= 1L << group;
            }
        }
    }
}

package dev.sluice.columnar;

import org.jspecify.annotations.Nullable;

/** Rows that are ranges of the rows of another vector: {@code [starts[r], starts[r] + lengths[r])}, nothing where row r is null. */
public final class Ranges {
    private Ranges() {}

    /** The starts of ranges of these lengths that follow each other from 0 on. */
    public static int[] starts(int[] lengths) {
        int[] starts = new int[lengths.length];
        int next = 0;
        for (int row = 0; row < lengths.length; row++) {
            starts[row] = next;
            next = Math.addExact(next, lengths[row]);
        }
        return starts;
    }

    /** The lengths, 0 for null rows. */
    public static int[] lengths(int[] lengths, long @Nullable [] validity, int rowCount) {
        int[] present = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            present[row] = Validity.isPresent(validity, row) ? lengths[row] : 0;
        }
        return present;
    }

    /** How many rows all ranges together have. */
    public static int total(int[] lengths, long @Nullable [] validity, int rowCount) {
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            total = Math.addExact(total, Validity.isPresent(validity, row) ? lengths[row] : 0);
        }
        return total;
    }

    /** The rows of all ranges, one range after the other. */
    public static int[] rows(int[] starts, int[] lengths, long @Nullable [] validity, int rowCount) {
        int[] rows = new int[total(lengths, validity, rowCount)];
        int filled = 0;
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                int start = starts[row];
                for (int offset = 0; offset < lengths[row]; offset++) {
                    rows[filled++] = start + offset;
                }
            }
        }
        return rows;
    }

    /** For each row of all ranges, one range after the other, the number of its range. */
    public static int[] owners(int[] lengths, long @Nullable [] validity, int rowCount) {
        int[] owners = new int[total(lengths, validity, rowCount)];
        int filled = 0;
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                for (int offset = 0; offset < lengths[row]; offset++) {
                    owners[filled++] = row;
                }
            }
        }
        return owners;
    }

    static boolean areDense(int[] starts, int[] lengths, long @Nullable [] validity, int rowCount) {
        int next = 0;
        for (int row = 0; row < rowCount; row++) {
            boolean isPresent = Validity.isPresent(validity, row);
            if (isPresent ? starts[row] != next : lengths[row] != 0) {
                return false;
            }
            next += lengths[row];
        }
        return true;
    }

    /** How many of the first rows of the parts there are to count: no more than any range reaches, or all need. */
    static int extent(int[] starts, int[] lengths, long @Nullable [] validity, int rowCount) {
        long total = 0;
        int end = 0;
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                total += lengths[row];
                end = Math.max(end, starts[row] + lengths[row]);
            }
        }
        return (int) Math.min(total, end);
    }

    static long sizeInBytes(long @Nullable [] validity, int rowCount) {
        return 8L * rowCount + (validity == null ? 0 : rowCount >>> 3);
    }

    static int[] gather(int[] values, int[] rows, int count) {
        int[] gathered = new int[count];
        for (int index = 0; index < count; index++) {
            gathered[index] = values[rows[index]];
        }
        return gathered;
    }
}

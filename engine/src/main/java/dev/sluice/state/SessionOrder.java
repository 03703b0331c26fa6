package dev.sluice.state;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The order of rows by key, then by start, then as they came. Sorts primitives where the starts are not absurdly far apart. */
final class SessionOrder {
    private static final int ROW_BITS = 17;
    private static final int ROW_MASK = (1 << ROW_BITS) - 1;
    private static final long MOST_APART = 1L << (Long.SIZE - 1 - ROW_BITS);

    private SessionOrder() {}

    static int[] of(int[] keys, long[] starts, int rowCount) {
        int[] byStart = byStart(starts, rowCount);
        long[] packed = new long[rowCount];
        for (int index = 0; index < rowCount; index++) {
            packed[index] = ((long) keys[byStart[index]] << 32) | index;
        }
        Arrays.sort(packed);
        int[] ordered = new int[rowCount];
        for (int index = 0; index < rowCount; index++) {
            ordered[index] = byStart[(int) packed[index]];
        }
        return ordered;
    }

    /** The rows by their start, those of one start as they came. */
    static int[] byStart(long[] starts, int rowCount) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        boolean isSorted = true;
        for (int row = 0; row < rowCount; row++) {
            isSorted &= last <= starts[row];
            first = Math.min(first, starts[row]);
            last = Math.max(last, starts[row]);
        }
        int[] rows = new int[rowCount];
        Arrays.setAll(rows, row -> row);
        if (isSorted) {
            return rows;
        }
        if (rowCount > ROW_MASK || last - first < 0 || last - first >= MOST_APART) {
            return IntStream.range(0, rowCount)
                    .boxed()
                    .sorted(Comparator.comparingLong(row -> starts[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        long[] packed = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            packed[row] = ((starts[row] - first) << ROW_BITS) | row;
        }
        Arrays.sort(packed);
        for (int index = 0; index < rowCount; index++) {
            rows[index] = (int) (packed[index] & ROW_MASK);
        }
        return rows;
    }
}

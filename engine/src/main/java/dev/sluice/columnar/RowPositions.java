package dev.sluice.columnar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where each row of a builder was in what its source reads. Of rows that follow one another only the first is noted. */
final class RowPositions {
    private static final long UNKNOWN = -1;

    private final int capacity;

    /** Of the first {@link #runLength} rows, which follow one another. */
    private long runStart;

    private int runLength;

    /** Of the rows behind them; null until there was one. */
    private long @Nullable [] each;

    RowPositions(int capacity) {
        this.capacity = capacity;
    }

    void set(int row, long position) {
        each()[row] = position;
    }

    void setRun(int row, int count, long first) {
        if (row == 0) {
            runStart = first;
            runLength = count;
        } else {
            long[] all = each();
            for (int next = 0; next < count; next++) {
                all[row + next] = first + next;
            }
        }
    }

    private long[] each() {
        long[] known = each;
        if (known == null) {
            known = new long[capacity];
            Arrays.fill(known, UNKNOWN);
            each = known;
        }
        return known;
    }

    /** Below zero where nobody knows it. */
    long get(int row) {
        if (row < runLength) {
            return runStart + row;
        }
        return each == null ? UNKNOWN : each[row];
    }

    /** Of all rows, valid until {@link #reset}. */
    long[] all() {
        long[] all = each();
        for (int row = 0; row < runLength; row++) {
            all[row] = runStart + row;
        }
        return all;
    }

    void reset() {
        runLength = 0;
        if (each != null) {
            Arrays.fill(each, UNKNOWN);
        }
    }
}

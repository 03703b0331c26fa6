package dev.sluice.builtin.support;

import dev.sluice.columnar.Batch;

/**
 * The arrays that a kernel fills with its results, the same ones at every call, so that the caches of the processor hold
 * them. They are at least as long as the rows asked for. Used by one thread at a time.
 */
public final class ResultArrays {
    private int[] ints = {};
    private long[] longs = {};
    private double[] doubles = {};

    public int[] ints(int rowCount) {
        if (ints.length < rowCount) {
            ints = new int[roomFor(rowCount)];
        }
        return ints;
    }

    public long[] longs(int rowCount) {
        if (longs.length < rowCount) {
            longs = new long[roomFor(rowCount)];
        }
        return longs;
    }

    public double[] doubles(int rowCount) {
        if (doubles.length < rowCount) {
            doubles = new double[roomFor(rowCount)];
        }
        return doubles;
    }

    /** Constants are computed over a single row, and need no more. */
    private static int roomFor(int rowCount) {
        return rowCount == 1 ? 1 : Batch.roomFor(rowCount);
    }
}

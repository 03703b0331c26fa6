package dev.sluice.execution.memory;

import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of rows that are under way, used again once nobody needs the rows. Where each row goes through memory that is new,
 * the time goes into having the system give that memory, and into the collector that looks for what lives in it. Thread-safe.
 */
public final class LongArrays {
    /** Arrays have room for a part more than is asked for, since the next rows are seldom just as many. */
    private static final int PARTS = 16;

    /** What a query keeps while it waits for rows: no more than some batches of the usual size come to. */
    private static final int MOST_KEPT = 1 << 21;

    private static final long SPOILT = 0x5B01_1EDA_55A7_0BADL;

    // Guarded by itself.
    private final Deque<long[]> free = new ArrayDeque<>();
    private int freeLength;

    /** An array of at least this length, with anything in it. */
    public long[] take(int length) {
        long @Nullable [] taken;
        synchronized (free) {
            taken = free.poll();
            freeLength -= taken == null ? 0 : taken.length;
        }
        return taken == null || taken.length < length ? new long[length + length / PARTS] : taken;
    }

    /** Takes an array that nobody else has any more. */
    public void giveBack(long[] array) {
        assert isSpoilt(array);
        synchronized (free) {
            if (freeLength + array.length <= MOST_KEPT) {
                free.push(array);
                freeLength += array.length;
            }
        }
    }

    /** Takes the arrays of columns that nobody else has any more. */
    public void giveBack(Vector[] columns) {
        for (Vector column : columns) {
            if (column instanceof LongVector longs) {
                giveBack(longs.values());
            }
        }
    }

    /** So that a test fails where somebody still reads it. */
    private static boolean isSpoilt(long[] array) {
        Arrays.fill(array, SPOILT);
        return true;
    }
}

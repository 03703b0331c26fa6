package dev.sluice.execution;

import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The event times of some rows: a column of TIMESTAMP, or of windows, of which the end counts.
 *
 * @param micros one for each row
 * @param validity which rows have one; null if all do
 */
record EventTimes(long[] micros, long @Nullable [] validity) {
    private static final int END = 1;

    static EventTimes of(Vector column, int rowCount) {
        Vector flat = Vectors.flat(column, rowCount);
        Vector times = flat instanceof StructVector struct ? Vectors.flat(struct.field(END), rowCount) : flat;
        return new EventTimes(((LongVector) times).values(), Validity.and(flat.validity(), times.validity(), rowCount));
    }

    /** The times, with the epoch for rows that have none, as in Spark. */
    long[] withEpochForNulls(int rowCount) {
        return withNullsAs(0, rowCount);
    }

    /**
     * Fills in the numbers of the rows that are not late, ascending; a row without a time never is.
     *
     * @return how many those are
     */
    int onTime(long lateMicros, int rowCount, int[] rows) {
        long[] times = withNullsAs(Long.MAX_VALUE, rowCount);
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            rows[count] = row;
            count += times[row] > lateMicros ? 1 : 0;
        }
        return count;
    }

    /** The times, with another value for rows that have none. */
    long[] withNullsAs(long value, int rowCount) {
        if (validity == null) {
            return micros;
        }
        long[] filled = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            filled[row] = Validity.isPresent(validity, row) ? micros[row] : value;
        }
        return filled;
    }
}

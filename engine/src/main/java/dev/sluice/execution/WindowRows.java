package dev.sluice.execution;

import dev.sluice.columnar.Validity;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * The pairs (row, window) of a batch: which windows each row is in, less those already closed; or, where windows are merged
 * from panes, the pairs (row, pane) of the rows that are in a window still open. Keeps its arrays from batch to batch.
 */
final class WindowRows {
    private final WindowSpec spec;

    /** Whether a row makes one pair at most: with its only window or with its pane, which both begin at the last start. */
    private final boolean isOnePerRow;

    /** All windows of a time between these are well within a BIGINT. */
    private final long earliest;

    private final long latest;

    private int[] rows = new int[0];
    private long[] starts = new long[0];
    private int count;
    private long lateRows;
    private long partlyLateRows;
    private long openRows;
    private long rowsWithoutTime;
    private long rowsOutside;

    WindowRows(WindowSpec spec, boolean inPanes) {
        this.spec = spec;
        this.isOnePerRow = inPanes || spec.isTumbling();
        long reach = 3 * Math.min(spec.durationMicros(), Long.MAX_VALUE / 4);
        this.earliest = Long.MIN_VALUE + reach;
        this.latest = Long.MAX_VALUE - reach;
    }

    /** Row numbers of the pairs, ascending. */
    int[] rows() {
        return rows;
    }

    /** Window or pane starts of the pairs. */
    long[] starts() {
        return starts;
    }

    int count() {
        return count;
    }

    /** Rows of the last batch all of whose windows are closed. */
    long lateRows() {
        return lateRows;
    }

    /** Rows of the last batch some of whose windows, not all, are closed. */
    long partlyLateRows() {
        return partlyLateRows;
    }

    /** Rows of the last batch with a window that is open. */
    long openRows() {
        return openRows;
    }

    long rowsWithoutTime() {
        return rowsWithoutTime;
    }

    /** Rows of the last batch whose time is between two windows. */
    long rowsOutside() {
        return rowsOutside;
    }

    /** Whether the pairs are exactly the rows of the batch. */
    boolean areAllRows(int rowCount) {
        return isOnePerRow && count == rowCount;
    }

    /**
     * @param lateMicros windows that end at or before it are closed
     * @throws SluiceException {@code ARITHMETIC_OVERFLOW} for a time whose windows are not all within what a TIMESTAMP holds
     */
    void expand(long[] times, long @Nullable [] validity, int rowCount, long lateMicros) {
        requireRoom(times, validity, rowCount);
        int capacity = isOnePerRow ? rowCount : Math.multiplyExact(rowCount, spec.maxWindowsPerRow());
        if (starts.length < capacity) {
            starts = new long[capacity];
            rows = new int[capacity];
        }
        lateRows = 0;
        partlyLateRows = 0;
        openRows = 0;
        rowsWithoutTime = 0;
        rowsOutside = 0;
        if (isOnePerRow) {
            takeLast(times, validity, rowCount, lateMicros);
        } else {
            repeat(times, validity, rowCount, lateMicros);
        }
    }

    /** The numbers of the rows that {@link #expand} counted as late, when it is given the same. */
    int[] rowsThatAreLate(long[] times, long @Nullable [] validity, int rowCount, long lateMicros) {
        int[] late = new int[(int) lateRows];
        int found = 0;
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                // Where the last window that a row may be in is closed, so are those before it.
                long start = spec.lastStart(times[row]);
                if (spec.contains(start, times[row]) && start + spec.durationMicros() <= lateMicros) {
                    late[found++] = row;
                }
            }
        }
        return late;
    }

    private void requireRoom(long[] times, long @Nullable [] validity, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            boolean isNearTheEnds = times[row] < earliest || times[row] > latest;
            if (isNearTheEnds && Validity.isPresent(validity, row) && !spec.hasRoomAt(times[row])) {
                throw SluiceException.of(
                                ErrorCondition.ARITHMETIC_OVERFLOW, "a window is not within what a TIMESTAMP holds")
                        .found("a row at " + times[row] + " us since 1970, windows of " + spec.durationMicros())
                        .mend("leave such rows out with a filter before window(...)")
                        .build();
            }
        }
    }

    /**
     * The last window of each row, whose start is that of its pane. When it is closed so are the others; the first window
     * ends with the pane.
     *
     * <p>Times in a stream are mostly near each other, so the start of the row before is tried first: that saves the
     * division.
     */
    private void takeLast(long[] times, long @Nullable [] validity, int rowCount, long lateMicros) {
        long duration = spec.durationMicros();
        long slide = spec.slideMicros();
        long start = rowCount > 0 ? spec.lastStart(times[0]) : 0;
        long[] outStarts = starts;
        int[] outRows = rows;
        int kept = 0;
        long late = 0;
        long partlyLate = 0;
        long withoutTime = 0;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                withoutTime++;
                continue;
            }
            long time = times[row];
            if (time < start || time - start >= slide) {
                start = spec.lastStart(time);
            }
            if (start + duration <= lateMicros) {
                late++;
                continue;
            }
            partlyLate += start + slide <= lateMicros ? 1 : 0;
            outStarts[kept] = start;
            outRows[kept++] = row;
        }
        count = kept;
        openRows = kept;
        rowsWithoutTime = withoutTime;
        lateRows = late;
        partlyLateRows = partlyLate;
    }

    private void repeat(long[] times, long @Nullable [] validity, int rowCount, long lateMicros) {
        long duration = spec.durationMicros();
        int candidates = spec.maxWindowsPerRow();
        int kept = 0;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                rowsWithoutTime++;
                continue;
            }
            long time = times[row];
            long start = spec.lastStart(time);
            int open = 0;
            int closed = 0;
            for (int window = 0; window < candidates; window++, start -= spec.slideMicros()) {
                if (!spec.contains(start, time)) {
                    continue;
                }
                if (start + duration <= lateMicros) {
                    closed++;
                } else {
                    starts[kept] = start;
                    rows[kept++] = row;
                    open++;
                }
            }
            if (open > 0) {
                openRows++;
                partlyLateRows += closed > 0 ? 1 : 0;
            } else if (closed > 0) {
                lateRows++;
            } else {
                rowsOutside++;
            }
        }
        count = kept;
    }
}

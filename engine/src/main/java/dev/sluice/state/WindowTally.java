package dev.sluice.state;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many windows are open, kept by the moment they begin, so that it is known how many go when those up to some moment
 * close. Costs the number of different ranges added, not that of the windows.
 */
final class WindowTally {
    private final long stepMicros;

    /** By how many windows there are more at this start than at the one before it. */
    private final NavigableMap<Long, Long> changes = new TreeMap<>();

    private long total;

    /** Windows that begin at or before this are closed. */
    private long closed = Long.MIN_VALUE;

    /** How many windows begin at {@code front}, which is the first start after {@code closed}; if 0 it is not known. */
    private long level;

    private long front;

    /** @param stepMicros between two starts; all starts are a multiple of it apart */
    WindowTally(long stepMicros) {
        this.stepMicros = stepMicros;
    }

    /** Windows that are not closed. */
    long total() {
        return total;
    }

    /** Adds {@code count} windows at each of the starts from {@code first} to {@code last}; closed ones are left out. */
    void add(long first, long last, long count) {
        long from = first > closed ? first : first + (Math.floorDiv(closed - first, stepMicros) + 1) * stepMicros;
        if (from > last) {
            return;
        }
        change(from, count);
        change(last + stepMicros, -count);
        total += ((last - from) / stepMicros + 1) * count;
    }

    private void change(long start, long by) {
        changes.merge(start, by, (before, more) -> before + more == 0 ? null : Long.valueOf(before + more));
    }

    /** When the first of the open windows begins; {@link Long#MAX_VALUE} if there is none. */
    long firstStart() {
        if (level != 0) {
            return front;
        }
        return changes.isEmpty() ? Long.MAX_VALUE : changes.firstKey();
    }

    /** Closes the windows that begin at or before this moment and says how many of them there were. */
    long close(long upToMicros) {
        if (upToMicros <= closed) {
            return 0;
        }
        long removed = 0;
        while (!changes.isEmpty() && changes.firstKey() <= upToMicros) {
            long start = changes.firstKey();
            if (level != 0) {
                removed += level * ((start - front) / stepMicros);
            }
            level += changes.pollFirstEntry().getValue();
            front = start;
        }
        if (level != 0 && front <= upToMicros) {
            long starts = (upToMicros - front) / stepMicros + 1;
            removed += level * starts;
            front += starts * stepMicros;
        }
        closed = upToMicros;
        total -= removed;
        return removed;
    }

    /** Forgets all windows; what is closed stays closed. */
    void clear() {
        changes.clear();
        total = 0;
        level = 0;
    }
}

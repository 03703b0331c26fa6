package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import java.util.Arrays;
import java.util.Map;

/**
 * Counts the windows that have a pane. A new pane opens those of its windows that contain neither the pane before it of
 * the same key nor the one after:
 *
 * <pre>
 *    previous         new              next
 *      [  )           [  )             [  )            three panes a window
 *          [      opens      )
 *               [      opens      )
 * </pre>
 *
 * The neighbours are looked up by key and pane, nearest first, so that a new pane costs about as many look-ups as it opens
 * windows, and two where panes follow each other.
 */
final class LiveWindows {
    private static final int RECOUNT_ROWS = 4_096;
    private static final long NO_EARLIER = Long.MIN_VALUE;
    private static final long NO_LATER = Long.MAX_VALUE;

    private final StateLayout layout;
    private final Panes panes;
    private final ExpiryBuckets<GroupTable> buckets;
    private final WindowTally tally;

    /** No pane was ever seen before or after these. */
    private long earliestPane = Long.MAX_VALUE;

    private long latestPane = Long.MIN_VALUE;

    /** Panes came in that were not counted: all are, when somebody asks. */
    private boolean isStale;

    LiveWindows(StateLayout layout, Panes panes, ExpiryBuckets<GroupTable> buckets) {
        this.layout = layout;
        this.panes = panes;
        this.buckets = buckets;
        this.tally = new WindowTally(panes.widthMicros());
    }

    /** Panes are being put in that are not to be counted one by one. */
    void restoring() {
        isStale = true;
    }

    /** Counts what the groups {@code [from, groupCount)} of a bucket, which are new, open. */
    void opened(long bucket, int from) {
        if (!isStale) {
            Neighbourhood near = new Neighbourhood(bucket);
            near.count(from, near.table().groupCount(), true);
        }
    }

    private void widenBounds(GroupSegment segment) {
        Vector[] columns = segment.keys(segment.all(), segment.groupCount());
        for (long pane : ((LongVector) columns[columns.length - 1]).values()) {
            earliestPane = Math.min(earliestPane, pane);
            latestPane = Math.max(latestPane, pane);
        }
    }

    /** The windows of all panes that are not closed. */
    long total() {
        if (isStale) {
            tally.clear();
            buckets.byNumber().values().forEach(table -> table.segments().forEach(this::widenBounds));
            for (long bucket : buckets.byNumber().keySet()) {
                Neighbourhood near = new Neighbourhood(bucket);
                for (int from = 0; from < near.table().groupCount(); from += RECOUNT_ROWS) {
                    near.count(from, Math.min(near.table().groupCount(), from + RECOUNT_ROWS), false);
                }
            }
            isStale = false;
        }
        return tally.total();
    }

    /** When the first of the windows that are not closed ends; {@link Long#MAX_VALUE} if there is none. */
    long firstEnd() {
        total();
        long start = tally.firstStart();
        return start == Long.MAX_VALUE ? start : start + panes.windowMicros();
    }

    /** Closes the windows that end by this moment and says how many of them there were. */
    long close(long upToMicros) {
        return upToMicros == Long.MIN_VALUE ? 0 : tally.close(upToMicros - panes.windowMicros());
    }

    /** The buckets in which neighbours of the panes of one bucket lie. */
    private final class Neighbourhood {
        private final long[] numbers;
        private final GroupTable[] tables;
        private final int own;

        private Neighbourhood(long bucket) {
            long reach = layout.expires() ? panes.windowMicros() / buckets.widthMicros() + 1 : 0;
            Map<Long, GroupTable> near = buckets.byNumber().subMap(bucket - reach, true, bucket + reach, true);
            this.numbers = near.keySet().stream().mapToLong(Long::longValue).toArray();
            this.tables = near.values().toArray(GroupTable[]::new);
            this.own = Arrays.binarySearch(numbers, bucket);
        }

        private GroupTable table() {
            return tables[own];
        }

        /** @param areNew whether these and those after them in the table are not counted yet, and all others are */
        private void count(int from, int to, boolean areNew) {
            int before = 0;
            for (GroupSegment segment : table().segments()) {
                int first = Math.max(0, from - before);
                int end = Math.min(segment.groupCount(), to - before);
                if (first < end) {
                    count(new Probe(segment, first, end), before + first, areNew);
                }
                before += segment.groupCount();
            }
        }

        /** @param from the first of the groups by its number in the table */
        private void count(Probe probe, int from, boolean areNew) {
            long reach = panes.windowMicros() - panes.widthMicros();
            long first = 0;
            long last = -1;
            long count = 0;
            for (int row = 0; row < probe.panes.length; row++) {
                long pane = probe.panes[row];
                earliestPane = Math.min(earliestPane, pane);
                latestPane = Math.max(latestPane, pane);
                int counted = areNew ? from + row : Integer.MAX_VALUE;
                long opensFrom = Math.max(pane - reach, neighbour(probe, row, -1, counted) + panes.widthMicros());
                long opensTo = areNew ? Math.min(pane, neighbour(probe, row, 1, counted) - panes.windowMicros()) : pane;
                if (opensFrom > opensTo) {
                    continue;
                }
                if (opensFrom != first || opensTo != last) {
                    add(first, last, count);
                    first = opensFrom;
                    last = opensTo;
                    count = 0;
                }
                count++;
            }
            add(first, last, count);
        }

        private void add(long first, long last, long count) {
            if (count > 0) {
                tally.add(first, last, count);
            }
        }

        /**
         * The nearest pane of the same key that shares a window with this one.
         *
         * @param direction -1 for the one before, 1 for the one after
         * @param counted groups of the own table from this on are passed over
         */
        private long neighbour(Probe probe, int row, int direction, int counted) {
            int at = own;
            for (int distance = 1; distance < panes.perWindow(); distance++) {
                long pane = probe.panes[row] + direction * panes.widthMicros() * distance;
                if (pane < earliestPane || pane > latestPane) {
                    break;
                }
                long bucket = layout.expires() ? buckets.numberOf(panes.expiry(pane)) : numbers[own];
                while (at >= 0 && at < numbers.length && numbers[at] * direction < bucket * direction) {
                    at += direction;
                }
                if (at < 0 || at == numbers.length) {
                    break;
                }
                if (numbers[at] == bucket
                        && probe.isIn(tables[at], row, pane, at == own ? counted : Integer.MAX_VALUE)) {
                    return pane;
                }
            }
            return direction < 0 ? NO_EARLIER : NO_LATER;
        }
    }

    /** The keys of some panes, to be looked up with other panes. */
    private final class Probe {
        private final Vector[] columns;
        private final long[] panes;
        private final long[] keyHashes;
        private final long[] asked;
        private final long[] expiries;
        private final long[] hashes;
        private final int[] foundRow = new int[1];
        private final int[] foundGroup = new int[1];

        private Probe(GroupSegment segment, int from, int to) {
            int count = to - from;
            int[] groups = new int[count];
            Arrays.setAll(groups, row -> from + row);
            this.columns = segment.keys(groups, count);
            int last = columns.length - 1;
            LongVector paneColumn = (LongVector) columns[last];
            this.panes = paneColumn.values();
            this.asked = new long[count];
            this.expiries = new long[count];
            this.hashes = new long[count];
            this.keyHashes = new long[count];
            KeyHash.hash(Arrays.copyOfRange(columns, layout.firstKey(), last), count, keyHashes);
            columns[last] = new LongVector(paneColumn.type(), asked, null);
            if (layout.expires()) {
                columns[0] = new LongVector(columns[0].type(), expiries, null);
            }
        }

        /** Whether the key of this row has this pane, as a group below {@code bound}. */
        private boolean isIn(GroupTable table, int row, long pane, int bound) {
            asked[row] = pane;
            expiries[row] = LiveWindows.this.panes.expiry(pane);
            KeyHash.hashWithinGroup(keyHashes, asked, row, row + 1, hashes);
            return table.find(columns, hashes, row, row + 1, foundRow, foundGroup) == 1 && foundGroup[0] < bound;
        }
    }
}

package dev.sluice.state;

import dev.sluice.columnar.Gather;
import java.util.Arrays;
import java.util.List;

/**
 * Rows by the segment of their group. Nearly always all lie in one; else they are put in the order of the segments, those of
 * one in their own order.
 */
final class GroupsBySegment {
    private final int[] segments;
    private final int[][] rows;
    private final int[][] groups;
    private final int wholeCount;

    private GroupsBySegment(int[] segments, int[][] rows, int[][] groups, int wholeCount) {
        this.segments = segments;
        this.rows = rows;
        this.groups = groups;
        this.wholeCount = wholeCount;
    }

    /** @param groups by their number in the table, of rows {@code [0, rowCount)} */
    static GroupsBySegment of(int[] groups, int rowCount, int segmentBits) {
        return of(groups, rowCount, segmentBits, new int[0]);
    }

    /**
     * @param groups by their number in the table, of rows {@code [0, rowCount)}
     * @param within filled and kept if all rows lie in one segment but the first, unless it is too short
     */
    static GroupsBySegment of(int[] groups, int rowCount, int segmentBits, int[] within) {
        if (rowCount == 0) {
            return new GroupsBySegment(new int[0], new int[0][], new int[0][], 0);
        }
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        for (int row = 0; row < rowCount; row++) {
            lowest = Math.min(lowest, groups[row]);
            highest = Math.max(highest, groups[row]);
        }
        int first = lowest >>> segmentBits;
        int last = highest >>> segmentBits;
        if (last == first) {
            int[] ofSegment = groups;
            if (first != 0) {
                ofSegment = within.length < rowCount ? new int[rowCount] : within;
                fillWithin(groups, rowCount, segmentBits, ofSegment);
            }
            return new GroupsBySegment(new int[] {first}, new int[0][], new int[][] {ofSegment}, rowCount);
        }
        return split(groups, rowCount, segmentBits, first, last);
    }

    /** Takes groups of one segment, and the numbers that stand at their places. */
    @FunctionalInterface
    interface Action {
        void accept(GroupSegment segment, int[] numbers, int[] groups);
    }

    /** Hands over groups segment by segment, beside the numbers that stand at their places. */
    static void forEach(
            List<GroupSegment> segments, int segmentBits, int[] numbers, int[] groups, int count, Action action) {
        GroupsBySegment split = of(groups, count, segmentBits);
        for (int index = 0; index < split.count(); index++) {
            int[] part = split.isWhole() ? Arrays.copyOf(numbers, count) : Gather.of(numbers, split.rows(index));
            int[] within = Arrays.copyOf(split.groups(index), split.rowCount(index));
            action.accept(segments.get(split.segment(index)), part, within);
        }
    }

    private static void fillWithin(int[] groups, int count, int segmentBits, int[] within) {
        int mask = (1 << segmentBits) - 1;
        for (int index = 0; index < count; index++) {
            within[index] = groups[index] & mask;
        }
    }

    private static GroupsBySegment split(int[] groups, int rowCount, int segmentBits, int first, int last) {
        int[] ends = new int[last - first + 1];
        int[] ordered = order(groups, rowCount, segmentBits, first, ends);
        int[] segments = new int[ends.length];
        int[][] rows = new int[ends.length][];
        int[][] ofRows = new int[ends.length][];
        int count = 0;
        int from = 0;
        for (int index = 0; index < ends.length; index++) {
            if (ends[index] > from) {
                segments[count] = first + index;
                rows[count] = Arrays.copyOfRange(ordered, from, ends[index]);
                ofRows[count] = Gather.of(groups, rows[count]);
                fillWithin(ofRows[count], ofRows[count].length, segmentBits, ofRows[count]);
                count++;
            }
            from = ends[index];
        }
        return new GroupsBySegment(Arrays.copyOf(segments, count), rows, ofRows, 0);
    }

    private static int[] order(int[] groups, int rowCount, int segmentBits, int first, int[] ends) {
        for (int row = 0; row < rowCount; row++) {
            ends[(groups[row] >>> segmentBits) - first]++;
        }
        int total = 0;
        for (int index = 0; index < ends.length; index++) {
            int here = ends[index];
            ends[index] = total;
            total += here;
        }
        int[] ordered = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            ordered[ends[(groups[row] >>> segmentBits) - first]++] = row;
        }
        return ordered;
    }

    /** Whether all rows lie in one segment, so that {@link #rows} has none of them. */
    boolean isWhole() {
        return wholeCount > 0;
    }

    /** How many segments there are groups of. */
    int count() {
        return segments.length;
    }

    int segment(int index) {
        return segments[index];
    }

    /** The rows of a segment, ascending. */
    int[] rows(int index) {
        return rows[index];
    }

    int rowCount(int index) {
        return isWhole() ? wholeCount : rows[index].length;
    }

    /** The groups of these rows by their number in the segment. */
    int[] groups(int index) {
        return groups[index];
    }
}

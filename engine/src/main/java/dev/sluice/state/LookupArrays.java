package dev.sluice.state;

/** What looking up rows fills, used again for the next ones. Not thread-safe. */
final class LookupArrays {
    private static final int[] NONE = {};

    private int[] groups = NONE;
    private int[] firstRows = NONE;
    private int[] withinSegment = NONE;

    void ensureRows(int rowCount) {
        if (groups.length < rowCount) {
            groups = new int[rowCount];
            firstRows = new int[rowCount];
            withinSegment = new int[rowCount];
        }
    }

    /** The group of each row. */
    int[] groups() {
        return groups;
    }

    /** The number of the group of each row in its segment, where all lie in one. */
    int[] withinSegment() {
        return withinSegment;
    }

    /** The first row of each group that was made. */
    int[] firstRows() {
        return firstRows;
    }
}

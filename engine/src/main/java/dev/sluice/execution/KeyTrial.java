package dev.sluice.execution;

/** Judges whether the rows of a task repeat keys so often that it pays to look for that. */
final class KeyTrial {
    /** Rows after which at least a sixteenth has to repeat a key, or more rows will hardly do so often enough. */
    private static final int FIRST_ROWS = 1 << 12;

    /** Rows after which at least a quarter has to. */
    private static final int ROWS = 1 << 14;

    private KeyTrial() {}

    /** @param keys of how many different keys these rows are */
    static boolean hasFailed(long rows, long keys) {
        long repeated = rows - keys;
        return rows >= ROWS ? repeated < rows >> 2 : rows >= FIRST_ROWS && repeated < rows >> 4;
    }
}

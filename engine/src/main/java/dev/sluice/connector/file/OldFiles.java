package dev.sluice.connector.file;

import java.util.Arrays;

/**
 * Files that a source does not take in for their age, to tell those it has read and forgotten, or has counted, from
 * others. Each is eight bytes, and those that are gone are left out with the next listing.
 */
final class OldFiles {
    private static final int FIRST_CAPACITY = 16;

    /** Ascending. */
    private long[] known = {};

    private long[] added = new long[FIRST_CAPACITY];
    private int addedCount;

    /** Counted by {@link #wereRead} or {@link #wereListed}. */
    void add(FileEntry file) {
        if (addedCount == added.length) {
            added = Arrays.copyOf(added, 2 * addedCount);
        }
        added[addedCount++] = ((long) file.path().toString().hashCode() << Integer.SIZE) ^ file.modifiedNanos();
    }

    /** Those added since are forgotten; all that were known before stay known. */
    void wereRead() {
        long[] both = Arrays.copyOf(known, known.length + addedCount);
        System.arraycopy(added, 0, both, known.length, addedCount);
        Arrays.sort(both);
        known = both;
        addedCount = 0;
    }

    /** Those added since are all there are; returns how many were not known before. */
    int wereListed() {
        int unknown = 0;
        for (int index = 0; index < addedCount; index++) {
            if (Arrays.binarySearch(known, added[index]) < 0) {
                unknown++;
            }
        }
        known = Arrays.copyOf(added, addedCount);
        Arrays.sort(known);
        added = new long[FIRST_CAPACITY];
        addedCount = 0;
        return unknown;
    }
}

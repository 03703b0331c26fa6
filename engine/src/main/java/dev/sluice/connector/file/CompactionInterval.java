package dev.sluice.connector.file;

import java.util.List;

/**
 * The rhythm in which a log is compacted: entry {@code id} is a compaction when {@code id + 1} is a multiple of the
 * interval. Spark finds the compactions of a log by the same arithmetic, so a log keeps to the ones it has.
 *
 * @param entries from one compaction to the next
 */
record CompactionInterval(int entries) {
    /**
     * The interval of a log that has these compactions.
     *
     * @param compactions ids, ascending
     */
    static CompactionInterval of(int configured, List<Long> compactions) {
        int count = compactions.size();
        if (count >= 2) {
            return new CompactionInterval(Math.toIntExact(compactions.get(count - 1) - compactions.get(count - 2)));
        }
        return new CompactionInterval(
                count == 0 ? configured : nearest(configured, Math.toIntExact(compactions.getFirst() + 1)));
    }

    /** The least divisor of {@code length} that is not below {@code configured}; {@code length} if it is shorter itself. */
    private static int nearest(int configured, int length) {
        int divisor = Math.min(configured, length);
        while (length % divisor != 0) {
            divisor++;
        }
        return divisor;
    }

    boolean isCompaction(long id) {
        return (id + 1) % entries == 0;
    }

    /** The newest compaction at or before {@code id}, negative if there is none. */
    long compactionUpTo(long id) {
        return Math.floorDiv(id + 1, entries) * (long) entries - 1;
    }

    /** The first entry that the compaction {@code id} has to read: that of the compaction before, or the first of all. */
    long firstMerged(long id) {
        return Math.max(0, id - entries);
    }
}

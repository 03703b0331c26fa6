package dev.sluice.state;

/**
 * Entries that came into a table and left it.
 *
 * @param created by rows, or read from files
 * @param evicted because event time closed them
 * @param removed otherwise: made part of another entry, or found for the last time
 */
public record EntryCounts(long created, long evicted, long removed) {
    public static final EntryCounts NONE = new EntryCounts(0, 0, 0);

    public EntryCounts plus(EntryCounts other) {
        return new EntryCounts(created + other.created, evicted + other.evicted, removed + other.removed);
    }

    public EntryCounts minus(EntryCounts other) {
        return new EntryCounts(created - other.created, evicted - other.evicted, removed - other.removed);
    }
}

package dev.sluice.execution;

/** Event times, in milliseconds, of the rows that passed one watermark node in one batch. */
public final class EventTimeStats {
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private double sum;

    /** Adds what another task saw. */
    public void add(EventTimeStats other) {
        add(other.count, other.min, other.max, other.sum);
    }

    void add(long rows, long minMillis, long maxMillis, double sumMillis) {
        count += rows;
        min = Math.min(min, minMillis);
        max = Math.max(max, maxMillis);
        sum += sumMillis;
    }

    public long count() {
        return count;
    }

    /** The least, where {@link #count} is above 0. */
    public long min() {
        return min;
    }

    public long max() {
        return max;
    }

    public long average() {
        return (long) (sum / count);
    }
}

package dev.sluice.streaming.progress;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What an epoch of the continuous trigger shows beside what every batch does. Thread-safe, for sinks acknowledge on threads of their own. */
public final class ContinuousFigures {
    private final boolean isLive;
    private final Latencies latencies = new Latencies();
    private long turns;
    private long busyNanos;
    private long longestNanos;

    /** Of turns whose rows nobody has acknowledged yet: since when they were there, and how many. */
    private long[] seenNanos = new long[16];

    private long[] rowCounts = new long[16];
    private int waiting;

    /** @param isLive whether rows are seen before their epoch is committed */
    public ContinuousFigures(boolean isLive) {
        this.isLive = isLive;
    }

    /** Notes that a turn took so long. */
    public synchronized void turn(long nanos) {
        turns++;
        busyNanos += nanos;
        longestNanos = Math.max(longestNanos, nanos);
    }

    /**
     * Notes rows that are acknowledged with the epoch.
     *
     * @param seen since when they were there, by the monotonic clock
     */
    public synchronized void waits(long seen, long rows) {
        if (waiting == seenNanos.length) {
            seenNanos = Arrays.copyOf(seenNanos, 2 * waiting);
            rowCounts = Arrays.copyOf(rowCounts, 2 * waiting);
        }
        seenNanos[waiting] = seen;
        rowCounts[waiting++] = rows;
    }

    /** Notes that the sink has, at this moment, acknowledged rows that were there since {@code seen}. */
    public synchronized void acknowledged(long nanos, long seen, long rows) {
        latencies.add(nanos - seen, rows);
    }

    /** Notes that the sink has, at this moment, acknowledged all rows that wait. */
    public synchronized void allAcknowledged(long nanos) {
        for (int turn = 0; turn < waiting; turn++) {
            latencies.add(nanos - seenNanos[turn], rowCounts[turn]);
        }
        waiting = 0;
    }

    synchronized Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("delivery", isLive ? "at-least-once" : "exactly-once");
        fields.put("visible", isLive ? "at once" : "with the epoch");
        fields.put("turns", turns);
        fields.put("busyMs", TimeUnit.NANOSECONDS.toMillis(busyNanos));
        fields.put("longestTurnMs", TimeUnit.NANOSECONDS.toMillis(longestNanos));
        fields.put("latencyMs", latencies.fields());
        return fields;
    }
}

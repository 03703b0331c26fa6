package dev.sluice.streaming.progress;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What an epoch of the continuous trigger shows beside what every batch does. Not thread-safe. */
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

    /**
     * Notes a turn.
     *
     * @param nanos how long it took
     * @param seen since when its rows were there, by the monotonic clock
     */
    public void turn(long nanos, long seen, long rows) {
        turns++;
        busyNanos += nanos;
        longestNanos = Math.max(longestNanos, nanos);
        if (rows == 0) {
            return;
        }
        if (waiting == seenNanos.length) {
            seenNanos = Arrays.copyOf(seenNanos, 2 * waiting);
            rowCounts = Arrays.copyOf(rowCounts, 2 * waiting);
        }
        seenNanos[waiting] = seen;
        rowCounts[waiting++] = rows;
    }

    /** Notes that the sink has, at this moment, acknowledged the rows of all turns so far. */
    public void acknowledged(long nanos) {
        for (int turn = 0; turn < waiting; turn++) {
            latencies.add(nanos - seenNanos[turn], rowCounts[turn]);
        }
        waiting = 0;
    }

    Map<String, Object> fields() {
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

package dev.sluice.streaming.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long rows took, as counts in buckets that grow with the time: 32 for each doubling, so a figure read from them is at most
 * 3 % too high. Takes a fixed 8 KiB however many rows there are. Not thread-safe.
 */
public final class Latencies {
    /** Of the buckets that a doubling is divided into. */
    private static final int PARTS_LOG2 = 5;

    private static final int PARTS = 1 << PARTS_LOG2;

    /** The least difference that counts, about a microsecond. */
    private static final int UNIT_LOG2 = 10;

    /** Up to a day; what takes longer is counted there. */
    private static final long MOST_UNITS = TimeUnit.DAYS.toNanos(1) >>> UNIT_LOG2;

    private final long[] counts = new long[bucket(MOST_UNITS) + 1];
    private long total;
    private long maxNanos;

    /** Notes rows that took this long. */
    public void add(long nanos, long rows) {
        long bounded = Math.max(0, nanos);
        counts[bucket(Math.min(bounded >>> UNIT_LOG2, MOST_UNITS))] += rows;
        total += rows;
        if (rows > 0) {
            maxNanos = Math.max(maxNanos, bounded);
        }
    }

    private static int bucket(long units) {
        if (units < PARTS) {
            return (int) units;
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(units) - PARTS_LOG2;
        return (doubling << PARTS_LOG2) + (int) (units >>> doubling);
    }

    /** The first value, in units, that lies in a later bucket. */
    private static long end(int bucket) {
        if (bucket < PARTS) {
            return bucket + 1L;
        }
        int doubling = (bucket >>> PARTS_LOG2) - 1;
        long part = bucket - ((long) doubling << PARTS_LOG2);
        return (part + 1) << doubling;
    }

    /** A time that this part of the rows took no longer than, 0 if there are none. */
    public long nanos(double part) {
        long wanted = (long) Math.ceil(total * part);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length && total > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return Math.min(maxNanos, end(bucket) << UNIT_LOG2);
            }
        }
        return maxNanos;
    }

    /** As progress shows it, in milliseconds. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("p50", millis(nanos(0.5)));
        fields.put("p95", millis(nanos(0.95)));
        fields.put("p99", millis(nanos(0.99)));
        fields.put("max", millis(maxNanos));
        return fields;
    }

    /** With three decimals. */
    private static double millis(long nanos) {
        return Math.ceilDiv(nanos, 1_000L) / 1_000.0;
    }
}

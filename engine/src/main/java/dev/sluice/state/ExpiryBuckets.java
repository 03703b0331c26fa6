package dev.sluice.state;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What expires by event time, divided by when: bucket {@code n} is for the expiries {@code [n * width, (n + 1) * width)}. When
 * there are too many buckets the width is doubled and neighbours are merged. Not thread-safe.
 *
 * @param <T> what a bucket holds
 */
final class ExpiryBuckets<T> {
    /** More than this many buckets are merged pairwise. */
    static final int MAX_BUCKETS = 256;

    private static final long FIRST_WIDTH_MICROS = 1_000_000;

    private final Supplier<T> maker;
    private final BinaryOperator<T> merger;
    private final NavigableMap<Long, T> buckets = new TreeMap<>();
    private final NavigableMap<Long, T> view = Collections.unmodifiableNavigableMap(buckets);
    private long widthMicros = FIRST_WIDTH_MICROS;

    /** @param merger gives what both buckets hold; it may change them */
    ExpiryBuckets(Supplier<T> maker, BinaryOperator<T> merger) {
        this.maker = maker;
        this.merger = merger;
    }

    /** Changes when buckets are merged, and the numbers of all with it. */
    long widthMicros() {
        return widthMicros;
    }

    /** The number of the bucket for an expiry. */
    long numberOf(long expiryMicros) {
        return Math.floorDiv(expiryMicros, widthMicros);
    }

    /** The earliest moment that belongs to a bucket. */
    long firstExpiry(long number) {
        return number < Long.MIN_VALUE / widthMicros ? Long.MIN_VALUE : number * widthMicros;
    }

    /** The latest moment that belongs to a bucket. */
    long lastExpiry(long number) {
        long next = number + 1;
        return next > Long.MAX_VALUE / widthMicros ? Long.MAX_VALUE : next * widthMicros - 1;
    }

    /** All that are there, by their numbers, as they are at any time. */
    NavigableMap<Long, T> byNumber() {
        return view;
    }

    T getOrMake(long number) {
        return buckets.computeIfAbsent(number, ignored -> maker.get());
    }

    void put(long number, T bucket) {
        buckets.put(number, bucket);
    }

    @Nullable
    T remove(long number) {
        return buckets.remove(number);
    }

    /** Takes out the first bucket; null if there is none. */
    Map.@Nullable Entry<Long, T> removeFirst() {
        return buckets.pollFirstEntry();
    }

    void clear() {
        buckets.clear();
    }

    /** Merges neighbours while there are too many; says whether it did. */
    boolean limit() {
        boolean merges = buckets.size() > MAX_BUCKETS;
        while (buckets.size() > MAX_BUCKETS) {
            widthMicros = Math.multiplyExact(widthMicros, 2L);
            NavigableMap<Long, T> old = new TreeMap<>(buckets);
            buckets.clear();
            old.forEach((number, bucket) -> buckets.merge(Math.floorDiv(number, 2L), bucket, merger));
        }
        return merges;
    }
}

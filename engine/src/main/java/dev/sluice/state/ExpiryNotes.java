package dev.sluice.state;

import dev.sluice.columnar.MutableLongVector;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which groups may expire when, for groups whose expiry changes: a list of group numbers for each range of expiry. A group is
 * noted anew when it comes to another range, and passed over where it is found under a range that is no longer its own. So
 * the cost of closing follows what is closed, not what is held. Not thread-safe.
 */
final class ExpiryNotes {
    /** The expiry of a group that is gone, in memory and in files. */
    static final long GONE = Long.MIN_VALUE;

    private final ExpiryBuckets<GroupList> buckets = new ExpiryBuckets<>(GroupList::new, GroupList::addAll);

    /** Gives the expiry of a group as it is now. */
    private final IntToLongFunction expiryOf;

    /** The list for the expiries {@code [recentFirst, recentLast]}: groups that come together often expire together. */
    private @Nullable GroupList recent;

    private long recentFirst;
    private long recentLast;

    ExpiryNotes(IntToLongFunction expiryOf) {
        this.expiryOf = expiryOf;
    }

    /** Notes that the expiry of a group is no longer {@code before}. */
    void move(int group, long before, long expiry) {
        if (expiry != GONE && (before == GONE || buckets.numberOf(before) != buckets.numberOf(expiry))) {
            note(group, expiry);
        }
    }

    /** Notes a group that is not noted under this expiry, or not any more. */
    void note(int group, long expiry) {
        GroupList groups = recent;
        if (groups == null || expiry < recentFirst || expiry > recentLast) {
            long bucket = buckets.numberOf(expiry);
            groups = buckets.getOrMake(bucket);
            recent = groups;
            recentFirst = buckets.firstExpiry(bucket);
            recentLast = buckets.lastExpiry(bucket);
            if (buckets.limit()) {
                groups = buckets.getOrMake(buckets.numberOf(expiry));
                recent = null;
            }
        }
        groups.add(group);
    }

    /** The earliest expiry, {@link Long#MAX_VALUE} if there is none; looks at the groups of the first range that has one. */
    long next() {
        for (var bucket : buckets.byNumber().entrySet()) {
            GroupList groups = bucket.getValue();
            long earliest = Long.MAX_VALUE;
            for (int index = 0; index < groups.count(); index++) {
                long expiry = expiryOf.applyAsLong(groups.get(index));
                if (expiry != GONE && buckets.numberOf(expiry) == bucket.getKey()) {
                    earliest = Math.min(earliest, expiry);
                }
            }
            if (earliest != Long.MAX_VALUE) {
                return earliest;
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * Forgets the notes of groups that expire at or before {@code upToMicros}.
     *
     * @param action is handed such groups, ascending, range by range; they are gone when it returns
     */
    void close(long upToMicros, Consumer<int[]> action) {
        recent = null;
        long last = buckets.numberOf(upToMicros);
        while (!buckets.byNumber().isEmpty() && buckets.byNumber().firstKey() < last) {
            Map.Entry<Long, GroupList> bucket = Objects.requireNonNull(buckets.removeFirst());
            close(bucket.getKey(), bucket.getValue(), upToMicros, action);
        }
        GroupList boundary = buckets.remove(last);
        if (boundary != null) {
            GroupList open = close(last, boundary, upToMicros, action);
            if (open.count() > 0) {
                buckets.put(last, open);
            }
        }
    }

    /** Returns the groups that stay. */
    private GroupList close(long bucket, GroupList groups, long upToMicros, Consumer<int[]> action) {
        GroupList open = new GroupList();
        int[] closed = new int[groups.count()];
        int count = 0;
        for (int index = 0; index < groups.count(); index++) {
            int group = groups.get(index);
            long expiry = expiryOf.applyAsLong(group);
            if (expiry == GONE || buckets.numberOf(expiry) != bucket) {
                continue;
            }
            if (expiry <= upToMicros) {
                closed[count++] = group;
            } else {
                open.add(group);
            }
        }
        if (count > 0) {
            action.accept(distinct(closed, count));
        }
        return open;
    }

    /** The first {@code count} numbers, ascending, each once. */
    private static int[] distinct(int[] groups, int count) {
        Arrays.sort(groups, 0, count);
        int kept = 1;
        for (int index = 1; index < count; index++) {
            groups[kept] = groups[index];
            kept += groups[index] == groups[kept - 1] ? 0 : 1;
        }
        return Arrays.copyOf(groups, kept);
    }

    /** The groups of a segment that are not gone, where the first buffer is the expiry. */
    static int[] held(GroupSegment segment) {
        long[] expiries = ((MutableLongVector) segment.buffers()[0]).values();
        int[] held = new int[segment.groupCount()];
        int count = 0;
        for (int group = 0; group < held.length; group++) {
            held[count] = group;
            count += expiries[group] == GONE ? 0 : 1;
        }
        return Arrays.copyOf(held, count);
    }

    void clear() {
        recent = null;
        buckets.clear();
    }

    /** Bytes of heap. */
    long sizeInBytes() {
        long bytes = 0;
        for (GroupList groups : buckets.byNumber().values()) {
            bytes += groups.sizeInBytes();
        }
        return bytes;
    }
}

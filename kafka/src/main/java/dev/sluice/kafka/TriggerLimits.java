package dev.sluice.kafka;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How much of what is there one micro-batch takes: {@code minOffsetsPerTrigger} and {@code maxOffsetsPerTrigger}. */
final class TriggerLimits {
    private final @Nullable IntToLongFunction most;
    private final @Nullable Long least;
    private final long mostDelayMillis;

    /** Of the last batch that was let go; the first one never waits. */
    private long lastMillis;

    /** @param most records of one micro-batch, by the number of partitions; null for any number */
    TriggerLimits(@Nullable IntToLongFunction most, @Nullable Long least, long mostDelayMillis) {
        this.most = most;
        this.least = least;
        this.mostDelayMillis = mostDelayMillis;
    }

    /** Whether a batch takes all there is, at once. */
    boolean areNone() {
        return most == null && least == null;
    }

    /**
     * Whether a batch has to wait for more records.
     *
     * @param start of each partition there is
     */
    boolean holdsBack(PartitionOffsets start, PartitionOffsets available, long nowMillis) {
        if (least == null) {
            return false;
        }
        return nowMillis - lastMillis < mostDelayMillis && total(sizes(start, available)) < least;
    }

    /** Notes that a batch did not have to wait. */
    void letGo(long nowMillis) {
        lastMillis = nowMillis;
    }

    /**
     * The end of a batch. Partitions share the limit by what they have, those with little rounded up, so that none starves; the
     * sum may miss the limit by their number.
     *
     * @param start of each partition there is
     */
    PartitionOffsets upTo(PartitionOffsets start, PartitionOffsets available) {
        if (most == null) {
            return available;
        }
        SortedMap<TopicPartition, Long> sizes = sizes(start, available);
        double total = total(sizes);
        long limit = most.applyAsLong(available.byPartition().size());
        SortedMap<TopicPartition, Long> ends = new TreeMap<>(available.byPartition());
        sizes.forEach((partition, size) -> {
            double share = limit * (size / total);
            long taken = (long) (share < 1 ? Math.ceil(share) : Math.floor(share));
            long left = size - Math.min(taken, size);
            ends.merge(partition, -left, Long::sum);
        });
        return new PartitionOffsets(ends);
    }

    /** By partition, those alone that have something. */
    private static SortedMap<TopicPartition, Long> sizes(PartitionOffsets start, PartitionOffsets available) {
        SortedMap<TopicPartition, Long> sizes = new TreeMap<>(PartitionOffsets.ORDER);
        available.byPartition().forEach((partition, end) -> {
            long size = end - start.byPartition().getOrDefault(partition, end);
            if (size > 0) {
                sizes.put(partition, size);
            }
        });
        return sizes;
    }

    private static long total(Map<TopicPartition, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}

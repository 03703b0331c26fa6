package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.kafka.KafkaSourceOptions.NoLaterRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Turns positions that a user named into offsets, by asking the cluster. */
final class OffsetResolver {
    private static final long NO_OFFSET = -1;

    private final Cluster cluster;
    private final NoLaterRecord noLaterRecord;

    OffsetResolver(Cluster cluster, NoLaterRecord noLaterRecord) {
        this.cluster = cluster;
        this.noLaterRecord = noLaterRecord;
    }

    /** The offset that each partition is read from. */
    PartitionOffsets start(OffsetPosition position, SortedSet<TopicPartition> partitions) {
        return resolved(position, partitions, noLaterRecord == NoLaterRecord.LATEST);
    }

    /** The offset that each partition is read to; to its end, where it has no record of the time or later. */
    PartitionOffsets end(OffsetPosition position, SortedSet<TopicPartition> partitions) {
        PartitionOffsets ends = resolved(position, partitions, true);
        if (position instanceof OffsetPosition.Offsets) {
            requireThere(ends);
        }
        return ends;
    }

    /** Who was told to read on behind the end would wait for records that nobody has sent. */
    private void requireThere(PartitionOffsets ends) {
        Map<TopicPartition, Long> latest = cluster.offsets(ends.byPartition().keySet(), OffsetSpec.latest());
        ends.byPartition().forEach((partition, end) -> {
            long last = latest.getOrDefault(partition, 0L);
            if (end > last) {
                throw SluiceException.of(ErrorCondition.INVALID_OPTION, "a partition ends before the offset to read to")
                        .at("source \"kafka\", topic \"" + partition.topic() + "\", partition " + partition.partition())
                        .found("endingOffsets " + end)
                        .expected("at most " + last + ", the offset behind its last record")
                        .safe("nothing was read")
                        .mend("say -1 for the end that there is, or an offset up to it")
                        .build();
            }
        });
    }

    private PartitionOffsets resolved(
            OffsetPosition position, SortedSet<TopicPartition> partitions, boolean isEndFine) {
        return switch (position) {
            case OffsetPosition.Earliest ignored ->
                PartitionOffsets.of(cluster.offsets(partitions, OffsetSpec.earliest()));
            case OffsetPosition.Latest ignored -> PartitionOffsets.of(cluster.offsets(partitions, OffsetSpec.latest()));
            case OffsetPosition.Offsets(PartitionOffsets offsets) -> {
                requireSame(
                        ErrorCondition.KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                        offsets.byPartition().keySet(),
                        partitions);
                yield named(offsets);
            }
            case OffsetPosition.Time(long millis) -> {
                Map<TopicPartition, Long> times = new HashMap<>();
                partitions.forEach(partition -> times.put(partition, millis));
                yield byTime(times, isEndFine);
            }
            case OffsetPosition.Times(PartitionOffsets millis) -> {
                requireSame(
                        ErrorCondition.KAFKA_TIMESTAMP_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                        millis.byPartition().keySet(),
                        partitions);
                yield byTime(millis.byPartition(), isEndFine);
            }
            case OffsetPosition.Same(long offset) -> {
                Map<TopicPartition, Long> offsets = new HashMap<>();
                partitions.forEach(partition -> offsets.put(partition, offset));
                yield PartitionOffsets.of(offsets);
            }
            case OffsetPosition.ByPartition(Map<TopicPartition, OffsetPosition> named, OffsetPosition otherwise) -> {
                Map<TopicPartition, Long> offsets = new HashMap<>();
                SortedSet<TopicPartition> others = new TreeSet<>(partitions);
                for (TopicPartition partition : partitions) {
                    OffsetPosition own = named.get(partition);
                    if (own != null) {
                        others.remove(partition);
                        offsets.putAll(
                                resolved(own, alone(partition), isEndFine).byPartition());
                    }
                }
                if (!others.isEmpty()) {
                    offsets.putAll(resolved(otherwise, others, isEndFine).byPartition());
                }
                yield PartitionOffsets.of(offsets);
            }
        };
    }

    private static SortedSet<TopicPartition> alone(TopicPartition partition) {
        SortedSet<TopicPartition> one = new TreeSet<>(PartitionOffsets.ORDER);
        one.add(partition);
        return one;
    }

    private static void requireSame(
            ErrorCondition condition, Set<TopicPartition> named, SortedSet<TopicPartition> assigned) {
        if (!named.equals(assigned)) {
            throw SluiceException.of(condition, "offsets or times by partition do not name what is read")
                    .at("source \"kafka\"")
                    .found("named " + named)
                    .expected("every partition that is read, and no other: " + assigned)
                    .safe("nothing was read")
                    .mend("name each partition once; use -1 for latest and -2 for earliest")
                    .build();
        }
    }

    private PartitionOffsets named(PartitionOffsets offsets) {
        Map<TopicPartition, OffsetSpec> open = new HashMap<>();
        Map<TopicPartition, Long> resolved = new HashMap<>(offsets.byPartition());
        offsets.byPartition().forEach((partition, offset) -> {
            if (offset == OffsetPosition.EARLIEST_OFFSET) {
                open.put(partition, OffsetSpec.earliest());
            } else if (offset == OffsetPosition.LATEST_OFFSET) {
                open.put(partition, OffsetSpec.latest());
            }
        });
        resolved.putAll(cluster.offsets(open));
        return PartitionOffsets.of(resolved);
    }

    private PartitionOffsets byTime(Map<TopicPartition, Long> millis, boolean isEndFine) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        millis.forEach((partition, time) -> specs.put(partition, OffsetSpec.forTimestamp(time)));
        Map<TopicPartition, Long> resolved = new HashMap<>(cluster.offsets(specs));
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        resolved.forEach((partition, offset) -> {
            if (offset == NO_OFFSET) {
                ends.put(partition, OffsetSpec.latest());
            }
        });
        if (!ends.isEmpty() && !isEndFine) {
            throw SluiceException.of(ErrorCondition.INVALID_OPTION, "no record is of the starting time or later")
                    .at("source \"kafka\"")
                    .found("partitions " + ends.keySet())
                    .safe("nothing was read")
                    .mend("say an earlier time, or startingOffsetsByTimestampStrategy=latest to begin at their ends")
                    .build();
        }
        resolved.putAll(cluster.offsets(ends));
        return PartitionOffsets.of(resolved);
    }
}

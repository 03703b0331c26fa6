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

    /**
     * The same for a stream.
     *
     * @throws SluiceException also if an offset was named which no record has yet: it would be taken for lost records
     */
    PartitionOffsets streamStart(OffsetPosition position, SortedSet<TopicPartition> partitions) {
        PartitionOffsets starts = start(position, partitions);
        if (namesOffsets(position)) {
            requireThere("begin at", starts);
        }
        return starts;
    }

    /**
     * The offset that each partition is read to; to its end, where it has no record of the time or later, or not so many as one
     * number for all says.
     */
    PartitionOffsets end(OffsetPosition position, SortedSet<TopicPartition> partitions) {
        PartitionOffsets ends = resolved(position, partitions, true);
        if (position instanceof OffsetPosition.Offsets) {
            requireThere("read to", ends);
        }
        return namesOffsets(position) ? upToLatest(ends) : ends;
    }

    private static boolean namesOffsets(OffsetPosition position) {
        return switch (position) {
            case OffsetPosition.Offsets ignored -> true;
            case OffsetPosition.Same ignored -> true;
            case OffsetPosition.ByPartition ignored -> true;
            case OffsetPosition.Earliest ignored -> false;
            case OffsetPosition.Latest ignored -> false;
            case OffsetPosition.Time ignored -> false;
            case OffsetPosition.Times ignored -> false;
        };
    }

    /** Who was told to read on behind the end would wait for records that nobody has sent. */
    private void requireThere(String what, PartitionOffsets named) {
        latest(named).forEach((partition, end) -> {
            long offset = named.byPartition().getOrDefault(partition, end);
            if (offset > end) {
                throw SluiceException.of(ErrorCondition.INVALID_OPTION, "a partition ends before the offset to " + what)
                        .at("topic \"" + partition.topic() + "\", partition " + partition.partition())
                        .found("offset " + offset)
                        .expected("at most " + end + ", the offset behind its last record")
                        .safe("nothing was read")
                        .mend("say -1 for the end that there is, or an offset up to it")
                        .build();
            }
        });
    }

    private PartitionOffsets upToLatest(PartitionOffsets named) {
        Map<TopicPartition, Long> ends = latest(named);
        named.byPartition().forEach((partition, end) -> ends.merge(partition, end, Math::min));
        return PartitionOffsets.of(ends);
    }

    private Map<TopicPartition, Long> latest(PartitionOffsets named) {
        return new HashMap<>(cluster.offsets(named.byPartition().keySet(), OffsetSpec.latest()));
    }

    private PartitionOffsets resolved(
            OffsetPosition position, SortedSet<TopicPartition> partitions, boolean isEndFine) {
        return switch (position) {
            case OffsetPosition.Earliest ignored ->
                PartitionOffsets.of(cluster.offsets(partitions, OffsetSpec.earliest()));
            case OffsetPosition.Latest ignored -> PartitionOffsets.of(cluster.offsets(partitions, OffsetSpec.latest()));
            case OffsetPosition.Offsets(String option, PartitionOffsets offsets) -> {
                requireSame(
                        option,
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
            case OffsetPosition.Times(String option, PartitionOffsets millis) -> {
                requireSame(
                        option,
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
            case OffsetPosition.ByPartition byPartition -> single(byPartition, partitions, isEndFine);
        };
    }

    private PartitionOffsets single(
            OffsetPosition.ByPartition position, SortedSet<TopicPartition> partitions, boolean isEndFine) {
        SortedSet<TopicPartition> others = new TreeSet<>(partitions);
        others.removeAll(position.named().keySet());
        if (partitions.size() - others.size() != position.named().size()) {
            throw mismatch(
                    position.option(),
                    ErrorCondition.KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                    "named " + sorted(position.named().keySet()),
                    "some of the partitions that are read: " + partitions);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        position.named()
                .forEach((partition, own) -> offsets.putAll(
                        resolved(own, sorted(Set.of(partition)), isEndFine).byPartition()));
        if (!others.isEmpty()) {
            offsets.putAll(resolved(position.otherwise(), others, isEndFine).byPartition());
        }
        return PartitionOffsets.of(offsets);
    }

    private static SortedSet<TopicPartition> sorted(Set<TopicPartition> partitions) {
        SortedSet<TopicPartition> sorted = new TreeSet<>(PartitionOffsets.ORDER);
        sorted.addAll(partitions);
        return sorted;
    }

    private static void requireSame(
            String option, ErrorCondition condition, Set<TopicPartition> named, SortedSet<TopicPartition> assigned) {
        if (!named.equals(assigned)) {
            throw mismatch(
                    option, condition, "named " + named, "every partition that is read, and no other: " + assigned);
        }
    }

    private static SluiceException mismatch(String option, ErrorCondition condition, String found, String expected) {
        return SluiceException.of(condition, "offsets or times by partition do not name what is read")
                .at("option \"" + option + "\"")
                .found(found)
                .expected(expected)
                .safe("nothing was read")
                .mend("name each partition once; in offsets, -1 means latest and -2 earliest")
                .build();
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

package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of topics. An offset names, for each partition, the next record to read, as Spark's do. {@link KnownTopics} says what
 * there is and sees to it that no plan is made of what contradicts the last one; {@link KafkaSplitReader} reads a range.
 */
final class KafkaSource implements Source {
    private final ReadSettings settings;
    private final boolean isStreaming;
    private final Clock clock;
    private final Cluster cluster;
    private final OffsetResolver resolver;
    private final KnownTopics topics;
    private final SourceNotes notes;
    private final TriggerLimits limits;
    private final LostRecords lost;
    private final CursorPool cursors;

    private boolean isFrozen;
    private @Nullable PartitionOffsets frozen;

    /** What was there at the last look, and up to where it is read: for the lag in progress. */
    private @Nullable PartitionOffsets available;

    private PartitionOffsets read = PartitionOffsets.of(Map.of());

    KafkaSource(ReadSettings settings, ClientSettings client, boolean isStreaming, SourceContext context) {
        this.settings = settings;
        this.isStreaming = isStreaming;
        this.clock = context.clock();
        this.lost = new LostRecords(settings.failsOnLoss());
        this.notes = new SourceNotes(context.log(), context.sourceName());
        this.limits = new TriggerLimits(settings.most(), settings.least(), settings.mostDelayMillis());
        this.cluster = new Cluster(client, settings.retries(), settings.retryMillis(), context.clock(), context.exec());
        this.resolver = new OffsetResolver(cluster, settings.noLaterRecord());
        this.topics = new KnownTopics(cluster, settings.subscription(), notes, lost);
        this.cursors = new CursorPool(client, settings.group(), context.clock());
    }

    @Override
    public StructType schema() {
        return settings.shape().schema();
    }

    @Override
    public Offset initialOffset() {
        return offset(initial());
    }

    /** Where the query began: asked of the cluster once, then noted for ever. */
    private PartitionOffsets initial() {
        PartitionOffsets known = notes.initial();
        if (known != null) {
            return known;
        }
        Cluster.Topics there = topics.first();
        PartitionOffsets begin = resolver.start(settings.start(), there.partitions());
        notes.add(begin, there.ids());
        return begin;
    }

    @Override
    public Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        PartitionOffsets from = start == null ? initial() : parsed(start);
        read = from;
        if (!isStreaming) {
            return offset(end(from));
        }
        PartitionOffsets latest = frozen;
        if (latest == null) {
            latest = topics.latest(from);
            frozen = isFrozen ? latest : null;
        }
        available = latest;
        if (limit == ReadLimit.ALL_AVAILABLE) {
            return offset(latest);
        }
        PartitionOffsets begin = begin(from, latest);
        if (!isFrozen && limits.holdsBack(begin, latest, clock.wallMillis())) {
            return offset(from);
        }
        return offset(limits.upTo(begin, latest));
    }

    /** The end of what {@code read()} reads. */
    private PartitionOffsets end(PartitionOffsets from) {
        SortedSet<TopicPartition> partitions = new TreeSet<>(PartitionOffsets.ORDER);
        partitions.addAll(from.byPartition().keySet());
        PartitionOffsets ends = resolver.end(settings.end(), partitions);
        from.byPartition().forEach((partition, begin) -> {
            long end = ends.byPartition().getOrDefault(partition, begin);
            if (begin > end) {
                throw SluiceException.of(
                                ErrorCondition.RESOLVED_START_OFFSET_GREATER_THAN_END_OFFSET,
                                "a partition would be read backwards")
                        .at("source \"kafka\", topic \"" + partition.topic() + "\", partition " + partition.partition())
                        .found("start " + begin + ", end " + end)
                        .expected("a start up to the end")
                        .safe("nothing was read")
                        .mend("choose an earlier start or a later end")
                        .build();
            }
        });
        return ends;
    }

    /** The first offset of each partition: that of {@code from}, or where one begins that was found since. */
    private PartitionOffsets begin(PartitionOffsets from, PartitionOffsets end) {
        SortedMap<TopicPartition, Long> begin = new TreeMap<>(PartitionOffsets.ORDER);
        for (Map.Entry<TopicPartition, Long> entry : end.byPartition().entrySet()) {
            Long known = from.byPartition().get(entry.getKey());
            Long noted = known == null ? notes.begin(entry.getKey()) : known;
            if (noted == null) {
                throw damaged(end.json(), "a partition of which nobody knows where it begins: " + entry.getKey());
            }
            begin.put(entry.getKey(), noted);
        }
        return new PartitionOffsets(begin);
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        PartitionOffsets from = start == null ? initial() : parsed(start);
        PartitionOffsets until = parsed(end);
        if (isStreaming) {
            topics.verifyOnce(until);
        }
        PartitionOffsets begin = begin(from, until);
        List<OffsetRange> ranges = new ArrayList<>();
        until.byPartition().forEach((partition, last) -> {
            long first = begin.byPartition().getOrDefault(partition, last);
            if (first < last) {
                ranges.add(new OffsetRange(partition, first, last));
            }
        });
        read = until;
        return OffsetRange.pieces(ranges, settings.minPieces(), settings.maxPieceRecords());
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        if (!(split instanceof OffsetRange range)) {
            throw new IllegalArgumentException("a split of another source: " + split.description());
        }
        return new KafkaSplitReader(
                range,
                new RecordColumns(settings.shape(), request.schema(), range.partition()),
                cursors,
                lost,
                settings.pollTimeoutMillis());
    }

    @Override
    public void freezeLatest() {
        isFrozen = true;
        frozen = null;
    }

    @Override
    public boolean supportsAvailableNow() {
        return true;
    }

    @Override
    public String description() {
        return settings.name();
    }

    @Override
    public Map<String, String> metrics() {
        Map<String, String> metrics = new TreeMap<>();
        PartitionOffsets latest = available;
        if (latest != null && !latest.isEmpty()) {
            long[] behind = latest.byPartition().entrySet().stream()
                    .mapToLong(end -> end.getValue() - read.byPartition().getOrDefault(end.getKey(), 0L))
                    .sorted()
                    .toArray();
            metrics.put("minOffsetsBehindLatest", Long.toString(behind[0]));
            metrics.put("maxOffsetsBehindLatest", Long.toString(behind[behind.length - 1]));
            double sum = 0;
            for (long offsets : behind) {
                sum += offsets;
            }
            metrics.put("avgOffsetsBehindLatest", Double.toString(sum / behind.length));
        }
        if (lost.count() > 0) {
            metrics.put("lostRecords", Long.toString(lost.count()));
        }
        return metrics;
    }

    private static Offset offset(PartitionOffsets offsets) {
        return new Offset(offsets.json());
    }

    private static PartitionOffsets parsed(Offset offset) {
        try {
            return PartitionOffsets.parse(offset.json());
        } catch (IllegalArgumentException malformed) {
            throw damaged(offset.json(), String.valueOf(malformed.getMessage()));
        }
    }

    private static SluiceException damaged(String offset, String why) {
        return SluiceException.of(ErrorCondition.PLAN_DAMAGED, "the recorded offset is none of a Kafka source")
                .at("source \"kafka\"")
                .found(offset + ": " + why)
                .expected("{\"topic\":{\"0\":23}}")
                .mend("restore the checkpoint from a copy, or start on a new one")
                .build();
    }

    @Override
    public void close() {
        cursors.close();
        cluster.close();
    }
}

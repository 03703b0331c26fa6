package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of topics. An offset names, for each partition, the next record to read, as Spark's do. {@link KnownTopics} says what
 * there is and sees to it that no plan is made of what contradicts the last one; {@link KafkaSplitReader} reads a range.
 */
final class KafkaSource implements Source, SignalsNewData {
    private final KafkaPort port;
    private final ReadSettings settings;
    private final ClientSettings client;
    private final Exec exec;
    private final boolean isStreaming;
    private final Clock clock;
    private final Cluster cluster;
    private final OffsetResolver resolver;
    private final KnownTopics topics;
    private final SourceNotes notes;
    private final TriggerLimits limits;
    private final LostRecords lost;
    private final CursorPool cursors;

    private @Nullable Runnable listener;
    private @Nullable ReadAhead readAhead;

    /** A query that finds no more than these in the cluster has caught up. */
    private long fewRecords = 10_000;

    /** While it reads ahead. */
    private @Nullable LiveReading live;

    private boolean isFrozen;

    /** What was there when the thread of the query looked last. */
    private KnownTopics.@Nullable Look look;

    /** Up to where it is read. */
    private PartitionOffsets read = PartitionOffsets.of(Map.of());

    KafkaSource(
            KafkaPort port, ReadSettings settings, ClientSettings client, boolean isStreaming, SourceContext context) {
        this.port = port;
        this.settings = settings;
        this.client = client;
        this.exec = context.exec();
        this.isStreaming = isStreaming;
        this.clock = context.clock();
        this.lost = new LostRecords(settings.failsOnLoss());
        this.notes = new SourceNotes(context);
        this.limits = new TriggerLimits(settings.most(), settings.least(), settings.mostDelayMillis());
        this.cluster =
                new Cluster(port, client, settings.retries(), settings.retryMillis(), context.clock(), context.exec());
        this.resolver = new OffsetResolver(cluster, settings.noLaterRecord());
        this.topics = new KnownTopics(
                cluster,
                settings.subscription(),
                notes,
                new LogHistory(port, client, settings.group(), cluster, clock),
                lost);
        this.cursors = new CursorPool(port, client, settings.group(), context.clock());
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
        PartitionOffsets begin = isStreaming
                ? resolver.streamStart(settings.start(), there.partitions())
                : resolver.start(settings.start(), there.partitions());
        notes.add(begin, there.ids(), isStreaming ? epochs(begin) : PartitionOffsets.of(Map.of()));
        return begin;
    }

    private PartitionOffsets epochs(PartitionOffsets begin) {
        Map<TopicPartition, Long> epochs = new HashMap<>();
        cluster.presentEnds(begin.byPartition().keySet()).forEach((partition, end) -> {
            if (end.hasEpoch()) {
                epochs.put(partition, (long) end.epoch());
            }
        });
        return PartitionOffsets.of(epochs);
    }

    @Override
    public Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        PartitionOffsets from = start == null ? initial() : parsed(start);
        read = from;
        if (!isStreaming) {
            return offset(end(from));
        }
        if (readAhead == ReadAhead.ALWAYS && live == null) {
            live = follow(from, looked(from));
        }
        PartitionOffsets latest = live == null ? ends(from) : live.latest();
        boolean isLimited = limit == ReadLimit.OPTIONS && !limits.areNone();
        boolean isHeldBack = isLimited && isHeldBack(from, live == null ? latest : live.available(latest));
        if (isLimited && !isHeldBack) {
            limits.letGo(clock.wallMillis());
        }
        if (isHeldBack) {
            latest = from;
        } else if (live != null && readAhead == ReadAhead.WHEN_CAUGHT_UP && live.isFull()) {
            fewRecords = Math.min(fewRecords, records(from, latest) / 2);
            live.close();
            live = null;
            latest = ends(from);
        }
        PartitionOffsets end = isLimited ? limits.upTo(notes.begins(from, latest), latest) : latest;
        if (live == null && !isFrozen) {
            fetchBehind(end, records(from, latest));
        }
        return offset(end);
    }

    /** Whether what there is waits for more, by the options. */
    private boolean isHeldBack(PartitionOffsets from, PartitionOffsets there) {
        return !isFrozen && limits.holdsBack(notes.begins(from, there), there, clock.wallMillis());
    }

    /** Up to where the cluster has something now, or had when that was fixed. */
    private PartitionOffsets ends(PartitionOffsets from) {
        return isFrozen && look != null ? look.ends() : looked(from).ends();
    }

    private KnownTopics.Look looked(PartitionOffsets from) {
        KnownTopics.Look found = topics.look(from);
        topics.note(found);
        look = found;
        return found;
    }

    /**
     * Has what is behind the end of a batch fetched before it is asked for.
     *
     * @param found how many records there were for the batch
     */
    private void fetchBehind(PartitionOffsets end, long found) {
        KnownTopics.Look there = look;
        if (readAhead == ReadAhead.WHEN_CAUGHT_UP && there != null && found <= fewRecords) {
            live = follow(end, there);
        } else if (found > 0) {
            cursors.askAhead();
        }
    }

    private LiveReading follow(PartitionOffsets from, KnownTopics.Look there) {
        return new LiveReading(port, settings, client, topics, notes, from, there, clock, exec, this::tell);
    }

    private long records(PartitionOffsets from, PartitionOffsets end) {
        PartitionOffsets begin = notes.begins(from, end);
        return end.byPartition().entrySet().stream()
                .mapToLong(last -> last.getValue() - begin.byPartition().getOrDefault(last.getKey(), last.getValue()))
                .sum();
    }

    private void tell() {
        Runnable told = listener;
        if (told != null) {
            told.run();
        }
    }

    @Override
    public void readAhead(ReadAhead how) {
        readAhead = how;
    }

    @Override
    public boolean hasMore(@Nullable Offset end) {
        if (live == null) {
            return false;
        }
        PartitionOffsets from = end == null ? initial() : parsed(end);
        PartitionOffsets there = live.lookNow();
        return records(from, there) > 0 && !isHeldBack(from, there);
    }

    @Override
    public void onNewData(Runnable added) {
        listener = added;
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

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        PartitionOffsets from = start == null ? initial() : parsed(start);
        PartitionOffsets until = parsed(end);
        Set<TopicPartition> gone = isStreaming ? topics.verify(until) : Set.of();
        PartitionOffsets begin = notes.begins(from, until);
        List<OffsetRange> ranges = new ArrayList<>();
        until.byPartition().forEach((partition, last) -> {
            long first = begin.byPartition().getOrDefault(partition, last);
            if (first < last && gone.contains(partition)) {
                lost.report(last - first, () -> KafkaErrors.deleted(Map.of(partition, first), Map.of(partition, last)));
            } else if (first < last) {
                ranges.add(new OffsetRange(partition, first, last));
            }
        });
        read = until;
        List<OffsetRange> pieces = OffsetRange.pieces(ranges, settings.minPieces(), settings.maxPieceRecords());
        return live == null ? List.copyOf(pieces) : live.held(pieces);
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return switch (split) {
            case HeldRecords held -> new HeldRecords.Reader(held, columns(held.range(), request));
            case OffsetRange range ->
                new KafkaSplitReader(
                        range, columns(range, request), cursors, cluster, lost, settings.pollTimeoutMillis());
            default -> throw new IllegalArgumentException("a split of another source: " + split.description());
        };
    }

    private RecordColumns columns(OffsetRange range, ReadRequest request) {
        return new RecordColumns(settings.shape(), request.schema(), range.partition());
    }

    @Override
    public void freezeLatest() {
        isFrozen = true;
        look = null;
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
        PartitionOffsets latest = available();
        if (!latest.isEmpty()) {
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
        if (live != null) {
            metrics.put("fetchedAheadBytes", Long.toString(live.heldBytes()));
        }
        if (lost.count() > 0) {
            metrics.put("lostRecords", Long.toString(lost.count()));
        }
        return metrics;
    }

    private PartitionOffsets available() {
        if (live != null) {
            return live.available(read);
        }
        return look == null ? PartitionOffsets.of(Map.of()) : look.ends();
    }

    private static Offset offset(PartitionOffsets offsets) {
        return new Offset(offsets.json());
    }

    private static PartitionOffsets parsed(Offset offset) {
        try {
            return PartitionOffsets.parse(offset.json());
        } catch (IllegalArgumentException malformed) {
            throw KafkaErrors.damaged(offset.json(), String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        cursors.close();
        cluster.close();
    }
}

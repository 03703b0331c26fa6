package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    /** How long partitions that are new, and those that are gone, may stay unnoticed where nothing else comes. */
    private static final long LOOK_MILLIS = 1_000;

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
    private boolean isLive;

    /** Whether what there is waits for more, by the options. */
    private boolean isHeldBack;

    /** Under the continuous trigger. */
    private @Nullable LiveReading live;

    /** Of a stream that has found nothing new. */
    private @Nullable ArrivalWatch watch;

    private boolean isFrozen;
    private @Nullable PartitionOffsets frozen;

    /** What was there at the last look, and up to where it is read: for the lag in progress. */
    private @Nullable PartitionOffsets available;

    private PartitionOffsets read = PartitionOffsets.of(Map.of());

    KafkaSource(ReadSettings settings, ClientSettings client, boolean isStreaming, SourceContext context) {
        this.settings = settings;
        this.client = client;
        this.exec = context.exec();
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
        PartitionOffsets begin = isStreaming
                ? resolver.streamStart(settings.start(), there.partitions())
                : resolver.start(settings.start(), there.partitions());
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
        if (isLive) {
            return offset(arrived(from));
        }
        PartitionOffsets latest = frozen == null ? looked(from) : frozen;
        available = latest;
        if (limit == ReadLimit.ALL_AVAILABLE) {
            return offset(latest);
        }
        PartitionOffsets begin = notes.begins(from, latest);
        if (!isFrozen && limits.holdsBack(begin, latest, clock.wallMillis())) {
            expectMore(latest, Math.min(LOOK_MILLIS, limits.delayLeftMillis(clock.wallMillis())));
            return offset(from);
        }
        return offset(limits.upTo(begin, latest));
    }

    /** What of a turn is in memory. */
    private PartitionOffsets arrived(PartitionOffsets from) {
        LiveReading reading = live;
        if (reading == null) {
            reading = new LiveReading(settings, client, topics, notes, from, clock, exec, this::tell);
            live = reading;
        }
        PartitionOffsets latest = reading.latest();
        if (limits.areNone()) {
            return latest;
        }
        PartitionOffsets there = reading.available(latest);
        isHeldBack = limits.holdsBack(notes.begins(from, there), there, clock.wallMillis());
        return isHeldBack ? from : limits.upTo(notes.begins(from, latest), latest);
    }

    private void tell() {
        Runnable told = listener;
        if (told != null) {
            told.run();
        }
    }

    @Override
    public void readAhead() {
        isLive = true;
    }

    @Override
    public boolean hasMore(@Nullable Offset end) {
        return isLive && !isHeldBack && !topics.isRead(end == null ? initial() : parsed(end));
    }

    /** What the cluster has now. */
    private PartitionOffsets looked(PartitionOffsets from) {
        KnownTopics.Look look = topics.look(from);
        topics.note(look);
        PartitionOffsets latest = look.ends();
        if (isFrozen) {
            frozen = latest;
        } else if (latest.equals(from)) {
            expectMore(latest.of(look.present()), LOOK_MILLIS);
        } else {
            cursors.askAhead();
        }
        return latest;
    }

    /** Has the listener told of what comes behind these offsets. */
    private void expectMore(PartitionOffsets offsets, long mostMillis) {
        Runnable told = listener;
        if (told != null) {
            ArrivalWatch open = watch;
            if (open == null) {
                open = new ArrivalWatch(client, settings.group(), exec, told);
                watch = open;
            }
            open.expect(offsets, mostMillis);
        }
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
        if (isStreaming) {
            topics.verifyOnce(until);
        }
        PartitionOffsets begin = notes.begins(from, until);
        List<OffsetRange> ranges = new ArrayList<>();
        until.byPartition().forEach((partition, last) -> {
            long first = begin.byPartition().getOrDefault(partition, last);
            if (first < last) {
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
                new KafkaSplitReader(range, columns(range, request), cursors, lost, settings.pollTimeoutMillis());
            default -> throw new IllegalArgumentException("a split of another source: " + split.description());
        };
    }

    private RecordColumns columns(OffsetRange range, ReadRequest request) {
        return new RecordColumns(settings.shape(), request.schema(), range.partition());
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
        PartitionOffsets latest = live == null ? available : live.available(read);
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
        if (live != null) {
            metrics.put("fetchedAheadBytes", Long.toString(live.heldBytes()));
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
            throw KafkaErrors.damaged(offset.json(), String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        if (watch != null) {
            watch.close();
        }
        cursors.close();
        cluster.close();
    }
}

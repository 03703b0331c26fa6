package dev.sluice.kafka;

import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.source.Split;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a query reads that runs in turns: records come by {@link FetchAhead}, new partitions and what is wrong with those
 * there are by {@link LiveTopics}, and no turn waits for either. Used by the thread of the query.
 */
final class LiveReading implements AutoCloseable {
    private static final long MOST_BYTES = 16 << 20;

    private final KnownTopics topics;
    private final SourceNotes notes;
    private final long timeoutMillis;
    private final FetchAhead fetched;
    private final LiveTopics looks;

    /** The ends that the cluster has told last. */
    private PartitionOffsets told;

    /**
     * Begins to fetch.
     *
     * @param from where the query stands
     * @param first what a look has found just now
     * @param onNews is run, from any thread, when there is something new
     */
    LiveReading(
            KafkaPort port,
            ReadSettings settings,
            ClientSettings client,
            KnownTopics topics,
            SourceNotes notes,
            PartitionOffsets from,
            KnownTopics.Look first,
            Clock clock,
            Exec exec,
            Runnable onNews) {
        this.topics = topics;
        this.notes = notes;
        this.timeoutMillis = settings.pollTimeoutMillis();
        this.told = first.ends();
        this.fetched = new FetchAhead(port, client, settings.group(), MOST_BYTES, clock, exec, onNews);
        fetched.follow(first.present(), places(from, first.ends()), Map.of());
        this.looks = new LiveTopics(this::look, clock, exec, onNews);
    }

    /** Where partitions begin that {@code end} has, with the epochs that are noted. */
    private Map<TopicPartition, EpochOffset> places(PartitionOffsets from, PartitionOffsets end) {
        Map<TopicPartition, EpochOffset> places = new TreeMap<>(PartitionOffsets.ORDER);
        notes.begins(from, end)
                .byPartition()
                .forEach((partition, begin) -> places.put(partition, new EpochOffset(begin, notes.epoch(partition))));
        return places;
    }

    /** Up to where all is in memory, or was taken; what it is known with is noted. */
    PartitionOffsets latest() {
        looks.take(this::follow);
        Map<TopicPartition, EpochOffset> places = fetched.places();
        notes.addEpochs(places);
        Map<TopicPartition, Long> ends = new TreeMap<>(PartitionOffsets.ORDER);
        places.forEach((partition, place) -> ends.put(partition, place.offset()));
        return PartitionOffsets.of(ends);
    }

    /** Which cannot be read is asked first: those stand still, so that they are looked for from where they are. */
    private KnownTopics.Look look() {
        Set<TopicPartition> unreadable = fetched.outOfRange();
        return topics.look(fetched.ends(), unreadable);
    }

    private void follow(KnownTopics.Look look) {
        topics.note(look);
        told = look.ends();
        fetched.follow(look.present(), places(fetched.ends(), look.ends()), look.moved());
        fetched.requireProgress(look.ends(), timeoutMillis);
    }

    /** Up to where there is something, as far as is known: brokers tell it once in a while, and all up to {@code latest} is. */
    PartitionOffsets available(PartitionOffsets latest) {
        Map<TopicPartition, Long> ends = new TreeMap<>(PartitionOffsets.ORDER);
        ends.putAll(told.byPartition());
        latest.byPartition().forEach((partition, end) -> ends.merge(partition, end, Math::max));
        return PartitionOffsets.of(ends);
    }

    /** Up to where there is something, as the brokers say now. */
    PartitionOffsets lookNow() {
        looks.lookNow();
        looks.take(this::follow);
        return available(fetched.ends());
    }

    /** Whether the query does not keep up. */
    boolean isFull() {
        return fetched.heldBytes() >= MOST_BYTES;
    }

    /** Ranges with their records, which are given away, where they have any; those that are not in memory as they are. */
    List<Split> held(List<OffsetRange> ranges) {
        List<Split> splits = new ArrayList<>();
        for (OffsetRange range : ranges) {
            @Nullable List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = fetched.take(range);
            if (records == null) {
                splits.add(range);
            } else if (!records.isEmpty()) {
                splits.add(new HeldRecords(range, records));
            }
        }
        return splits;
    }

    long heldBytes() {
        return fetched.heldBytes();
    }

    @Override
    public void close() {
        looks.close();
        fetched.close();
    }
}

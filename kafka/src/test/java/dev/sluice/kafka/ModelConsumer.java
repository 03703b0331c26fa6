package dev.sluice.kafka;

import dev.sluice.seam.Exec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Reads partitions of a {@link ModelCluster} from where it is told. Used by one thread, and woken by others. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // One thread runs at a time.
final class ModelConsumer extends MockConsumer<ByteBuffer, ByteBuffer> {
    private final ModelProcess process;
    private final ModelPort port;
    private final Exec.Monitor monitor;
    private final boolean seesUncommitted;
    private final Map<TopicPartition, EpochOffset> positions = new TreeMap<>(PartitionOffsets.ORDER);
    private final Set<TopicPartition> paused = new HashSet<>();
    private boolean isWoken;

    /** Before it does, it asks nobody whether a position is one. */
    private boolean knowsLeaders;

    ModelConsumer(ModelProcess process, ModelPort port, Exec.Monitor monitor, boolean seesUncommitted) {
        super("none");
        this.process = process;
        this.port = port;
        this.monitor = monitor;
        this.seesUncommitted = seesUncommitted;
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        positions.keySet().retainAll(partitions);
        partitions.forEach(partition -> positions.putIfAbsent(partition, new EpochOffset(0, EpochOffset.NO_EPOCH)));
        paused.retainAll(partitions);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        positions.put(partition, new EpochOffset(offset, EpochOffset.NO_EPOCH));
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        positions.put(partition, EpochOffset.of(offset));
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public long position(TopicPartition partition) {
        return place(partition).offset();
    }

    private EpochOffset place(TopicPartition partition) {
        return Objects.requireNonNull(positions.get(partition), "not assigned");
    }

    @Override
    public long position(TopicPartition partition, Duration wait) {
        process.request(() -> {});
        ModelPartition found = process.cluster().partition(partition);
        if (found != null && knowsLeaders) {
            process.cluster().meet(KafkaSituation.KS5_ANOTHER_LEADER_IS_ASKED_WHETHER_IT_HAS_WHAT_WAS_READ);
            requireUncut(partition, found);
        }
        return position(partition);
    }

    /** As consumers do whenever the leader is another one. */
    private void requireUncut(TopicPartition partition, ModelPartition found) {
        EpochOffset place = place(partition);
        if (place.hasEpoch() && !found.knows(place.epoch())) {
            throw new LogTruncationException("unknown", Map.of(partition, place.offset()), Map.of());
        }
        if (place.hasEpoch() && found.endOf(place.epoch()) < place.offset()) {
            throw new LogTruncationException(
                    "cut off",
                    Map.of(partition, place.offset()),
                    Map.of(partition, new OffsetAndMetadata(found.endOf(place.epoch()))));
        }
    }

    @Override
    public ConsumerRecords<ByteBuffer, ByteBuffer> poll(Duration wait) {
        if (wait.isZero()) {
            process.requireAlive();
            return fetched();
        }
        process.request(() -> {});
        requireNotWoken();
        ConsumerRecords<ByteBuffer, ByteBuffer> found = process.goesWrong() ? ConsumerRecords.empty() : fetched();
        if (found.nextOffsets().isEmpty()) {
            process.pause(monitor, wait.toMillis());
            requireNotWoken();
        }
        return found;
    }

    private void requireNotWoken() {
        if (isWoken) {
            isWoken = false;
            throw new WakeupException();
        }
    }

    private ConsumerRecords<ByteBuffer, ByteBuffer> fetched() {
        knowsLeaders = true;
        Map<TopicPartition, List<ConsumerRecord<ByteBuffer, ByteBuffer>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        Map<TopicPartition, ModelPartition> wanted = wanted();
        // No record is passed by a poll that fails.
        wanted.forEach(this::requireUncut);
        wanted.forEach((partition, found) -> requireInRange(partition, position(partition), found));
        wanted.forEach((partition, found) -> {
            long position = position(partition);
            ModelPartition.Fetched fetched = found.fetch(position, seesUncommitted, 1 + process.below(8));
            if (fetched.next() > position) {
                records.put(partition, records(partition, found, fetched.offsets()));
                EpochOffset place = new EpochOffset(fetched.next(), found.epochBefore(fetched.next()));
                positions.put(partition, place);
                next.put(partition, place.toSeek());
            }
        });
        return new ConsumerRecords<>(records, next);
    }

    private Map<TopicPartition, ModelPartition> wanted() {
        Map<TopicPartition, ModelPartition> wanted = new TreeMap<>(PartitionOffsets.ORDER);
        for (TopicPartition partition : positions.keySet()) {
            ModelPartition found = process.cluster().partition(partition);
            if (found != null && !paused.contains(partition)) {
                wanted.put(partition, found);
            }
        }
        return wanted;
    }

    private void requireInRange(TopicPartition partition, long position, ModelPartition found) {
        boolean isBehind = position > port.knownEnd(partition, found);
        if (isBehind && position <= found.end()) {
            process.cluster().meet(KafkaSituation.KS5_A_LEADER_THAT_IS_BEHIND_KNOWS_NO_SUCH_OFFSET);
        }
        if (isBehind || position < found.start()) {
            throw new OffsetOutOfRangeException(Map.of(partition, position));
        }
    }

    private List<ConsumerRecord<ByteBuffer, ByteBuffer>> records(
            TopicPartition partition, ModelPartition found, List<Long> offsets) {
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = new ArrayList<>();
        for (long offset : offsets) {
            ModelPartition.Entry entry = found.at(offset);
            records.add(new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    entry.timestamp(),
                    TimestampType.CREATE_TIME,
                    size(entry.key()),
                    size(entry.value()),
                    view(entry.key()),
                    view(entry.value()),
                    new RecordHeaders(),
                    Optional.of(found.epochBefore(offset + 1))));
        }
        return records;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }

    @SuppressWarnings("NullAway") // A record without a key has null, which Kafka does not declare.
    private static ByteBuffer view(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration wait) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        process.request(() -> partitions.forEach(partition -> {
            ModelPartition found = process.cluster().partition(partition);
            offsets.put(partition, found == null ? 0 : found.start());
        }));
        knowsLeaders = true;
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration wait) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        process.request(() -> partitions.forEach(partition -> {
            ModelPartition found = process.cluster().partition(partition);
            offsets.put(partition, found == null ? 0 : Math.min(found.stableEnd(), port.knownEnd(partition, found)));
        }));
        return offsets;
    }

    @Override
    public void wakeup() {
        isWoken = true;
        try (var held = monitor.enter()) {
            monitor.signalAll();
        }
    }

    @Override
    public void close(CloseOptions options) {}
}

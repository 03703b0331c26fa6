package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * The records of all partitions as they come, kept until a turn takes them: one consumer on a thread of its own. When it holds
 * as much as it may, it fetches no more until some are taken, so a slow query slows it. Thread-safe.
 */
final class FetchAhead implements AutoCloseable {
    /** At most so long the consumer waits at a time. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** What a record takes beside its bytes, about. */
    private static final long RECORD_BYTES = 128;

    private final ClientSettings settings;
    private final Clock clock;
    private final long mostBytes;
    private final Runnable onChange;
    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final Exec.Monitor monitor;
    private final ConsumerThread thread;

    // Guarded by the monitor.
    private final Map<TopicPartition, Fetched> partitions = new TreeMap<>(PartitionOffsets.ORDER);
    private final Set<TopicPartition> present = new HashSet<>();
    private final Set<TopicPartition> toSeek = new HashSet<>();
    private boolean isReassigned;
    private long heldBytes;

    /** What is there of a partition. */
    private static final class Fetched {
        private final Deque<ConsumerRecord<ByteBuffer, ByteBuffer>> records = new ArrayDeque<>();

        /** Nothing before it is there any more. */
        private long takenTo;

        /** Every record before it is there, or was taken. */
        private long fetchedTo;

        /** With which that is known. */
        private int epoch;

        private boolean isOutOfRange;

        /** Since when there has been more to fetch; -1 if there is not. */
        private long behindNanos = -1;

        private Fetched(EpochOffset begin) {
            takenTo = begin.offset();
            fetchedTo = begin.offset();
            epoch = begin.epoch();
        }

        private EpochOffset place() {
            return new EpochOffset(fetchedTo, epoch);
        }
    }

    /**
     * @param mostBytes which it holds, and one answer of the consumer beyond it
     * @param onChange is run on the thread of the consumer when there is something new
     */
    FetchAhead(
            KafkaPort port,
            ClientSettings settings,
            String group,
            long mostBytes,
            Clock clock,
            Exec exec,
            Runnable onChange) {
        this.settings = settings;
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.onChange = onChange;
        this.monitor = exec.monitor();
        this.consumer = port.follower(settings, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
        this.thread = new ConsumerThread(
                "sluice-kafka-fetch", "reading ahead", settings, consumer, exec, monitor, this::run, onChange);
    }

    /**
     * Reads these partitions on, and no others. Of each the leader is asked whether it has what is before, here and whenever it is
     * another one.
     *
     * @param begins where those are read from that are new
     * @param moved where those are read on that could not be
     */
    void follow(Set<TopicPartition> there, Map<TopicPartition, EpochOffset> begins, Map<TopicPartition, Long> moved) {
        try (var held = monitor.enter()) {
            begins.forEach((partition, begin) -> partitions.putIfAbsent(partition, new Fetched(begin)));
            moved.forEach((partition, offset) -> {
                Fetched fetched = known(partition);
                // What is there already is not read again.
                fetched.fetchedTo = Math.max(fetched.fetchedTo, offset);
                fetched.isOutOfRange = false;
                toSeek.add(partition);
            });
            for (TopicPartition partition : there) {
                if (present.add(partition)) {
                    toSeek.add(partition);
                    isReassigned = true;
                }
            }
            isReassigned |= present.retainAll(there);
            if (!isReassigned && toSeek.isEmpty()) {
                return;
            }
            monitor.signalAll();
        }
        consumer.wakeup();
    }

    private Fetched known(TopicPartition partition) {
        Fetched fetched = partitions.get(partition);
        if (fetched == null) {
            throw new IllegalStateException("nobody has said where " + partition + " begins");
        }
        return fetched;
    }

    /** Up to where all is there. */
    PartitionOffsets ends() {
        Map<TopicPartition, Long> ends = new TreeMap<>(PartitionOffsets.ORDER);
        places().forEach((partition, place) -> ends.put(partition, place.offset()));
        return PartitionOffsets.of(ends);
    }

    /** The same with epochs. */
    Map<TopicPartition, EpochOffset> places() {
        try (var held = monitor.enter()) {
            thread.requireNoFailure();
            Map<TopicPartition, EpochOffset> places = new TreeMap<>(PartitionOffsets.ORDER);
            partitions.forEach((partition, fetched) -> places.put(partition, fetched.place()));
            return places;
        }
    }

    /** Partitions whose next offset is not there; they wait to be moved. */
    Set<TopicPartition> outOfRange() {
        try (var held = monitor.enter()) {
            Set<TopicPartition> all = new TreeSet<>(PartitionOffsets.ORDER);
            partitions.forEach((partition, fetched) -> {
                if (fetched.isOutOfRange) {
                    all.add(partition);
                }
            });
            return all;
        }
    }

    long heldBytes() {
        try (var held = monitor.enter()) {
            return heldBytes;
        }
    }

    /** @throws SluiceException if a partition has more, and none of it has come for so long */
    void requireProgress(PartitionOffsets ends, long timeoutMillis) {
        long now = clock.monotonicNanos();
        try (var held = monitor.enter()) {
            boolean isFull = heldBytes >= mostBytes;
            for (TopicPartition partition : present) {
                Fetched fetched = known(partition);
                long end = ends.byPartition().getOrDefault(partition, 0L);
                if (isFull || end <= fetched.fetchedTo) {
                    fetched.behindNanos = -1;
                } else if (fetched.behindNanos == -1) {
                    fetched.behindNanos = now;
                } else if (TimeUnit.NANOSECONDS.toMillis(now - fetched.behindNanos) >= timeoutMillis) {
                    throw KafkaErrors.failed(
                            settings,
                            "reading topic \"" + partition.topic() + "\", partition " + partition.partition()
                                    + ", offset " + fetched.fetchedTo + " of " + end,
                            timeoutMillis,
                            new TimeoutException("no record came for " + timeoutMillis + " ms"));
                }
            }
        }
    }

    /** The records of a range, which are not there any more afterwards; null if not all of them are there. */
    @Nullable
    List<ConsumerRecord<ByteBuffer, ByteBuffer>> take(OffsetRange range) {
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> taken = new ArrayList<>();
        try (var held = monitor.enter()) {
            Fetched fetched = partitions.get(range.partition());
            if (fetched == null || range.from() < fetched.takenTo || range.until() > fetched.fetchedTo) {
                return null;
            }
            boolean wasFull = heldBytes >= mostBytes;
            for (var next = fetched.records.peek();
                    next != null && next.offset() < range.until();
                    next = fetched.records.peek()) {
                fetched.records.remove();
                heldBytes -= bytes(next);
                if (next.offset() >= range.from()) {
                    taken.add(next);
                }
            }
            fetched.takenTo = range.until();
            if (wasFull) {
                monitor.signalAll();
            }
        }
        return taken;
    }

    private static long bytes(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return RECORD_BYTES + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    private void run(ConsumerThread own) throws InterruptedException {
        while (awaitRoom(own)) {
            fetch();
        }
    }

    /** @return whether the source is still open */
    private boolean awaitRoom(ConsumerThread own) throws InterruptedException {
        try (var held = monitor.enter()) {
            while (!own.isClosed() && (heldBytes >= mostBytes || present.isEmpty())) {
                monitor.await(MAX_WAIT_NANOS);
            }
            if (isReassigned) {
                consumer.assign(present);
                isReassigned = false;
            }
            toSeek.retainAll(present);
            for (TopicPartition partition : toSeek) {
                consumer.seek(partition, known(partition).place().toSeek());
            }
            consumer.resume(toSeek);
            toSeek.clear();
            return !own.isClosed();
        }
    }

    private void fetch() {
        try {
            ConsumerRecords<ByteBuffer, ByteBuffer> fetched = consumer.poll(WAIT);
            if (!fetched.nextOffsets().isEmpty()) {
                add(fetched);
                onChange.run();
            }
        } catch (WakeupException asked) {
            // There is something else to do first.
        } catch (LogTruncationException unsure) {
            KafkaErrors.requireNoTruncation(unsure, Map.of());
            LogHistory.warnOfUnknownEpochs(unsure.offsetOutOfRangePartitions());
            goOnWithoutEpoch(unsure.partitions());
        } catch (OffsetOutOfRangeException gone) {
            consumer.pause(gone.partitions());
            outOfRange(gone.partitions());
        }
    }

    private void add(ConsumerRecords<ByteBuffer, ByteBuffer> fetched) {
        try (var held = monitor.enter()) {
            for (TopicPartition partition : fetched.partitions()) {
                Fetched target = known(partition);
                for (ConsumerRecord<ByteBuffer, ByteBuffer> record : fetched.records(partition)) {
                    // What was sought may lie within a batch of records that comes whole.
                    if (record.offset() >= target.fetchedTo) {
                        target.records.add(record);
                        heldBytes += bytes(record);
                    }
                }
            }
            fetched.nextOffsets().forEach((partition, next) -> {
                Fetched target = known(partition);
                if (next.offset() >= target.fetchedTo) {
                    target.fetchedTo = next.offset();
                    target.epoch = EpochOffset.of(next).epoch();
                }
                target.behindNanos = -1;
            });
        }
    }

    /** Otherwise the leader would be asked again and again. */
    private void goOnWithoutEpoch(Collection<TopicPartition> unsure) {
        try (var held = monitor.enter()) {
            unsure.forEach(partition -> known(partition).epoch = EpochOffset.NO_EPOCH);
            toSeek.addAll(unsure);
        }
    }

    private void outOfRange(Collection<TopicPartition> gone) {
        try (var held = monitor.enter()) {
            gone.forEach(partition -> known(partition).isOutOfRange = true);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}

package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a partition has gone on from where a query has read it: a consumer on a thread of its own waits for the next
 * record, of as few bytes as brokers give, and drops it.
 */
final class ArrivalWatch implements AutoCloseable {
    private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final Runnable onArrival;
    private final Exec.Monitor monitor;
    private final ConsumerThread thread;

    /** Guarded by the monitor. */
    private @Nullable Wait wanted;

    /** Beyond these offsets, and no longer than that. */
    private record Wait(PartitionOffsets offsets, long mostMillis) {}

    /** @param onArrival is run on the thread of the watch */
    ArrivalWatch(ClientSettings settings, String group, Exec exec, Runnable onArrival) {
        this.onArrival = onArrival;
        this.monitor = exec.monitor();
        this.consumer = Clients.follower(
                settings,
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1));
        this.thread = new ConsumerThread(
                "sluice-kafka-watch",
                "waiting for new records",
                settings,
                consumer,
                exec,
                monitor,
                this::run,
                onArrival);
    }

    /**
     * Tells once that a partition is beyond its offset here, or that the time is over.
     *
     * @throws SluiceException what an earlier watch has failed with
     */
    void expect(PartitionOffsets offsets, long mostMillis) {
        try (var held = monitor.enter()) {
            thread.requireNoFailure();
            wanted = new Wait(offsets, mostMillis);
            monitor.signalAll();
        }
    }

    private void run(ConsumerThread own) throws InterruptedException {
        for (Wait next = next(own); next != null; next = next(own)) {
            await(next, own);
            onArrival.run();
        }
    }

    private @Nullable Wait next(ConsumerThread own) throws InterruptedException {
        try (var held = monitor.enter()) {
            while (!own.isClosed() && wanted == null) {
                monitor.await(MAX_WAIT_NANOS);
            }
            Wait next = own.isClosed() ? null : wanted;
            wanted = null;
            return next;
        }
    }

    private void await(Wait wait, ConsumerThread own) throws InterruptedException {
        Set<TopicPartition> partitions = wait.offsets().byPartition().keySet();
        if (partitions.isEmpty()) {
            pause(wait.mostMillis(), own);
            return;
        }
        if (!partitions.equals(consumer.assignment())) {
            consumer.assign(partitions);
        }
        wait.offsets().byPartition().forEach(consumer::seek);
        try {
            consumer.poll(Duration.ofMillis(wait.mostMillis()));
        } catch (OffsetOutOfRangeException gone) {
            // Whoever plans sees that too, and judges it.
        }
    }

    /** There is nothing yet that could be waited for. */
    private void pause(long millis, ConsumerThread own) throws InterruptedException {
        try (var held = monitor.enter()) {
            if (!own.isClosed() && wanted == null) {
                monitor.await(TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}

package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a partition has gone on from where a query has read it: a consumer on a thread of its own waits for the next
 * record, of as few bytes as brokers give, and drops it.
 */
final class ArrivalWatch implements AutoCloseable {
    private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ClientSettings settings;
    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final Runnable onArrival;
    private final Exec.Monitor monitor;
    private final Exec.Task task;

    // Guarded by the monitor.
    private @Nullable Wait wanted;
    private @Nullable SluiceException failure;
    private boolean isClosed;

    /** Beyond these offsets, and no longer than that. */
    private record Wait(PartitionOffsets offsets, long mostMillis) {}

    /** @param onArrival is run on the thread of the watch */
    ArrivalWatch(ClientSettings settings, String group, Exec exec, Runnable onArrival) {
        this.settings = settings;
        this.onArrival = onArrival;
        this.monitor = exec.monitor();
        this.consumer = Clients.follower(
                settings,
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1));
        this.task = exec.spawn("sluice-kafka-watch", this::run);
    }

    /**
     * Tells once that a partition is beyond its offset here, or that the time is over.
     *
     * @throws SluiceException what an earlier watch has failed with
     */
    void expect(PartitionOffsets offsets, long mostMillis) {
        try (var held = monitor.enter()) {
            if (failure != null) {
                throw failure;
            }
            wanted = new Wait(offsets, mostMillis);
            monitor.signalAll();
        }
    }

    private void run() {
        try {
            for (Wait next = next(); next != null; next = next()) {
                await(next);
                onArrival.run();
            }
        } catch (WakeupException closing) {
            // Nobody waits any more.
        } catch (RuntimeException failed) {
            fail(KafkaErrors.failed(settings, "waiting for new records", 0, failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private @Nullable Wait next() throws InterruptedException {
        try (var held = monitor.enter()) {
            while (!isClosed && wanted == null) {
                monitor.await(MAX_WAIT_NANOS);
            }
            Wait next = isClosed ? null : wanted;
            wanted = null;
            return next;
        }
    }

    private void await(Wait wait) throws InterruptedException {
        Set<TopicPartition> partitions = wait.offsets().byPartition().keySet();
        if (partitions.isEmpty()) {
            pause(wait.mostMillis());
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
    private void pause(long millis) throws InterruptedException {
        try (var held = monitor.enter()) {
            if (!isClosed && wanted == null) {
                monitor.await(TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
    }

    private void fail(SluiceException failed) {
        try (var held = monitor.enter()) {
            failure = failed;
        }
        onArrival.run();
    }

    @Override
    public void close() {
        try (var held = monitor.enter()) {
            isClosed = true;
            monitor.signalAll();
        }
        consumer.wakeup();
        try {
            task.join(0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

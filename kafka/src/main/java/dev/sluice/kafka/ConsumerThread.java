package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** A consumer, and the thread beside the query that alone works with it until both are closed. Thread-safe. */
final class ConsumerThread implements AutoCloseable {
    private final ClientSettings settings;
    private final String doing;
    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final Exec.Monitor monitor;
    private final Runnable onFailure;
    private final Exec.Task task;

    // Guarded by the monitor.
    private @Nullable SluiceException failure;
    private boolean isClosed;

    /** What the thread does until it is closed. */
    @FunctionalInterface
    interface Work {
        void run(ConsumerThread thread) throws InterruptedException;
    }

    /**
     * Starts the thread.
     *
     * @param doing what errors say of it
     * @param monitor of what the thread shares with others
     * @param onFailure is run on the thread once it has failed
     */
    ConsumerThread(
            String name,
            String doing,
            ClientSettings settings,
            Consumer<ByteBuffer, ByteBuffer> consumer,
            Exec exec,
            Exec.Monitor monitor,
            Work work,
            Runnable onFailure) {
        this.settings = settings;
        this.doing = doing;
        this.consumer = consumer;
        this.monitor = monitor;
        this.onFailure = onFailure;
        this.task = exec.spawn(name, () -> run(work));
    }

    private void run(Work work) {
        try {
            work.run(this);
        } catch (RuntimeException | Error failed) { // Told to who asks next, or the query would wait for ever.
            if (note(failed)) {
                onFailure.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /** @return whether somebody has to know; one that is closed was woken */
    private boolean note(Throwable failed) {
        try (var held = monitor.enter()) {
            if (!isClosed) {
                failure = KafkaErrors.failed(settings, doing, 0, failed);
            }
            return !isClosed;
        }
    }

    /** Inside the monitor. */
    boolean isClosed() {
        return isClosed;
    }

    /**
     * Inside the monitor.
     *
     * @throws SluiceException what the thread has failed with
     */
    void requireNoFailure() {
        if (failure != null) {
            throw failure;
        }
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

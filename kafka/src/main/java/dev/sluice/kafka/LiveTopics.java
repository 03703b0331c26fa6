package dev.sluice.kafka;

import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the topics once in a while on a thread of its own, for a query that must not wait for brokers: what a look has found is
 * there when it is asked for. The next look waits until the last one was taken. Thread-safe.
 */
final class LiveTopics implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<KnownTopics.Look> question;
    private final Runnable onAnswer;
    private final Clock clock;
    private final Exec.Monitor monitor;
    private final Exec.Task task;

    // Guarded by the monitor.
    private KnownTopics.@Nullable Look answer;

    /** How often somebody has asked, and with how many of these questions the answer was looked for. */
    private long asked;

    private long answered;
    private @Nullable Throwable failure;
    private boolean isClosed;

    /**
     * @param question is asked on the thread of the looks
     * @param onAnswer is run on that thread when there is an answer that nobody waits for
     */
    LiveTopics(Supplier<KnownTopics.Look> question, Clock clock, Exec exec, Runnable onAnswer) {
        this.question = question;
        this.clock = clock;
        this.onAnswer = onAnswer;
        this.monitor = exec.monitor();
        this.task = exec.spawn("sluice-kafka-topics", this::run);
    }

    /**
     * Has somebody take what the last look has found, if that was not taken yet. While it is taken no other look begins.
     *
     * @throws dev.sluice.error.SluiceException if that contradicts what was read
     */
    void take(Consumer<KnownTopics.Look> taker) {
        KnownTopics.Look found;
        try (var held = monitor.enter()) {
            requireNoFailure();
            found = answer;
        }
        if (found != null) {
            taker.accept(found);
            try (var held = monitor.enter()) {
                answer = null;
                monitor.signalAll();
            }
        }
    }

    private void requireNoFailure() {
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException failed -> throw failed;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Waits for a look that begins from now on; it is to be taken. */
    void lookNow() {
        try (var held = monitor.enter()) {
            long mine = ++asked;
            // What was found before is found again.
            answer = null;
            monitor.signalAll();
            while (failure == null && !isClosed && answered < mine) {
                monitor.await(INTERVAL_NANOS);
            }
        } catch (InterruptedException stopped) {
            throw KafkaErrors.interrupted("looking at topics", stopped);
        }
    }

    private void run() {
        try {
            while (awaitNext()) {
                long asking = asked();
                KnownTopics.Look found = question.get();
                boolean isAwaited;
                try (var held = monitor.enter()) {
                    isAwaited = asking > answered;
                    answer = found;
                    answered = asking;
                    monitor.signalAll();
                }
                if (!isAwaited) {
                    onAnswer.run();
                }
            }
        } catch (RuntimeException | Error failed) { // Told to who asks next, or the query would wait for ever.
            try (var held = monitor.enter()) {
                failure = failed;
                monitor.signalAll();
            }
            onAnswer.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long asked() {
        try (var held = monitor.enter()) {
            return asked;
        }
    }

    private boolean awaitNext() throws InterruptedException {
        long next = clock.monotonicNanos() + INTERVAL_NANOS;
        try (var held = monitor.enter()) {
            long left = INTERVAL_NANOS;
            while (!isClosed && answered == asked && (answer != null || left > 0)) {
                monitor.await(left > 0 ? left : INTERVAL_NANOS);
                left = next - clock.monotonicNanos();
            }
            return !isClosed;
        }
    }

    @Override
    public void close() {
        try (var held = monitor.enter()) {
            isClosed = true;
            monitor.signalAll();
        }
        task.interrupt();
        try {
            task.join(0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

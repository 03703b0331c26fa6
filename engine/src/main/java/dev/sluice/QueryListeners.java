package dev.sluice;

import dev.sluice.StreamingQueryListener.QueryIdleEvent;
import dev.sluice.StreamingQueryListener.QueryProgressEvent;
import dev.sluice.StreamingQueryListener.QueryStartedEvent;
import dev.sluice.StreamingQueryListener.QueryTerminatedEvent;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.streaming.QueryEvents;
import dev.sluice.streaming.progress.BatchProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every listener of a session what happened: a start on the thread that starts the query, all else in order on a
 * thread that ends when nothing is left to tell. The thread of a query never waits for a listener, and a listener that
 * throws does not keep the others from being told.
 */
final class QueryListeners {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingQueryListener.class);
    /** More that is untold than this is not kept for listeners that do not keep up. */
    private static final int MAX_UNTOLD = 10_000;

    private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<StreamingQueryListener> listeners = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final Exec exec;
    private final Exec.Monitor monitor;
    private final Queue<Consumer<StreamingQueryListener>> untold = new ArrayDeque<>();
    private Exec.@Nullable Task teller;
    private long dropped;
    private int runsWithoutEnd;

    QueryListeners(Clock clock, Exec exec) {
        this.clock = clock;
        this.exec = exec;
        this.monitor = exec.monitor();
    }

    void add(StreamingQueryListener listener) {
        listeners.add(listener);
    }

    void remove(StreamingQueryListener listener) {
        listeners.remove(listener);
    }

    StreamingQueryListener[] all() {
        return listeners.toArray(StreamingQueryListener[]::new);
    }

    /** What one run of a query tells; {@link Run#tellStart} has to be called once it was started or could not be. */
    Run ofOneRun() {
        return new Run();
    }

    /**
     * Waits until the listeners know of the end of every run, but no longer than they may take, and not when a listener
     * asks. All queries have to be inactive.
     */
    void awaitTold() throws InterruptedException {
        long start = clock.monotonicNanos();
        try (Exec.Held held = monitor.enter()) {
            while (runsWithoutEnd > 0 || teller != null) {
                if (teller != null && teller.isCurrent()) {
                    return;
                }
                long left = CLOSE_TIMEOUT_NANOS - (clock.monotonicNanos() - start);
                if (left <= 0) {
                    LOG.warn("A listener takes long; the session is closed before {} events were told.", untold.size());
                    return;
                }
                monitor.await(left);
            }
        }
    }

    /** Needs a thread only where somebody listens. */
    private void later(Consumer<StreamingQueryListener> told) {
        if (listeners.isEmpty()) {
            return;
        }
        untold.add(told);
        if (teller == null) {
            teller = exec.spawn("sluice-listeners", this::tell);
        }
    }

    private void tell() {
        while (true) {
            Consumer<StreamingQueryListener> next;
            try (Exec.Held held = monitor.enter()) {
                next = untold.poll();
                if (next == null) {
                    teller = null;
                    monitor.signalAll();
                    return;
                }
            }
            each(next);
        }
    }

    private void each(Consumer<StreamingQueryListener> told) {
        for (StreamingQueryListener listener : listeners) {
            try {
                told.accept(listener);
            } catch (RuntimeException | Error thrown) { // Of the user's code: neither the query nor others suffer.
                LOG.warn("The listener {} failed; the query goes on.", listener, thrown);
            }
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Keeps back what a run tells until its start is told, so that everyone hears of the start first. */
    final class Run implements QueryEvents {
        private final List<Consumer<StreamingQueryListener>> keptBack = new ArrayList<>();
        private @Nullable QueryStartedEvent started;
        private boolean isStartTold;

        private Run() {}

        /** On the thread that starts the query, which holds no lock. */
        void tellStart() {
            QueryStartedEvent event;
            try (Exec.Held held = monitor.enter()) {
                event = started;
            }
            if (event != null) {
                each(listener -> listener.onQueryStarted(event));
            }
            try (Exec.Held held = monitor.enter()) {
                isStartTold = true;
                keptBack.forEach(QueryListeners.this::later);
                keptBack.clear();
            }
        }

        @Override
        public void onQueryStarted(UUID id, UUID runId, @Nullable String name, String timestamp) {
            QueryStartedEvent event = new QueryStartedEvent(id, runId, name, timestamp);
            try (Exec.Held held = monitor.enter()) {
                runsWithoutEnd++;
                if (isStartTold) {
                    later(listener -> listener.onQueryStarted(event));
                } else {
                    started = event;
                }
            }
        }

        @Override
        public void onQueryProgress(BatchProgress progress) {
            if (!listeners.isEmpty()) {
                QueryProgressEvent event = new QueryProgressEvent(StreamingQueryProgress.fromJson(progress.json()));
                unlessTooMany(listener -> listener.onQueryProgress(event));
            }
        }

        @Override
        public void onQueryIdle(UUID id, UUID runId, String timestamp) {
            if (!listeners.isEmpty()) {
                QueryIdleEvent event = new QueryIdleEvent(id, runId, timestamp);
                unlessTooMany(listener -> listener.onQueryIdle(event));
            }
        }

        @Override
        public void onQueryTerminated(UUID id, UUID runId, @Nullable Throwable failure) {
            QueryTerminatedEvent event = new QueryTerminatedEvent(
                    id,
                    runId,
                    failure == null || listeners.isEmpty() ? null : stackTrace(failure),
                    failure instanceof SluiceException error ? error.getCondition() : null);
            try (Exec.Held held = monitor.enter()) {
                inOrder(listener -> listener.onQueryTerminated(event));
                runsWithoutEnd--;
                monitor.signalAll();
            }
        }

        private void unlessTooMany(Consumer<StreamingQueryListener> told) {
            try (Exec.Held held = monitor.enter()) {
                if (untold.size() + keptBack.size() < MAX_UNTOLD) {
                    inOrder(told);
                } else if (dropped++ == 0) {
                    LOG.warn("Listeners do not keep up: {} events are untold, newer ones are left out.", MAX_UNTOLD);
                }
            }
        }

        private void inOrder(Consumer<StreamingQueryListener> told) {
            if (isStartTold) {
                later(told);
            } else {
                keptBack.add(told);
            }
        }
    }
}

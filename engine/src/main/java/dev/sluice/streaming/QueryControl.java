package dev.sluice.streaming;

import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.streaming.progress.BatchProgress;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.why.OutputAnswer;
import dev.sluice.streaming.why.QueryFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the thread of a query and those that watch it share. Thread-safe. */
final class QueryControl {
    /** The longest single wait: a clock that is set by hand moves on without waking anybody. */
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What goes on for longer is told with its beginning. */
    private static final long LONG_MILLIS = 1_000;

    private final Exec.Monitor monitor;
    private final Clock clock;
    private final int recentLimit;

    // Guarded by the monitor.
    private final Deque<BatchProgress> recent = new ArrayDeque<>();
    private QueryHandle.Status status = new QueryHandle.Status("Initializing StreamExecution", false, false);
    private long statusMillis;
    private Exec.@Nullable Task task;
    private boolean isStarted;
    private boolean isTerminated;
    private boolean stopRequested;
    private boolean isInterruptible;
    private boolean hasNewData;
    private boolean isPollWanted;
    private boolean isFinishing;
    private int waiters;
    private long arrivedNanos;
    private long triggersStarted;
    private long lastIdleTrigger = -1;
    private @Nullable Throwable failure;
    private @Nullable QueryFacts facts;

    QueryControl(Exec exec, Clock clock, int recentLimit) {
        this.monitor = exec.monitor();
        this.clock = clock;
        this.recentLimit = recentLimit;
    }

    void task(Exec.Task started) {
        try (var held = monitor.enter()) {
            task = started;
        }
    }

    Exec.@Nullable Task task() {
        try (var held = monitor.enter()) {
            return task;
        }
    }

    void started() {
        try (var held = monitor.enter()) {
            isStarted = true;
            monitor.signalAll();
        }
    }

    void awaitStarted() throws InterruptedException {
        try (var held = monitor.enter()) {
            while (!isStarted && !isTerminated) {
                monitor.await(MAX_WAIT_NANOS);
            }
        }
    }

    void terminated(@Nullable Throwable cause, String message) {
        try (var held = monitor.enter()) {
            isTerminated = true;
            failure = cause;
            status = new QueryHandle.Status(message, false, false);
            monitor.signalAll();
        }
    }

    boolean isTerminated() {
        try (var held = monitor.enter()) {
            return isTerminated;
        }
    }

    @Nullable
    Throwable failure() {
        try (var held = monitor.enter()) {
            return failure;
        }
    }

    boolean awaitTerminated(long timeoutMillis) throws InterruptedException {
        return awaitTerminated(clock.monotonicNanos(), timeoutMillis);
    }

    /**
     * @param start from when the time counts, by the monotonic clock
     * @param timeoutMillis 0 for no limit
     */
    boolean awaitTerminated(long start, long timeoutMillis) throws InterruptedException {
        long timeout = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try (var held = monitor.enter()) {
            while (!isTerminated) {
                long left = timeout - (clock.monotonicNanos() - start);
                if (timeoutMillis > 0 && left <= 0) {
                    return false;
                }
                monitor.await(timeoutMillis > 0 ? Math.min(left, MAX_WAIT_NANOS) : MAX_WAIT_NANOS);
            }
            return true;
        }
    }

    QueryHandle.Status status() {
        try (var held = monitor.enter()) {
            return status;
        }
    }

    /** What it is doing and, of work that goes on for long, since when. */
    String doing() {
        try (var held = monitor.enter()) {
            boolean isLong = status.isTriggerActive() && clock.wallMillis() - statusMillis >= LONG_MILLIS;
            return isLong ? status.message() + " since " + ProgressBuilder.timestamp(statusMillis) : status.message();
        }
    }

    void status(String message, boolean isDataAvailable, boolean isTriggerActive) {
        try (var held = monitor.enter()) {
            if (!message.equals(status.message())) {
                statusMillis = clock.wallMillis();
            }
            status = new QueryHandle.Status(message, isDataAvailable, isTriggerActive);
        }
    }

    void addProgress(BatchProgress progress) {
        try (var held = monitor.enter()) {
            recent.add(progress);
            // Spark keeps one fewer than it says.
            while (recent.size() >= Math.max(2, recentLimit)) {
                recent.removeFirst();
            }
        }
    }

    List<BatchProgress> recentProgress() {
        try (var held = monitor.enter()) {
            return List.copyOf(recent);
        }
    }

    @Nullable
    BatchProgress lastProgress() {
        try (var held = monitor.enter()) {
            return recent.peekLast();
        }
    }

    void facts(QueryFacts known) {
        try (var held = monitor.enter()) {
            facts = known;
        }
    }

    /** Why there is no output, as of now; no sentence before the sources are open. */
    List<String> why() {
        try (var held = monitor.enter()) {
            return facts == null ? List.of() : OutputAnswer.sentences(facts, clock.wallMillis());
        }
    }

    /** As {@link #why}, of this moment, for who asks later. */
    Supplier<List<String>> whyNow() {
        QueryFacts now;
        try (var held = monitor.enter()) {
            now = facts;
        }
        long millis = clock.wallMillis();
        return () -> now == null ? List.of() : OutputAnswer.sentences(now, millis);
    }

    /** @return when, by the monotonic clock */
    long requestStop() {
        try (var held = monitor.enter()) {
            stopRequested = true;
            if (isInterruptible && task != null && !task.isCurrent()) {
                task.interrupt();
            }
            monitor.signalAll();
            return clock.monotonicNanos();
        }
    }

    /** Whether it has started, and is not to stop. */
    boolean isUnderWay() {
        try (var held = monitor.enter()) {
            return isStarted && !stopRequested;
        }
    }

    /** Shows what it waits for until it does something else. */
    void waits(String what) {
        try (var held = monitor.enter()) {
            statusMillis = clock.wallMillis();
            status = new QueryHandle.Status(what, status.isDataAvailable(), status.isTriggerActive());
        }
    }

    boolean stopRequested() {
        try (var held = monitor.enter()) {
            return stopRequested;
        }
    }

    /** Work of sources, sinks and operators, which stopping interrupts; the logs of the checkpoint never are. */
    @FunctionalInterface
    interface Work<R> {
        R run() throws InterruptedException;
    }

    <R> R interruptibly(Work<R> work) throws InterruptedException {
        try (var held = monitor.enter()) {
            requireNotStopped();
            isInterruptible = true;
        }
        try {
            return work.run();
        } finally {
            try (var held = monitor.enter()) {
                isInterruptible = false;
                // A flag that user code left behind must not reach the files of the checkpoint.
                Thread.interrupted();
            }
        }
    }

    void runInterruptibly(Runnable work) throws InterruptedException {
        interruptibly(() -> {
            work.run();
            return true;
        });
    }

    private void requireNotStopped() throws InterruptedException {
        if (stopRequested && !isFinishing) {
            throw new InterruptedException("the query was stopped");
        }
    }

    /** The query is to stop and ends in good order: work goes on from here until somebody asks once more. */
    void finishes() {
        try (var held = monitor.enter()) {
            isFinishing = true;
        }
    }

    void dataArrived() {
        try (var held = monitor.enter()) {
            if (!hasNewData) {
                hasNewData = true;
                arrivedNanos = clock.monotonicNanos();
            }
            monitor.signalAll();
        }
    }

    /** @return since when sources have said that there is something new, by the monotonic clock; now if none has */
    long triggerStarts() {
        try (var held = monitor.enter()) {
            long sinceNanos = hasNewData ? arrivedNanos : clock.monotonicNanos();
            triggersStarted++;
            hasNewData = false;
            isPollWanted = false;
            return sinceNanos;
        }
    }

    /** Whether somebody waits for everything to be done. */
    boolean isAwaited() {
        try (var held = monitor.enter()) {
            return waiters > 0;
        }
    }

    void triggerFoundNothing() {
        try (var held = monitor.enter()) {
            lastIdleTrigger = triggersStarted;
            monitor.signalAll();
        }
    }

    /** Waits until a trigger that starts from now on finds nothing to do. */
    void awaitNothingToDo() throws InterruptedException {
        try (var held = monitor.enter()) {
            long wanted = triggersStarted + 1;
            isPollWanted = true;
            waiters++;
            monitor.signalAll();
            try {
                while (!isTerminated && lastIdleTrigger < wanted) {
                    monitor.await(MAX_WAIT_NANOS);
                }
            } finally {
                waiters--;
            }
        }
    }

    /** Waits until the monotonic clock shows {@code end}, and not if somebody waits for all to be done or the query is to stop. */
    void awaitFlush(long end) throws InterruptedException {
        if (end <= clock.monotonicNanos()) {
            return;
        }
        try (var held = monitor.enter()) {
            long left = end - clock.monotonicNanos();
            while (left > 0 && waiters == 0 && !stopRequested) {
                monitor.await(Math.min(left, MAX_WAIT_NANOS));
                left = end - clock.monotonicNanos();
            }
        }
    }

    /**
     * Waits until the monotonic clock shows {@code end}, and no longer than until data arrives, somebody waits for all to be
     * done or the query is to stop.
     */
    void awaitData(long end) throws InterruptedException {
        try (var held = monitor.enter()) {
            long left = end - clock.monotonicNanos();
            while (left > 0 && !hasNewData && !isPollWanted && !stopRequested) {
                monitor.await(Math.min(left, MAX_WAIT_NANOS));
                left = end - clock.monotonicNanos();
            }
        }
    }

    /** Waits until the monotonic clock shows {@code end}, the next moment of a schedule. */
    void sleepUntil(long end) throws InterruptedException {
        try (var held = monitor.enter()) {
            requireNotStopped();
            long left = end - clock.monotonicNanos();
            while (left > 0) {
                monitor.await(Math.min(left, MAX_WAIT_NANOS));
                requireNotStopped();
                left = end - clock.monotonicNanos();
            }
        }
    }

    /** As {@link #sleepUntil}, but of this length and no longer than until data arrives or somebody waits for it. */
    void sleepUntilData(long millis) throws InterruptedException {
        long end = clock.monotonicNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (var held = monitor.enter()) {
            requireNotStopped();
            long left = end - clock.monotonicNanos();
            while (left > 0 && !hasNewData && !isPollWanted) {
                monitor.await(Math.min(left, MAX_WAIT_NANOS));
                requireNotStopped();
                left = end - clock.monotonicNanos();
            }
        }
    }
}

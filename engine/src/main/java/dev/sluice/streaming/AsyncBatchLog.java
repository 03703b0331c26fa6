package dev.sluice.streaming;

import dev.sluice.seam.Exec;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Batches are recorded by a thread of its own, once they are done, and not more often than once in an interval: those between
 * leave no entry. After a crash what follows the last recorded batch is read again, and may be cut into other batches.
 *
 * <p>An entry that follows a gap says that nothing before it is kept, and comes before its plan, which it repeats: at any
 * moment the newest commit is one to go on from. One that follows its predecessor comes after its plan, as everywhere.
 */
final class AsyncBatchLog implements BatchLog {
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RunContext run;
    private final long intervalNanos;
    private final Exec.Monitor monitor;

    // Of the thread of the query.
    private @Nullable Entry newest;
    private boolean hasHanded;
    private long handedNanos;
    private long handedBatch;
    private long plannedBatch = -1;
    private long unbrokenFrom;

    // Guarded by the monitor.
    private @Nullable Entry next;
    private @Nullable CommitEntry recorded;
    private @Nullable Throwable failure;
    private boolean isRunning = true;
    private boolean isClosed;

    /** @param isPlanned whether the plan is in the log */
    private record Entry(CommitEntry commit, boolean isPlanned) {
        private boolean followsGap() {
            return commit.keptFrom() == commit.batchId() && commit.batchId() > 0;
        }
    }

    /** @param lastBatch that is committed, -1 if none is */
    AsyncBatchLog(RunContext run, long intervalMillis, long lastBatch) {
        this.run = run;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        this.handedBatch = lastBatch;
        this.monitor = run.environment().exec().monitor();
        run.environment().exec().spawn("sluice-log-" + run.checkpoint().id(), this::writeAll);
    }

    @Override
    public void plan(OffsetEntry entry) {
        requireNoFailure();
        plannedBatch = entry.batchId();
    }

    @Override
    public void commit(CommitEntry entry, boolean atOnce) throws InterruptedException {
        requireNoFailure();
        // A batch that an earlier run has planned is not planned by this one.
        Entry done = new Entry(entry, plannedBatch != entry.batchId());
        newest = done;
        long now = run.clock().monotonicNanos();
        if (atOnce || !hasHanded || now - handedNanos >= intervalNanos) {
            handedNanos = now;
            hand(done);
        }
        if (atOnce) {
            awaitRecorded(entry);
            requireNoFailure();
        }
    }

    /** Waits for the entry before it, if that is not taken yet. */
    private void hand(Entry entry) throws InterruptedException {
        CommitEntry commit = entry.commit();
        try (var held = monitor.enter()) {
            while (next != null && isRunning) {
                monitor.await(WAIT_NANOS);
            }
            if (commit.batchId() != handedBatch + 1) {
                unbrokenFrom = commit.batchId();
            }
            handedBatch = commit.batchId();
            hasHanded = true;
            next = new Entry(commit.withKeptFrom(Math.max(commit.keptFrom(), unbrokenFrom)), entry.isPlanned());
            monitor.signalAll();
        }
    }

    private void awaitRecorded(CommitEntry entry) throws InterruptedException {
        try (var held = monitor.enter()) {
            while (isRunning && (recorded == null || recorded.batchId() != entry.batchId())) {
                monitor.await(WAIT_NANOS);
            }
        }
    }

    private void requireNoFailure() {
        Throwable failed;
        try (var held = monitor.enter()) {
            failed = failure;
            // The query fails with it once.
            failure = null;
        }
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed != null) {
            throw (RuntimeException) failed;
        }
    }

    @Override
    public @Nullable CommitEntry recorded() {
        try (var held = monitor.enter()) {
            return recorded;
        }
    }

    private void writeAll() {
        Throwable failed = null;
        try {
            for (Entry entry = take(); entry != null; entry = take()) {
                write(entry);
                note(entry);
            }
        } catch (InterruptedException interrupted) {
            failed = new IllegalStateException("nobody interrupts the thread that writes the logs", interrupted);
        } catch (RuntimeException | Error thrown) {
            failed = thrown;
        }
        try (var held = monitor.enter()) {
            failure = failed;
            isRunning = false;
            monitor.signalAll();
        }
    }

    /** The next entry; null if there will be none. */
    private @Nullable Entry take() throws InterruptedException {
        try (var held = monitor.enter()) {
            while (next == null && !isClosed) {
                monitor.await(WAIT_NANOS);
            }
            Entry taken = next;
            next = null;
            monitor.signalAll();
            return taken;
        }
    }

    private void write(Entry entry) {
        QueryCheckpoint checkpoint = run.checkpoint();
        if (entry.isPlanned()) {
            checkpoint.commits().publish(entry.commit());
        } else if (entry.followsGap()) {
            checkpoint.commits().publish(entry.commit());
            checkpoint.offsets().publish(entry.commit().plan());
        } else {
            checkpoint.offsets().publish(entry.commit().plan());
            checkpoint.commits().publish(entry.commit());
        }
    }

    private void note(Entry entry) {
        try (var held = monitor.enter()) {
            recorded = entry.commit();
            monitor.signalAll();
        }
    }

    /** Records the last batch, so that a query that ends in good order repeats nothing. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        Entry last = newest;
        while (last != null && last.commit().batchId() != handedBatch) {
            try {
                hand(last);
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        try (var held = monitor.enter()) {
            isClosed = true;
            monitor.signalAll();
            while (isRunning) {
                try {
                    monitor.await(WAIT_NANOS);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        requireNoFailure();
    }
}

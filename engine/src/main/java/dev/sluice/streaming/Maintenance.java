package dev.sluice.streaming;

import dev.sluice.error.SluiceException;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.seam.Exec;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges the logs, folds state files and removes old ones (step S11), beside the batches and one run at a time. */
final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RunContext context;
    private final Exec.Monitor monitor;
    private int batchesSinceRun;
    private @Nullable CommitEntry newest;

    /** The oldest batch in the logs. Touched by one run after the other. */
    private long oldest;

    // Guarded by the monitor.
    private boolean isRunning;
    private boolean isClosed;

    /** @param oldest the oldest batch in the logs */
    Maintenance(RunContext context, long oldest) {
        this.context = context;
        this.monitor = context.environment().exec().monitor();
        this.oldest = oldest;
    }

    /** Starts a run in the background when enough batches were committed since the last. */
    void batchCommitted(CommitEntry commit) {
        newest = commit;
        if (++batchesSinceRun < context.settings().maintenanceBatches()) {
            return;
        }
        try (var held = monitor.enter()) {
            if (isRunning || isClosed) {
                return;
            }
            isRunning = true;
        }
        batchesSinceRun = 0;
        context.environment().pool().submit(() -> maintain(commit));
    }

    private void maintain(CommitEntry commit) {
        try {
            purgeLogs(commit);
            for (StatefulSpec operator : context.plan().statefulOperators()) {
                maintainState(operator, commit);
            }
        } catch (RuntimeException | Error failed) { // The query goes on without it, and says that it does.
            warn(failed);
        } finally {
            try (var held = monitor.enter()) {
                isRunning = false;
                monitor.signalAll();
            }
        }
    }

    private void warn(Throwable failed) {
        context.figures().count(Event.FAILED_MAINTENANCE);
        LOG.warn(
                "Maintenance of {} failed; it is tried again later",
                context.definition().describe(),
                failed);
    }

    /** Oldest first, so that a crash leaves a gap at the old end only. */
    private void purgeLogs(CommitEntry commit) {
        while (oldest < commit.keptFrom()) {
            context.checkpoint().offsets().delete(oldest);
            context.checkpoint().commits().delete(oldest);
            oldest++;
        }
        context.figures().oldestBatch(oldest);
    }

    private void maintainState(StatefulSpec operator, CommitEntry commit) {
        StateFiles files = context.checkpoint().state();
        int number = operator.operatorId();
        StateFileId tip = commit.stateFiles().get(number);
        if (tip != null) {
            files.compact(number, operator.layout(), tip);
            files.purge(
                    number,
                    tip,
                    Math.max(0, commit.batchId() + 1 - context.settings().minBatchesToRetain()));
        }
    }

    /** Waits for what is running, which must not go on once the checkpoint is given back, and leaves tidy logs. */
    @Override
    public void close() {
        boolean interrupted = false;
        try (var held = monitor.enter()) {
            isClosed = true;
            while (isRunning) {
                try {
                    monitor.await(WAIT_NANOS);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        }
        try {
            if (newest != null) {
                purgeLogs(newest);
            }
        } catch (SluiceException failed) {
            warn(failed);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

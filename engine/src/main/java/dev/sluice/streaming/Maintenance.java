package dev.sluice.streaming;

import dev.sluice.error.SluiceException;
import dev.sluice.execution.AggregateSpec;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.seam.Exec;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes snapshots and removes old state files, beside the batches and one run at a time. */
final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final int BATCHES_BETWEEN_RUNS = 16;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Exec.WorkPool pool;
    private final Exec.Monitor monitor;
    private final StateFiles files;
    private final PhysicalPlan plan;
    private final int minBatchesToRetain;
    private int batchesSinceRun;

    // Guarded by the monitor.
    private boolean isRunning;
    private boolean isClosed;

    Maintenance(Exec exec, Exec.WorkPool pool, StateFiles files, PhysicalPlan plan, int minBatchesToRetain) {
        this.pool = pool;
        this.monitor = exec.monitor();
        this.files = files;
        this.plan = plan;
        this.minBatchesToRetain = minBatchesToRetain;
    }

    /** @param tips the newest committed state file of each operator */
    void batchCommitted(long batchId, Map<Integer, StateFileId> tips) {
        if (tips.isEmpty() || ++batchesSinceRun < BATCHES_BETWEEN_RUNS) {
            return;
        }
        try (var held = monitor.enter()) {
            if (isRunning || isClosed) {
                return;
            }
            isRunning = true;
        }
        batchesSinceRun = 0;
        Map<Integer, StateFileId> fixed = Map.copyOf(tips);
        pool.submit(() -> maintain(batchId, fixed));
    }

    private void maintain(long batchId, Map<Integer, StateFileId> tips) {
        try {
            for (AggregateSpec operator : plan.statefulOperators()) {
                StateFileId tip = tips.get(operator.operatorId());
                if (tip != null) {
                    files.maybeSnapshot(operator.operatorId(), operator.layout(), tip)
                            .ifPresent(Runnable::run);
                    files.purge(operator.operatorId(), tip, Math.max(0, batchId + 1 - minBatchesToRetain));
                }
            }
        } catch (SluiceException failed) {
            LOG.warn("Maintenance of the state failed; it is tried again later", failed);
        } finally {
            try (var held = monitor.enter()) {
                isRunning = false;
                monitor.signalAll();
            }
        }
    }

    /** Waits for what is running, which must not go on once the checkpoint is given back. */
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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

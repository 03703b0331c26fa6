package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;

/**
 * Makes the files of a sink durable on threads of its own, which nobody interrupts, while those that compute go on. The
 * descriptors it holds open are bounded: a writer waits while too many whole files have yet to become durable.
 */
final class FileSyncs implements AutoCloseable {
    /** Two, so that a large file does not hold up a small one. */
    private static final int THREADS = 2;

    private static final int MAX_WAITING_FILES = 16;

    private final Exec.WorkPool pool;
    private final Exec.Monitor monitor;

    /** Whole files that have yet to become durable. Guarded by the monitor. */
    private int waitingFiles;

    FileSyncs(Exec exec) {
        this.pool = exec.workPool("sluice-file-sync", THREADS);
        this.monitor = exec.monitor();
    }

    /** A file that was just created; from here on nobody else writes, syncs or closes it. */
    SyncedFile take(CheckpointFs.Output output) {
        return new SyncedFile(output, this);
    }

    Exec.Monitor monitor() {
        return monitor;
    }

    void submit(Runnable sync) {
        pool.submit(sync);
    }

    /** Inside the monitor. */
    void fileIsWhole() {
        waitingFiles++;
    }

    /** Inside the monitor. */
    void fileIsDone() {
        waitingFiles--;
    }

    /** Whether writers have to wait; inside the monitor. */
    boolean isFull() {
        return waitingFiles > MAX_WAITING_FILES;
    }

    /** Ends the threads once they have done what was given to them. */
    @Override
    public void close() {
        pool.close();
    }
}

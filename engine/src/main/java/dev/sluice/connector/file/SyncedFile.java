package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that one thread writes and another makes durable, both through one descriptor: in parts while it grows, so that
 * little is left to do when it is whole. A sync that failed is not tried again; every later call reports it.
 *
 * <pre>
 * write* -> finish -> awaitDurable          or abandon in place of finish
 * </pre>
 */
final class SyncedFile {
    /** Enough for a device to work at its full speed, little enough that what is left of a whole file is soon durable. */
    static final long PART_BYTES = 4 << 20;

    private static final long WAIT_NANOS = 1_000_000_000L;

    private final CheckpointFs.Output output;
    private final FileSyncs syncs;
    private long bytesSinceSync;

    // Guarded by the monitor, which all files of a sink share.
    private boolean isSyncing;
    private boolean isWhole;
    private @Nullable Throwable failure;

    SyncedFile(CheckpointFs.Output output, FileSyncs syncs) {
        this.output = output;
        this.syncs = syncs;
    }

    void write(byte[] bytes, int start, int count) throws IOException {
        output.write(bytes, start, count);
        bytesSinceSync += count;
        if (bytesSinceSync >= PART_BYTES) {
            boolean starts;
            try (var held = syncs.monitor().enter()) {
                throwFailure();
                starts = !isSyncing;
                isSyncing = true;
            }
            if (starts) {
                bytesSinceSync = 0;
                syncs.submit(this::sync);
            }
        }
    }

    /** Says that the file is whole: it will be made durable and closed. Waits only while too many others have yet to be. */
    void finish() throws IOException {
        boolean starts;
        try (var held = syncs.monitor().enter()) {
            throwFailure();
            isWhole = true;
            syncs.fileIsWhole();
            starts = !isSyncing;
            isSyncing = true;
        }
        if (starts) {
            syncs.submit(this::sync);
        }
        try (var held = syncs.monitor().enter()) {
            while (syncs.isFull()) {
                await();
            }
        }
    }

    /** Returns once the finished file is durable and closed. */
    void awaitDurable() throws IOException {
        try (var held = syncs.monitor().enter()) {
            while (isSyncing) {
                await();
            }
            throwFailure();
        }
    }

    /** Closes a file that will not be finished. */
    void abandon() throws IOException {
        boolean interrupted = false;
        try (var held = syncs.monitor().enter()) {
            while (isSyncing) {
                try {
                    syncs.monitor().await(WAIT_NANOS);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }

    private void await() throws IOException {
        try {
            syncs.monitor().await(WAIT_NANOS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a file to become durable", stop);
        }
    }

    /** Inside the monitor. */
    private void throwFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException failed -> throw failed;
            case Error failed -> throw failed;
            case Throwable failed -> throw (RuntimeException) failed;
        }
    }

    /** Until the file is whole and durable, or, while it grows, once. */
    private void sync() {
        boolean isDone = false;
        while (!isDone) {
            isDone = syncOnce();
        }
    }

    private boolean syncOnce() {
        boolean isLast;
        Throwable failed;
        try (var held = syncs.monitor().enter()) {
            isLast = isWhole;
            failed = failure;
        }
        if (failed == null) {
            failed = failureOf(output::sync);
        }
        if (isLast) {
            Throwable notClosed = failureOf(output::close);
            if (failed == null) {
                failed = notClosed;
            } else if (notClosed != null) {
                failed.addSuppressed(notClosed);
            }
        }
        try (var held = syncs.monitor().enter()) {
            failure = failed;
            boolean isDone = isLast || !isWhole;
            if (isDone) {
                isSyncing = false;
                if (isLast) {
                    syncs.fileIsDone();
                }
                syncs.monitor().signalAll();
            }
            return isDone;
        }
    }

    /** A step on the disk. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static @Nullable Throwable failureOf(Step step) {
        try {
            step.run();
            return null;
        } catch (IOException | RuntimeException | Error failed) {
            return failed;
        }
    }
}

package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that one thread writes and another makes durable and closes once it is whole, both through one descriptor. A sync
 * that failed is not tried again; it is reported to who waits.
 *
 * <pre>
 * write* -> finish -> awaitDurable          or abandon in place of finish
 * </pre>
 */
final class SyncedFile {
    private static final long WAIT_NANOS = 1_000_000_000L;

    private final CheckpointFs.Output output;
    private final FileSyncs syncs;

    // Guarded by the monitor, which all files of a sink share.
    private boolean isWhole;
    private boolean isDone;
    private @Nullable Throwable failure;

    SyncedFile(CheckpointFs.Output output, FileSyncs syncs) {
        this.output = output;
        this.syncs = syncs;
    }

    void write(byte[] bytes, int start, int count) throws IOException {
        output.write(bytes, start, count);
    }

    /** Says that the file is whole: it will be made durable and closed. Waits only while too many others have yet to be. */
    void finish() throws IOException {
        try (var held = syncs.monitor().enter()) {
            isWhole = true;
            syncs.fileIsWhole();
        }
        syncs.submit(this::syncAndClose);
        try (var held = syncs.monitor().enter()) {
            while (syncs.isFull()) {
                await();
            }
        }
    }

    /** Returns once the finished file is durable and closed. */
    void awaitDurable() throws IOException {
        try (var held = syncs.monitor().enter()) {
            while (!isDone) {
                await();
            }
            switch (failure) {
                case null -> {}
                case IOException failed -> throw failed;
                case Error failed -> throw failed;
                case Throwable failed -> throw (RuntimeException) failed;
            }
        }
    }

    /** Closes a file that nobody wants any more, unless that is under way; then returns once it is done. */
    void abandon() throws IOException {
        boolean interrupted = false;
        try (var held = syncs.monitor().enter()) {
            while (isWhole && !isDone) {
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
        if (!isWhole) {
            output.close();
        }
    }

    private void await() throws IOException {
        try {
            syncs.monitor().await(WAIT_NANOS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a file to become durable", stop);
        }
    }

    private void syncAndClose() {
        Throwable failed = null;
        try (CheckpointFs.Output closed = output) {
            closed.sync();
        } catch (IOException | RuntimeException | Error notDurable) {
            failed = notDurable;
        }
        try (var held = syncs.monitor().enter()) {
            failure = failed;
            isDone = true;
            syncs.fileIsDone();
            syncs.monitor().signalAll();
        }
    }
}

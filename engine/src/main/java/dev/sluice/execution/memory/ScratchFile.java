package dev.sluice.execution.memory;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes on disk for as long as the file is open. Written by one thread at a time, read by many. */
final class ScratchFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFile.class);

    private final Scratch scratch;
    private final CheckpointFs files;
    private final Path path;
    private final Exec.Monitor monitor;
    private CheckpointFs.@Nullable Output output;
    private CheckpointFs.@Nullable Input input;
    private long length;
    private boolean isClosed;

    ScratchFile(Scratch scratch, CheckpointFs files, Path path, Exec.Monitor monitor, CheckpointFs.Output output) {
        this.scratch = scratch;
        this.files = files;
        this.path = path;
        this.monitor = monitor;
        this.output = output;
    }

    Path path() {
        return path;
    }

    /** Whether bytes can be added: not after {@link #endWriting}, nor after an attempt that failed. */
    boolean isWritable() {
        return output != null;
    }

    /**
     * Adds bytes and says where they begin.
     *
     * @throws dev.sluice.error.SluiceException {@code NO_SPACE} if the disk is full; what was added before can still be read
     */
    long append(byte[] bytes, int start, int count) {
        CheckpointFs.Output open = output;
        if (open == null) {
            throw new IllegalStateException("not open for writing: " + path);
        }
        try {
            open.write(bytes, start, count);
        } catch (IOException failed) {
            // How much of it arrived is unknown, so nothing may follow.
            endWriting();
            throw ScratchErrors.cannotWrite(path, count, scratch.heldBytes(), failed);
        }
        long position = length;
        length += count;
        scratch.grew(count);
        return position;
    }

    /** Gives back the descriptor that writes. */
    void endWriting() {
        CheckpointFs.Output open = output;
        output = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                LOG.warn("The scratch file {} could not be closed", path, failed);
            }
        }
    }

    /** Fills {@code target} from this position on. */
    void read(long position, byte[] target, int count) {
        try (var held = monitor.enter()) {
            if (isClosed) {
                throw new IOException("the file is closed");
            }
            CheckpointFs.Input open = input;
            if (open == null) {
                open = files.open(path);
                input = open;
            }
            int filled = 0;
            while (filled < count) {
                int read = open.read(position + filled, target, filled, count - filled);
                if (read < 0) {
                    throw new EOFException("the file ends " + (count - filled) + " bytes early");
                }
                filled += read;
            }
        } catch (IOException failed) {
            throw ScratchErrors.cannotRead(path, failed);
        }
    }

    /** Deletes the file. A file that cannot be deleted is left to the next start. */
    @Override
    public void close() {
        endWriting();
        try (var held = monitor.enter()) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            if (input != null) {
                input.close();
            }
        } catch (IOException failed) {
            LOG.warn("The scratch file {} could not be closed", path, failed);
        }
        scratch.delete(path, length);
    }
}

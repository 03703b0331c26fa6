package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file operations that checkpoints, logs and sinks are made of, small enough that a simulation can fake them all and
 * crash before and after each. Only absence is reported by {@link java.nio.file.NoSuchFileException}; every other
 * failure is an {@link IOException} that must not be read as absence.
 *
 * <p>Nobody publishes a file by hand: see {@link Publisher}.
 */
public interface CheckpointFs {
    /** Creates a new file; fails with {@link java.nio.file.FileAlreadyExistsException} if the name is taken. */
    Output create(Path file) throws IOException;

    /** Gives {@code existing} a second name; fails with {@link java.nio.file.FileAlreadyExistsException} if it is taken. */
    void link(Path existing, Path name) throws IOException;

    /** Removes one name; absent is success. */
    void delete(Path file) throws IOException;

    /**
     * Creates a directory in one that is there; fails with {@link java.nio.file.FileAlreadyExistsException} if the name is taken.
     * Nothing is made durable.
     */
    void createDirectory(Path directory) throws IOException;

    /**
     * Creates the directory and its missing parents, each durable in its parent before the next is made. The last one that is
     * there already is made durable too: who made it may have been killed before doing so.
     */
    default void createDirectories(Path directory) throws IOException {
        DurableDirectories.create(this, directory);
    }

    /**
     * Creates a directory that only its owner can enter, where the file system knows owners. The parent has to exist.
     * Nothing is made durable.
     *
     * @throws java.nio.file.FileSystemException if the name is taken by anything but such a directory
     */
    void createPrivateDirectory(Path directory) throws IOException;

    /** Makes the names in a directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /** The names in a directory in no particular order; fails if it is absent. */
    List<String> list(Path directory) throws IOException;

    /** Length, modification time and kind, or null if the name is absent. A link that leads to itself is of neither kind. */
    @Nullable
    Stat stat(Path file) throws IOException;

    /** The one path of a file that is there: absolute, and without links where the file system has any. */
    default Path realPath(Path file) throws IOException {
        return file.toAbsolutePath().normalize();
    }

    /** The whole content. */
    byte[] read(Path file) throws IOException;

    /** A reader at positions, for files too large to read whole. */
    Input open(Path file) throws IOException;

    /** Takes the lock of this file, creating it; null if another process or another part of this one holds it. */
    @Nullable
    Lock lock(Path file) throws IOException;

    /** Renames within one directory, replacing a file of that name. Used by the probe and where hard links are missing. */
    void rename(Path from, Path to) throws IOException;

    /** How many bytes there are left for this user on the file system of {@code file}, which need not exist. */
    long freeBytes(Path file) throws IOException;

    /** What stands under a name. */
    record Stat(
            long length,
            long modifiedNanos,
            boolean isDirectory,
            boolean isRegularFile,
            @Nullable String fileKey) {}

    /** A file being written; the descriptor that wrote is the one that syncs. */
    interface Output extends AutoCloseable {
        /** Adds bytes to the end. If it fails for want of space nothing was added, and the same may be written again. */
        void write(byte[] bytes, int start, int length) throws IOException;

        /** Makes all that was written durable. A failure is final for this file. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A file being read at positions. */
    interface Input extends AutoCloseable {
        long length() throws IOException;

        /** Reads up to {@code length} bytes at {@code position}; returns how many, or -1 at the end. */
        int read(long position, byte[] target, int start, int length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A lock that is held until closed or until the process ends. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}

package dev.sluice.streaming.log;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a checkpoint for the run that owns it: before a file gets a name or loses it, the notes of owners are read
 * again. Whatever is published, moved aside or purged goes through here, so that a run which was paused while another took
 * over has no further effect. Temporary files are of the run that made them and are removed in any case.
 */
public final class OwnedFiles implements CheckpointFs {
    private final CheckpointFs files;
    private final CheckpointLock lock;

    /** @param lock claimed by the run */
    public OwnedFiles(CheckpointFs files, CheckpointLock lock) {
        this.files = files;
        this.lock = lock;
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        lock.requireOwnership();
        files.link(existing, name);
    }

    @Override
    public void delete(Path file) throws IOException {
        if (!Publisher.isTemporary(String.valueOf(file.getFileName()))) {
            lock.requireOwnership();
        }
        files.delete(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        lock.requireOwnership();
        files.rename(from, to);
    }

    @Override
    public Output create(Path file) throws IOException {
        return files.create(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        files.createDirectories(directory);
    }

    @Override
    public void createPrivateDirectory(Path directory) throws IOException {
        files.createPrivateDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        files.syncDirectory(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return files.list(directory);
    }

    @Override
    public @Nullable Stat stat(Path file) throws IOException {
        return files.stat(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return files.read(file);
    }

    @Override
    public Input open(Path file) throws IOException {
        return files.open(file);
    }

    @Override
    public @Nullable Lock lock(Path file) throws IOException {
        return files.lock(file);
    }

    @Override
    public long freeBytes(Path file) throws IOException {
        return files.freeBytes(file);
    }
}

package dev.sluice.streaming.log;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.seam.Publisher;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a checkpoint, and of the sink, for the run that owns it: before a file gets a name or loses it, or a folder is
 * made, the notes of owners are read again. Whatever is published, moved aside or purged goes through here, so that a run which
 * was paused while another took over has no further effect. Temporary files are of the run that made them and are removed in
 * any case.
 *
 * <p>Who deletes what an earlier run left lists it first: what was listed before the notes of owners were read is of no run
 * that came later, even if this one is paused between that and the deletion.
 */
public final class OwnedFiles extends ForwardingFs {
    private final CheckpointLock lock;

    /** @param lock claimed by the run */
    public OwnedFiles(CheckpointFs files, CheckpointLock lock) {
        super(files);
        this.lock = lock;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        lock.requireOwnership();
        files.createDirectory(directory);
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
}

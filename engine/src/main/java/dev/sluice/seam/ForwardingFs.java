package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file system that does what another one does; some of it differently, as those say that extend it. */
public class ForwardingFs implements CheckpointFs {
    protected final CheckpointFs files;

    protected ForwardingFs(CheckpointFs files) {
        this.files = files;
    }

    @Override
    public Output create(Path file) throws IOException {
        return files.create(file);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        files.link(existing, name);
    }

    @Override
    public void delete(Path file) throws IOException {
        files.delete(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        files.createDirectory(directory);
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
    public Path realPath(Path file) throws IOException {
        return files.realPath(file);
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
    public void rename(Path from, Path to) throws IOException {
        files.rename(from, to);
    }

    @Override
    public long freeBytes(Path file) throws IOException {
        return files.freeBytes(file);
    }
}

package dev.sluice.testkit;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FaultyDisk} as one process sees it. When the disk has crashed or was restarted, whatever is left of the process
 * gets {@link SimulatedCrash} and changes nothing.
 */
public final class FaultyFs implements CheckpointFs {
    private final FaultyDisk disk;
    private final int process;

    FaultyFs(FaultyDisk disk, int process) {
        this.disk = disk;
        this.process = process;
    }

    @Override
    public Output create(Path file) throws IOException {
        return disk.create(process, file);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        disk.link(process, existing, name);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(process, file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(process, directory);
    }

    @Override
    public void createPrivateDirectory(Path directory) throws IOException {
        disk.createPrivateDirectory(process, directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(process, directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(process, directory);
    }

    @Override
    public @Nullable Stat stat(Path file) throws IOException {
        return disk.stat(process, file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(process, file);
    }

    @Override
    public Input open(Path file) throws IOException {
        return disk.open(process, file);
    }

    @Override
    public @Nullable Lock lock(Path file) throws IOException {
        return disk.lock(process, file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(process, from, to);
    }

    @Override
    public long freeBytes(Path file) {
        return disk.freeBytes();
    }
}

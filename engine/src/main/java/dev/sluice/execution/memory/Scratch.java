package dev.sluice.execution.memory;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a session puts rows that do not fit into memory. Its folder is made with the first file and goes with the last;
 * the lock beside it says that its process lives.
 *
 * <pre>
 * base/sluice-scratch-ID.lock      held while the folder is there
 * base/sluice-scratch-ID/1.spill
 * </pre>
 *
 * Thread-safe. Nothing is synced: nobody reads a scratch file after a crash.
 */
public final class Scratch {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String PREFIX = "sluice-scratch-";
    private static final String LOCK_SUFFIX = ".lock";
    private static final String FILE_SUFFIX = ".spill";
    private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^A-Za-z0-9._-]");

    private final CheckpointFs files;
    private final Path base;
    private final boolean isBasePrivate;
    private final Ids ids;
    private final Exec exec;
    private final Exec.Monitor monitor;

    // Guarded by the monitor.
    private @Nullable Folder folder;
    private int fileCount;
    private long nextFile = 1;
    private long heldBytes;

    private record Folder(Path path, CheckpointFs.Lock lock) {}

    private Scratch(CheckpointFs files, Path base, boolean isBasePrivate, Ids ids, Exec exec) {
        this.files = files;
        this.base = base;
        this.isBasePrivate = isBasePrivate;
        this.ids = ids;
        this.exec = exec;
        this.monitor = exec.monitor();
    }

    /** Below a folder that the user named, made if it is absent. */
    public static Scratch below(Path base, CheckpointFs files, Ids ids, Exec exec) {
        return new Scratch(files, base, false, ids, exec);
    }

    /** Below a folder in {@code temporary} that other users of the machine must not be able to enter. */
    public static Scratch ofUser(String user, Path temporary, CheckpointFs files, Ids ids, Exec exec) {
        String name = "sluice-" + NOT_OF_A_NAME.matcher(user).replaceAll("_");
        return new Scratch(files, temporary.resolve(name), true, ids, exec);
    }

    /** A new file, deleted when it is closed. */
    ScratchFile newFile() {
        try (var held = monitor.enter()) {
            Folder open = folder;
            if (open == null) {
                open = makeFolder();
                folder = open;
            }
            Path path = open.path().resolve(nextFile++ + FILE_SUFFIX);
            fileCount++;
            try {
                return new ScratchFile(this, files, path, exec.monitor(), files.create(path));
            } catch (IOException failed) {
                removeFile(open);
                throw ScratchErrors.cannotWrite(path, 0, heldBytes, failed);
            }
        }
    }

    private Folder makeFolder() {
        try {
            if (isBasePrivate) {
                files.createPrivateDirectory(base);
            } else {
                files.createDirectories(base);
            }
            Folder made = null;
            while (made == null) {
                made = claim(base.resolve(PREFIX + ids.next()));
            }
            return made;
        } catch (IOException failed) {
            throw ScratchErrors.cannotMakeFolder(base, failed);
        }
    }

    /** Null where somebody who looks for leftovers took the lock between its creation and now. */
    private @Nullable Folder claim(Path path) throws IOException {
        Path lockFile = lockFile(path);
        CheckpointFs.Lock lock = files.lock(lockFile);
        if (lock == null) {
            return null;
        }
        try {
            files.createPrivateDirectory(path);
        } catch (IOException failed) {
            release(lock, lockFile);
            throw failed;
        }
        return new Folder(path, lock);
    }

    private static Path lockFile(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK_SUFFIX);
    }

    long heldBytes() {
        try (var held = monitor.enter()) {
            return heldBytes;
        }
    }

    void grew(long bytes) {
        try (var held = monitor.enter()) {
            heldBytes += bytes;
        }
    }

    /** Called once for each file. */
    void delete(Path file, long length) {
        try (var held = monitor.enter()) {
            heldBytes -= length;
            deleteOrWarn(file);
            Folder open = folder;
            if (open != null) {
                removeFile(open);
            }
        }
    }

    private void removeFile(Folder open) {
        fileCount--;
        if (fileCount == 0) {
            folder = null;
            release(open.lock(), deleteOrWarn(open.path()) ? lockFile(open.path()) : null);
        }
    }

    /** @param lockFile null where a folder is left that the next start has to find by it */
    private void release(CheckpointFs.Lock lock, @Nullable Path lockFile) {
        try {
            lock.close();
        } catch (IOException failed) {
            LOG.warn("A lock of the scratch folder {} could not be given back", base, failed);
        }
        if (lockFile != null) {
            deleteOrWarn(lockFile);
        }
    }

    private boolean deleteOrWarn(Path path) {
        try {
            files.delete(path);
            return true;
        } catch (IOException failed) {
            LOG.warn("{} could not be deleted; the next start tries again", path, failed);
            return false;
        }
    }

    /** Removes the folders of processes that have ended. */
    public void removeLeftovers() {
        List<String> names;
        try {
            names = files.list(base);
        } catch (NoSuchFileException none) {
            return;
        } catch (IOException failed) {
            LOG.warn("The scratch folder {} could not be searched for leftovers", base, failed);
            return;
        }
        for (String name : names) {
            if (name.startsWith(PREFIX) && name.endsWith(LOCK_SUFFIX)) {
                removeIfDead(base.resolve(name.substring(0, name.length() - LOCK_SUFFIX.length())));
            }
        }
    }

    private void removeIfDead(Path folder) {
        Path lockFile = lockFile(folder);
        try {
            CheckpointFs.Lock lock = files.lock(lockFile);
            if (lock == null) {
                return;
            }
            try (lock) {
                removeFiles(folder);
            }
            files.delete(lockFile);
            LOG.info("Removed the scratch folder {} of a process that has ended", folder);
        } catch (IOException failed) {
            LOG.warn("The scratch folder {} of a process that has ended could not be removed", folder, failed);
        }
    }

    /** Only what a session put there: a folder with anything else in it stays. */
    private void removeFiles(Path path) throws IOException {
        List<String> left;
        try {
            left = files.list(path);
        } catch (NoSuchFileException gone) {
            return;
        }
        for (String file : left) {
            if (file.endsWith(FILE_SUFFIX)) {
                files.delete(path.resolve(file));
            }
        }
        files.delete(path);
    }
}

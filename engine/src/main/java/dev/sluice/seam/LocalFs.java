package dev.sluice.seam;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file system of the machine. Thread-safe.
 *
 * <p>Files are written through descriptors that an interrupt of the calling thread does not close; directories can only
 * be synced through a channel, so that is done on a thread of its own which nobody interrupts.
 */
public final class LocalFs implements CheckpointFs {
    /**
     * The paths and keys of the files this JVM holds a lock on: the operating system's locks do not tell two holders in one
     * process apart.
     */
    private static final Set<Object> LOCKED = new HashSet<>();

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** After so many bytes of a file the disk begins to take them, while the next are made. */
    private static final int EARLY_SYNC_BYTES = 4 << 20;

    /** Holds nothing of whoever uses it, so that one is enough for all. */
    private static final LocalFs WITHOUT_SYNC = new LocalFs(false);

    private final boolean syncs;
    private final ExecutorService directorySync;
    private final ExecutorService earlySync;

    private LocalFs(boolean syncs) {
        this.syncs = syncs;
        this.directorySync = Executors.newSingleThreadExecutor(work -> daemon(work, "sluice-directory-sync"));
        this.earlySync = Executors.newCachedThreadPool(work -> daemon(work, "sluice-early-sync"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Survives a power cut: {@code durability=strict}. */
    public static LocalFs strict() {
        return new LocalFs(true);
    }

    /** Syncs nothing, which survives the death of the process but not of the machine: {@code durability=process}. */
    public static LocalFs withoutSync() {
        return WITHOUT_SYNC;
    }

    @Override
    public Output create(Path file) throws IOException {
        // What can create exclusively is closed by an interrupt, so the name is claimed first and then opened as it is:
        // ext4 sends a file that was opened to be truncated to the disk when it is closed, whether or not it was
        // synced.
        Files.createFile(file);
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        return syncs ? new SyncedOutput(opened, earlySync) : new FileOutput(opened);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        Files.createLink(name, existing);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
    }

    @Override
    public void createPrivateDirectory(Path directory) throws IOException {
        boolean knowsOwners =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (knowsOwners) {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException taken) {
            // Not followed: a link may lead to where others can look.
            boolean isPrivate = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && (!knowsOwners
                            || OWNER_ONLY.containsAll(
                                    Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)));
            if (!isPrivate) {
                throw new FileSystemException(directory.toString(), null, "is there, and not closed to other users");
            }
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (!syncs) {
            return;
        }
        try {
            directorySync
                    .submit(() -> {
                        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                            channel.force(true);
                        }
                        return directory;
                    })
                    .get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while syncing " + directory, interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException("cannot sync " + directory, failed.getCause());
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    @Override
    public @Nullable Stat stat(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = file.getFileSystem().provider().readAttributesIfExists(file, BasicFileAttributes.class);
        } catch (FileSystemException failed) {
            if (isCircle(file)) {
                return new Stat(0, 0, false, false, null);
            }
            throw failed;
        }
        if (attributes == null) {
            return null;
        }
        Object key = attributes.fileKey();
        return new Stat(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                attributes.isDirectory(),
                attributes.isRegularFile(),
                key == null ? null : key.toString());
    }

    @Override
    public Path realPath(Path file) throws IOException {
        return file.toRealPath();
    }

    /** Whether a link leads to itself, perhaps through others. */
    private static boolean isCircle(Path link) throws IOException {
        Set<Path> passed = new HashSet<>();
        Path at = link;
        while (Files.isSymbolicLink(at)) {
            if (!passed.add(at)) {
                return true;
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return false;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        requireNotLocked(file, stat(file));
        return Files.readAllBytes(file);
    }

    @Override
    public Input open(Path file) throws IOException {
        Stat found = stat(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        requireNotLocked(file, found);
        return new FileInput(new RandomAccessFile(file.toFile(), "r"));
    }

    /** Whoever closes a file drops all locks that this process has on it. */
    private static void requireNotLocked(Path file, @Nullable Stat found) throws IOException {
        synchronized (LOCKED) {
            if (found != null && found.fileKey() != null && LOCKED.contains(found.fileKey())) {
                throw new FileSystemException(
                        file.toString(), null, "this process holds a lock on it, which reading the file would drop");
            }
        }
    }

    @Override
    public @Nullable Lock lock(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path real = directory == null ? file : directory.toRealPath().resolve(file.getFileName());
        Set<Object> names = names(real);
        synchronized (LOCKED) {
            // Closing any descriptor of a locked file drops the lock, so it is not even opened while held here.
            if (!Collections.disjoint(LOCKED, names)) {
                return null;
            }
            LOCKED.addAll(names);
        }
        RandomAccessFile descriptor = null;
        try {
            descriptor = new RandomAccessFile(real.toFile(), "rw");
            FileLock lock = descriptor.getChannel().tryLock();
            if (lock != null) {
                return new HeldLock(names, descriptor);
            }
        } catch (OverlappingFileLockException heldInProcess) {
            release(names, descriptor);
            return null;
        } catch (IOException failed) {
            release(names, descriptor);
            throw failed;
        }
        release(names, descriptor);
        return null;
    }

    /** What tells a file from others: its path, and what it is called by the file system, whatever path leads there. */
    private Set<Object> names(Path real) throws IOException {
        try {
            Files.createFile(real);
        } catch (FileAlreadyExistsException there) {
            // Nothing was opened.
        }
        Stat stat = stat(real);
        return stat == null || stat.fileKey() == null ? Set.of(real) : Set.of(real, stat.fileKey());
    }

    private static void release(Set<Object> names, @Nullable RandomAccessFile descriptor) throws IOException {
        try {
            if (descriptor != null) {
                descriptor.close();
            }
        } finally {
            synchronized (LOCKED) {
                LOCKED.removeAll(names);
            }
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public long freeBytes(Path file) throws IOException {
        Path existing = file.toAbsolutePath();
        while (existing.getParent() != null && stat(existing) == null) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing).getUsableSpace();
    }

    /** A full disk may have taken some of the bytes. */
    private static void append(RandomAccessFile file, byte[] bytes, int start, int length) throws IOException {
        long end = file.getFilePointer();
        try {
            file.write(bytes, start, length);
        } catch (IOException failed) {
            try {
                file.setLength(end);
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private record FileOutput(RandomAccessFile file) implements Output {
        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            append(file, bytes, start, length);
        }

        @Override
        public void sync() {}

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A large file is synced also while it is written, so that little is left to wait for at its end. */
    private static final class SyncedOutput implements Output {
        private final RandomAccessFile file;
        private final ExecutorService earlySync;
        private int unsyncedBytes;

        /** Of what was written up to some moment; the operating system tells a failure only to the first who asks. */
        private CompletableFuture<Void> early = CompletableFuture.completedFuture(null);

        private SyncedOutput(RandomAccessFile file, ExecutorService earlySync) {
            this.file = file;
            this.earlySync = earlySync;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            if (unsyncedBytes >= EARLY_SYNC_BYTES && early.isDone()) {
                awaitEarly();
                unsyncedBytes = 0;
                early = CompletableFuture.runAsync(this::syncNow, earlySync);
            }
            append(file, bytes, start, length);
            unsyncedBytes = (int) Math.min(Integer.MAX_VALUE, (long) unsyncedBytes + length);
        }

        private void syncNow() {
            try {
                file.getFD().sync();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** Not ended by an interrupt: the descriptor stays open until nobody uses it. */
        private void awaitEarly() throws IOException {
            try {
                early.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof UncheckedIOException io) {
                    throw io.getCause();
                }
                throw failed;
            }
        }

        @Override
        public void sync() throws IOException {
            awaitEarly();
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            try (RandomAccessFile closed = file) {
                awaitEarly();
            }
        }
    }

    private record FileInput(RandomAccessFile file) implements Input {
        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public int read(long position, byte[] target, int start, int length) throws IOException {
            if (file.getFilePointer() != position) {
                file.seek(position);
            }
            return file.read(target, start, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record HeldLock(Set<Object> names, RandomAccessFile descriptor) implements Lock {
        @Override
        public void close() throws IOException {
            release(names, descriptor);
        }
    }
}

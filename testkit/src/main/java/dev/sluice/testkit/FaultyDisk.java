package dev.sluice.testkit;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.testkit.DiskTree.Content;
import dev.sluice.testkit.DiskTree.Directory;
import dev.sluice.testkit.DiskTree.Node;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows which bytes and which names are durable, crashes at a chosen operation, and shows after
 * {@link #restart} what a real disk may show then. It can also fail an operation as a full or broken disk does.
 *
 * <pre>{@code
 * FaultyDisk disk = new FaultyDisk(seed);
 * disk.crashAt(17, CrashMode.ANY_SUBSET);   // the 17th operation that changes something
 * ... run on disk.mount() until SimulatedCrash ...
 * disk.restart();
 * ... run on a new disk.mount(), compare ...
 * }</pre>
 *
 * <p>Instead of ending the process one may let it go on and take an {@link #image} of what a crash would have left at any
 * of its operations. Only operations that change something are counted as such, reads apart from them. Thread-safe.
 */
public final class FaultyDisk {
    private final SplittableRandom random;
    private DiskTree tree;
    private final Map<Path, Object> locked = new HashMap<>();
    private final Map<Long, IOException> failures = new HashMap<>();
    private final Map<Long, IOException> readFailures = new HashMap<>();
    private final Map<Long, IOException> fileReadFailures = new HashMap<>();
    private final Set<Long> takingEffect = new HashSet<>();
    private final Set<Long> cutShort = new HashSet<>();
    private @Nullable OperationListener listener;
    private @Nullable PendingWrite pending;
    private long operations;
    private long reads;
    private long fileReads;
    private long nextFileKey = 1;
    private long modifiedNanos = 1_000_000_000L;
    private long crashAt = Long.MAX_VALUE;
    private long fullFrom = Long.MAX_VALUE;
    private long bytesLeft;
    private long readOnlyFrom = Long.MAX_VALUE;
    private long slowFrom = Long.MAX_VALUE;
    private long slowUpTo;
    private CrashMode crashMode = CrashMode.KILL;
    private boolean isDown;
    private int life;
    private int openFiles;
    private @Nullable String failedIn;
    private @Nullable String crashedIn;

    /** Told of each operation before it has any effect, while nothing else happens on the disk. */
    @FunctionalInterface
    public interface OperationListener {
        /** @param operation counted from 1 over all lives of the disk */
        void before(long operation, String what, Path file);
    }

    /** A write that may be cut off. */
    private record PendingWrite(Content content, byte[] bytes, int start, int length) {}

    public FaultyDisk(long seed) {
        this(seed, new DiskTree());
    }

    private FaultyDisk(long seed, DiskTree tree) {
        this.random = new SplittableRandom(seed);
        this.tree = tree;
    }

    /** The disk as one process sees it, until the next crash or restart. */
    public synchronized FaultyFs mount() {
        return new FaultyFs(this, life);
    }

    /** Operations so far that changed something, over all restarts. */
    public synchronized long operationCount() {
        return operations;
    }

    /** Times so far that something was read. */
    public synchronized long readCount() {
        return reads;
    }

    /** Files that the process holds open, and locks. */
    public synchronized int openCount() {
        return openFiles + locked.size();
    }

    public synchronized void listen(OperationListener told) {
        listener = told;
    }

    /** Ends the process in operation {@code operation}, counted from 1: it has no effect, or part of one. */
    public synchronized void crashAt(long operation, CrashMode mode) {
        crashAt = operation;
        crashMode = mode;
    }

    /** Makes one operation fail without effect. After a failed sync of a file its bytes are lost, whatever is tried. */
    public synchronized void failAt(long operation, IOException failure) {
        failures.put(operation, failure);
    }

    /** Makes one link report failure though it took effect; any other operation fails as in {@link #failAt}. */
    public synchronized void failAfter(long operation, IOException failure) {
        failures.put(operation, failure);
        takingEffect.add(operation);
    }

    /** Makes one write fail when some of its bytes are there; any other operation fails as in {@link #failAt}. */
    public synchronized void cutShortAt(long operation, IOException failure) {
        failures.put(operation, failure);
        cutShort.add(operation);
    }

    /** Makes one read fail. */
    public synchronized void failReadAt(long read, IOException failure) {
        readFailures.put(read, failure);
    }

    /** As {@link #readCount}, of files alone: most reads are listings. */
    public synchronized long fileReadCount() {
        return fileReads;
    }

    public synchronized void failFileReadAt(long read, IOException failure) {
        fileReadFailures.put(read, failure);
    }

    /** From this operation on there is no room on the disk, until {@link #makeRoom}. */
    public synchronized void fillFrom(long operation) {
        fillFrom(operation, 0);
    }

    /** From this operation on so many bytes have room on the disk and no more, until {@link #makeRoom}. */
    public synchronized void fillFrom(long operation, long bytes) {
        fullFrom = operation;
        bytesLeft = bytes;
    }

    public synchronized void makeRoom() {
        fullFrom = Long.MAX_VALUE;
    }

    /** From this operation on the file system can be read and nothing else, until {@link #makeWritable}. */
    public synchronized void forbidWritingFrom(long operation) {
        readOnlyFrom = operation;
    }

    public synchronized void makeWritable() {
        readOnlyFrom = Long.MAX_VALUE;
    }

    /** Makes so many operations from this one on take long: see {@link #isSlow}. */
    public synchronized void slowDownFrom(long operation, long count) {
        slowFrom = operation;
        slowUpTo = operation + count - 1;
    }

    /** Whether the next operation takes long. A disk has no clock: whoever has one lets the time go by. */
    public synchronized boolean isSlow() {
        return operations + 1 >= slowFrom && operations + 1 <= slowUpTo;
    }

    /** Takes all locks away from those that hold them, who are not told. */
    public synchronized void loseLocks() {
        locked.clear();
    }

    synchronized long freeBytes() {
        return operations >= fullFrom ? bytesLeft : 1L << 30;
    }

    /** The operation that failed last because that was asked for, in words; null if none did. */
    public synchronized @Nullable String failedIn() {
        return failedIn;
    }

    /** Whether the crash has happened. */
    public synchronized boolean isDown() {
        return isDown;
    }

    /** The operation in which it crashed, for messages of tests. */
    public synchronized @Nullable String crashedIn() {
        return crashedIn;
    }

    /** Comes up again with what the crash left; there is no further crash until one is asked for. */
    public synchronized void restart() {
        tree = tree.afterCrash(isDown ? crashMode : CrashMode.KILL, random);
        locked.clear();
        openFiles = 0;
        isDown = false;
        life++;
        crashedIn = null;
        crashAt = Long.MAX_VALUE;
    }

    /** A disk of its own with what a crash at this moment would leave; this one and its process go on. */
    public synchronized FaultyDisk image(CrashMode mode, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        PendingWrite cut = pending;
        // A write that is cut off may have got some of its bytes to the system.
        int got = cut == null ? 0 : chance.nextInt(cut.length() + 1);
        DiskTree left = cut == null
                ? tree.afterCrash(mode, chance)
                : tree.afterCrash(mode, chance, cut.content(), cut.bytes(), cut.start(), got);
        FaultyDisk image = new FaultyDisk(seed, left);
        image.nextFileKey = nextFileKey;
        image.modifiedNanos = modifiedNanos;
        image.operations = operations;
        return image;
    }

    /** Of all that a process would find: disks of different contents have different ones, but for chance. */
    public synchronized long hash() {
        return tree.hash();
    }

    /** Whether a file and every name on its path would be there after the loss of power. */
    public synchronized boolean isDurable(Path file) {
        return tree.isDurable(file);
    }

    /** Puts a file there from outside, whole and durable; no operation of the process. */
    public synchronized void put(Path file, byte[] bytes) throws IOException {
        Directory at = tree.root();
        for (String name : DiskTree.names(requireParent(file))) {
            Node node = at.get(name);
            if (node == null) {
                node = new Directory();
                at.changeDurably(name, node);
            }
            if (!(node instanceof Directory directory)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            at = directory;
        }
        Content content = newContent();
        content.append(bytes, 0, bytes.length);
        content.sync();
        at.changeDurably(nameOf(file), content);
    }

    /** What a file holds, looked at from outside; null if there is none. */
    public synchronized byte @Nullable [] get(Path file) {
        return tree.find(file) instanceof Content content ? content.copyOfBytes() : null;
    }

    /** The names in a directory, looked at from outside; none if it is absent. */
    public synchronized List<String> names(Path directory) {
        return tree.find(directory) instanceof Directory found ? found.names() : List.of();
    }

    /** Changes bytes of a file that lies still, as a disk does that forgets. */
    public synchronized void damage(Path file) throws IOException {
        Content content = tree.content(file);
        byte[] bytes = content.copyOfBytes();
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
        }
        put(file, bytes);
    }

    /** All files in a folder and below it with what they hold, looked at from outside. */
    public synchronized Map<Path, byte[]> contents(Path folder) {
        Map<Path, byte[]> contents = new TreeMap<>();
        addContents(folder, contents);
        return contents;
    }

    private void addContents(Path at, Map<Path, byte[]> contents) {
        switch (tree.find(at)) {
            case null -> {}
            case Directory directory -> directory.names().forEach(name -> addContents(at.resolve(name), contents));
            case Content content -> contents.put(at, content.copyOfBytes());
        }
    }

    /** Puts a folder there from outside in place of what it is, whole and durable; folders in it stay, if empty. */
    public synchronized void replace(Path folder, Map<Path, byte[]> contents) throws IOException {
        if (tree.find(folder) instanceof Directory directory) {
            directory.removeFilesDurably();
        }
        for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
            put(file.getKey(), file.getValue());
        }
    }

    /** Leaves so much of a file that lies still as chance has it, and never all of it. */
    public synchronized void cut(Path file) throws IOException {
        byte[] bytes = tree.content(file).copyOfBytes();
        put(file, Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length))));
    }

    private static Path requireParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new IOException("the root has no parent");
        }
        return parent;
    }

    private Content newContent() {
        modifiedNanos += 1_000_000;
        return new Content(nextFileKey++, modifiedNanos);
    }

    /** Counts an operation; crashes or fails if it is its turn. */
    private void begin(int process, String operation, Path file) throws IOException {
        requireUp(process);
        operations++;
        if (listener != null) {
            listener.before(operations, operation, file);
        }
        if (operations >= crashAt) {
            isDown = true;
            crashedIn = operation + " " + file;
            throw new SimulatedCrash("crash in operation " + operations + ", " + crashedIn);
        }
        if (!takingEffect.contains(operations)) {
            throwFailure(operation, file);
        }
        if (operations >= readOnlyFrom) {
            failedIn = operation + " " + file;
            throw new FileSystemException(file.toString(), null, "Read-only file system");
        }
        if (operations >= fullFrom && !operation.equals("delete") && !operation.equals("sync directory")) {
            long wanted = pending == null ? 0 : pending.length();
            if (bytesLeft == 0 || wanted > bytesLeft) {
                failedIn = operation + " " + file;
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
            bytesLeft -= wanted;
        }
    }

    private void throwFailure(String operation, Path file) throws IOException {
        IOException failure = failures.remove(operations);
        if (failure != null) {
            failedIn = operation + " " + file;
            throw failure;
        }
    }

    private void beginRead(int process, Path file) throws IOException {
        requireUp(process);
        reads++;
        throwReadFailure(readFailures.remove(reads), file);
    }

    private void beginFileRead(int process, Path file) throws IOException {
        beginRead(process, file);
        fileReads++;
        throwReadFailure(fileReadFailures.remove(fileReads), file);
    }

    private void throwReadFailure(@Nullable IOException failure, Path file) throws IOException {
        if (failure != null) {
            failedIn = "read " + file;
            throw failure;
        }
    }

    private void requireUp(int process) {
        if (isDown || process != life) {
            throw new SimulatedCrash("the process has ended");
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    synchronized CheckpointFs.Output create(int process, Path file) throws IOException {
        begin(process, "create", file);
        Directory parent = tree.parent(file);
        if (parent.get(nameOf(file)) != null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Content content = newContent();
        parent.change(nameOf(file), content);
        openFiles++;
        return new Writer(process, file, content);
    }

    private final class Writer implements CheckpointFs.Output {
        private final int process;
        private final Path file;
        private final Content content;
        private boolean isClosed;

        private Writer(int process, Path file, Content content) {
            this.process = process;
            this.file = file;
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            synchronized (FaultyDisk.this) {
                if (!isDown && process == life && operations + 1 >= crashAt) {
                    // A write that is cut off may have got some of its bytes to the system.
                    content.append(bytes, start, random.nextInt(length + 1));
                }
                pending = new PendingWrite(content, bytes, start, length);
                try {
                    begin(process, "write", file);
                } catch (IOException failed) {
                    if (cutShort.remove(operations)) {
                        content.append(bytes, start, random.nextInt(length + 1));
                    }
                    throw failed;
                } finally {
                    pending = null;
                }
                content.append(bytes, start, length);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (FaultyDisk.this) {
                try {
                    begin(process, "sync", file);
                } catch (IOException failed) {
                    content.failSync();
                    throw failed;
                }
                content.sync();
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                requireUp(process);
                if (!isClosed) {
                    isClosed = true;
                    openFiles--;
                }
            }
        }
    }

    synchronized void link(int process, Path existing, Path name) throws IOException {
        begin(process, "link", name);
        Content content = tree.content(existing);
        Directory parent = tree.parent(name);
        if (parent.get(nameOf(name)) != null) {
            throw new FileAlreadyExistsException(name.toString());
        }
        parent.change(nameOf(name), content);
        throwFailure("link", name);
    }

    synchronized void delete(int process, Path file) throws IOException {
        begin(process, "delete", file);
        Directory parent;
        try {
            parent = tree.parent(file);
        } catch (NoSuchFileException absent) {
            return;
        }
        Node node = parent.get(nameOf(file));
        if (node instanceof Directory directory && !directory.isEmpty()) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        if (node != null) {
            parent.change(nameOf(file), null);
        }
    }

    synchronized void createDirectory(int process, Path path) throws IOException {
        begin(process, "mkdir", path);
        Directory parent = tree.parent(path);
        if (parent.get(nameOf(path)) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        parent.change(nameOf(path), new Directory());
    }

    /** With all that is above it, which a machine has from its beginning. */
    synchronized void createPrivateDirectory(int process, Path path) throws IOException {
        Directory at = tree.root();
        for (String name : DiskTree.names(path)) {
            Node node = at.get(name);
            if (node == null) {
                begin(process, "mkdir", path);
                node = new Directory();
                at.changeDurably(name, node);
            }
            if (!(node instanceof Directory directory)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            at = directory;
        }
    }

    synchronized void syncDirectory(int process, Path path) throws IOException {
        begin(process, "sync directory", path);
        tree.directory(path).sync();
    }

    synchronized List<String> list(int process, Path path) throws IOException {
        beginRead(process, path);
        List<String> names = tree.directory(path).names();
        // In no order, as a real one has them; in the same whenever they are the same, so that a seed plays the same
        // again.
        Collections.shuffle(names, new Random(names.hashCode()));
        return names;
    }

    synchronized CheckpointFs.@Nullable Stat stat(int process, Path file) throws IOException {
        requireUp(process);
        return switch (tree.find(file)) {
            case null -> null;
            case Directory directory -> new CheckpointFs.Stat(0, 0, true, false, null);
            case Content content ->
                new CheckpointFs.Stat(content.length(), content.modifiedNanos, false, true, Long.toString(content.key));
        };
    }

    synchronized byte[] read(int process, Path file) throws IOException {
        beginFileRead(process, file);
        return tree.content(file).copyOfBytes();
    }

    synchronized CheckpointFs.Input open(int process, Path file) throws IOException {
        beginFileRead(process, file);
        Reader reader = new Reader(process, file, tree.content(file));
        openFiles++;
        return reader;
    }

    private final class Reader implements CheckpointFs.Input {
        private final int process;
        private final Path file;
        private final Content content;
        private boolean isClosed;

        private Reader(int process, Path file, Content content) {
            this.process = process;
            this.file = file;
            this.content = content;
        }

        @Override
        public long length() {
            synchronized (FaultyDisk.this) {
                return content.length();
            }
        }

        @Override
        public int read(long position, byte[] target, int start, int length) throws IOException {
            synchronized (FaultyDisk.this) {
                beginFileRead(process, file);
                return content.read(position, target, start, length);
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                if (!isClosed && process == life) {
                    isClosed = true;
                    openFiles--;
                }
            }
        }
    }

    synchronized CheckpointFs.@Nullable Lock lock(int process, Path file) throws IOException {
        requireUp(process);
        if (tree.parent(file).get(nameOf(file)) == null) {
            create(process, file).close();
        }
        Path path = file.toAbsolutePath().normalize();
        Object holder = new Object();
        if (locked.putIfAbsent(path, holder) != null) {
            return null;
        }
        return () -> {
            synchronized (FaultyDisk.this) {
                if (process == life) {
                    locked.remove(path, holder);
                }
            }
        };
    }

    synchronized void rename(int process, Path from, Path to) throws IOException {
        begin(process, "rename", to);
        Content content = tree.content(from);
        tree.parent(to).change(nameOf(to), content);
        tree.parent(from).change(nameOf(from), null);
    }
}

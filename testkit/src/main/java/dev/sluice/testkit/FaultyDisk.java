package dev.sluice.testkit;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * <p>Only operations that change something are counted. Thread-safe.
 */
public final class FaultyDisk {
    private final SplittableRandom random;
    private final Directory root = new Directory();
    private final Set<Path> locked = new HashSet<>();
    private final Map<Long, IOException> failures = new HashMap<>();
    private long operations;
    private long nextFileKey = 1;
    private long modifiedNanos = 1_000_000_000L;
    private long crashAt = Long.MAX_VALUE;
    private CrashMode crashMode = CrashMode.KILL;
    private boolean isDown;
    private int life;
    private @Nullable String crashedIn;

    private sealed interface Node permits Directory, Content {}

    /** A file, under however many names. */
    private static final class Content implements Node {
        private final long key;
        private byte[] bytes = new byte[0];
        private int length;
        private int durableLength;
        private long modifiedNanos;

        private Content(long key, long modifiedNanos) {
            this.key = key;
            this.modifiedNanos = modifiedNanos;
        }

        private void append(byte[] source, int start, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
            }
            System.arraycopy(source, start, bytes, length, count);
            length += count;
        }
    }

    private static final class Directory implements Node {
        private final Map<String, Node> names = new TreeMap<>();
        private final Map<String, Node> durableNames = new TreeMap<>();
        private final List<Change> unsynced = new ArrayList<>();

        private void change(String name, @Nullable Node node) {
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
            unsynced.add(new Change(name, node));
        }

        private void sync() {
            durableNames.clear();
            durableNames.putAll(names);
            unsynced.clear();
        }
    }

    /** @param node what the name stands for afterwards, null if it is gone */
    private record Change(String name, @Nullable Node node) {}

    public FaultyDisk(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The disk as one process sees it, until the next crash or restart. */
    public synchronized FaultyFs mount() {
        return new FaultyFs(this, life);
    }

    /** Operations so far that changed something, over all restarts. */
    public synchronized long operationCount() {
        return operations;
    }

    /** Ends the process in operation {@code operation}, counted from 1: it has no effect, or part of one. */
    public synchronized void crashAt(long operation, CrashMode mode) {
        crashAt = operation;
        crashMode = mode;
    }

    /** Makes one operation fail without effect. */
    public synchronized void failAt(long operation, IOException failure) {
        failures.put(operation, failure);
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
        settle(root, isDown ? crashMode : CrashMode.KILL, new HashSet<>());
        locked.clear();
        isDown = false;
        life++;
        crashedIn = null;
        crashAt = Long.MAX_VALUE;
    }

    private void settle(Directory directory, CrashMode mode, Set<Content> settled) {
        switch (mode) {
            case KILL -> {}
            case LOSE_ALL -> {
                directory.names.clear();
                directory.names.putAll(directory.durableNames);
            }
            case PREFIX -> keepChanges(directory, random.nextInt(directory.unsynced.size() + 1));
            case ANY_SUBSET, TORN -> {
                List<Change> kept = new ArrayList<>(directory.unsynced);
                kept.removeIf(change -> random.nextBoolean());
                directory.unsynced.clear();
                directory.unsynced.addAll(kept);
                keepChanges(directory, kept.size());
            }
        }
        directory.sync();
        for (Node node : directory.names.values()) {
            switch (node) {
                case Directory below -> settle(below, mode, settled);
                case Content content -> {
                    if (settled.add(content)) {
                        settle(content, mode);
                    }
                }
            }
        }
    }

    private static void keepChanges(Directory directory, int count) {
        directory.names.clear();
        directory.names.putAll(directory.durableNames);
        for (Change change : directory.unsynced.subList(0, count)) {
            if (change.node() == null) {
                directory.names.remove(change.name());
            } else {
                directory.names.put(change.name(), change.node());
            }
        }
    }

    private void settle(Content content, CrashMode mode) {
        int unsynced = content.length - content.durableLength;
        switch (mode) {
            case KILL -> {}
            case LOSE_ALL -> content.length = content.durableLength;
            case PREFIX -> content.length = content.durableLength + random.nextInt(unsynced + 1);
            case ANY_SUBSET -> content.length = random.nextBoolean() ? content.length : content.durableLength;
            case TORN -> {
                if (unsynced > 0) {
                    int from = content.durableLength + random.nextInt(unsynced);
                    Arrays.fill(content.bytes, from, content.length, (byte) 0);
                }
            }
        }
        content.durableLength = content.length;
    }

    /** Counts an operation; crashes or fails if it is its turn. */
    private void begin(int process, String operation, Path file) throws IOException {
        requireUp(process);
        operations++;
        if (operations >= crashAt) {
            isDown = true;
            crashedIn = operation + " " + file;
            throw new SimulatedCrash("crash in operation " + operations + ", " + crashedIn);
        }
        IOException failure = failures.remove(operations);
        if (failure != null) {
            throw failure;
        }
    }

    private void requireUp(int process) {
        if (isDown || process != life) {
            throw new SimulatedCrash("the process has ended");
        }
    }

    private @Nullable Node find(Path path) {
        Node node = root;
        for (Path name : path.toAbsolutePath().normalize()) {
            if (!(node instanceof Directory directory)) {
                return null;
            }
            node = directory.names.get(name.toString());
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    private Directory parent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new IOException("the root has no parent");
        }
        return directory(parent);
    }

    private Directory directory(Path path) throws IOException {
        return switch (find(path)) {
            case null -> throw new NoSuchFileException(path.toString());
            case Directory directory -> directory;
            case Content content -> throw new NotDirectoryException(path.toString());
        };
    }

    private Content content(Path path) throws IOException {
        return switch (find(path)) {
            case null -> throw new NoSuchFileException(path.toString());
            case Directory directory -> throw new IOException(path + " is a directory");
            case Content content -> content;
        };
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    synchronized CheckpointFs.Output create(int process, Path file) throws IOException {
        begin(process, "create", file);
        Directory parent = parent(file);
        if (parent.names.containsKey(nameOf(file))) {
            throw new FileAlreadyExistsException(file.toString());
        }
        modifiedNanos += 1_000_000;
        Content content = new Content(nextFileKey++, modifiedNanos);
        parent.change(nameOf(file), content);
        return new Writer(process, file, content);
    }

    private final class Writer implements CheckpointFs.Output {
        private final int process;
        private final Path file;
        private final Content content;

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
                begin(process, "write", file);
                content.append(bytes, start, length);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (FaultyDisk.this) {
                begin(process, "sync", file);
                content.durableLength = content.length;
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                requireUp(process);
            }
        }
    }

    synchronized void link(int process, Path existing, Path name) throws IOException {
        begin(process, "link", name);
        Content content = content(existing);
        Directory parent = parent(name);
        if (parent.names.containsKey(nameOf(name))) {
            throw new FileAlreadyExistsException(name.toString());
        }
        parent.change(nameOf(name), content);
    }

    synchronized void delete(int process, Path file) throws IOException {
        begin(process, "delete", file);
        Directory parent;
        try {
            parent = parent(file);
        } catch (NoSuchFileException absent) {
            return;
        }
        Node node = parent.names.get(nameOf(file));
        if (node instanceof Directory directory && !directory.names.isEmpty()) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        if (node != null) {
            parent.change(nameOf(file), null);
        }
    }

    synchronized void createDirectories(int process, Path path) throws IOException {
        Directory at = root;
        for (Path name : path.toAbsolutePath().normalize()) {
            Node node = at.names.get(name.toString());
            if (node == null) {
                begin(process, "mkdir", path);
                Directory created = new Directory();
                at.change(name.toString(), created);
                at.durableNames.put(name.toString(), created);
                node = created;
            }
            if (!(node instanceof Directory directory)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            at = directory;
        }
    }

    synchronized void syncDirectory(int process, Path path) throws IOException {
        begin(process, "sync directory", path);
        directory(path).sync();
    }

    synchronized List<String> list(int process, Path path) throws IOException {
        requireUp(process);
        return new ArrayList<>(directory(path).names.keySet());
    }

    synchronized CheckpointFs.@Nullable Stat stat(int process, Path file) throws IOException {
        requireUp(process);
        return switch (find(file)) {
            case null -> null;
            case Directory directory -> new CheckpointFs.Stat(0, 0, true, false, null);
            case Content content ->
                new CheckpointFs.Stat(content.length, content.modifiedNanos, false, true, Long.toString(content.key));
        };
    }

    synchronized byte[] read(int process, Path file) throws IOException {
        requireUp(process);
        Content content = content(file);
        return Arrays.copyOf(content.bytes, content.length);
    }

    synchronized CheckpointFs.Input open(int process, Path file) throws IOException {
        requireUp(process);
        return new Reader(process, content(file));
    }

    private final class Reader implements CheckpointFs.Input {
        private final int process;
        private final Content content;

        private Reader(int process, Content content) {
            this.process = process;
            this.content = content;
        }

        @Override
        public long length() {
            synchronized (FaultyDisk.this) {
                return content.length;
            }
        }

        @Override
        public int read(long position, byte[] target, int start, int length) {
            synchronized (FaultyDisk.this) {
                requireUp(process);
                if (position >= content.length) {
                    return -1;
                }
                int count = (int) Math.min(length, content.length - position);
                System.arraycopy(content.bytes, (int) position, target, start, count);
                return count;
            }
        }

        @Override
        public void close() {}
    }

    synchronized CheckpointFs.@Nullable Lock lock(int process, Path file) throws IOException {
        requireUp(process);
        if (!parent(file).names.containsKey(nameOf(file))) {
            create(process, file).close();
        }
        Path path = file.toAbsolutePath().normalize();
        if (!locked.add(path)) {
            return null;
        }
        return () -> {
            synchronized (FaultyDisk.this) {
                locked.remove(path);
            }
        };
    }

    synchronized void rename(int process, Path from, Path to) throws IOException {
        begin(process, "rename", to);
        Content content = content(from);
        parent(to).change(nameOf(to), content);
        parent(from).change(nameOf(from), null);
    }
}

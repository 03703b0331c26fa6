package dev.sluice.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Directories and files in memory, and what of them is durable. Not thread-safe. */
final class DiskTree {
    private static final String SEPARATOR = "/";

    private final Directory root;

    DiskTree() {
        this(new Directory());
    }

    private DiskTree(Directory root) {
        this.root = root;
    }

    sealed interface Node permits Directory, Content {}

    /** A file, under however many names. Bytes are only ever added, so that two trees may share them until one does. */
    static final class Content implements Node {
        final long key;
        final long modifiedNanos;
        private byte[] bytes = new byte[0];
        private int length;
        private int durableLength;
        private boolean isShared;
        private boolean hasLostBytes;

        Content(long key, long modifiedNanos) {
            this.key = key;
            this.modifiedNanos = modifiedNanos;
        }

        int length() {
            return length;
        }

        void append(byte[] source, int start, int count) {
            if (isShared || length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, length * 2));
                isShared = false;
            }
            System.arraycopy(source, start, bytes, length, count);
            length += count;
        }

        /** Once a sync has failed the system has forgotten what was to be written, and reports success from then on. */
        void sync() {
            if (!hasLostBytes) {
                durableLength = length;
            }
        }

        void failSync() {
            hasLostBytes = true;
        }

        byte[] copyOfBytes() {
            return Arrays.copyOf(bytes, length);
        }

        int read(long position, byte[] target, int start, int count) {
            if (position >= length) {
                return -1;
            }
            int read = (int) Math.min(count, length - position);
            System.arraycopy(bytes, (int) position, target, start, read);
            return read;
        }

        private Content copy() {
            Content copy = new Content(key, modifiedNanos);
            copy.bytes = bytes;
            copy.length = length;
            copy.durableLength = durableLength;
            copy.hasLostBytes = hasLostBytes;
            copy.isShared = true;
            isShared = true;
            return copy;
        }

        private void settle(CrashMode mode, SplittableRandom random) {
            int unsynced = length - durableLength;
            switch (mode) {
                case KILL -> {
                    return;
                }
                case LOSE_ALL -> length = durableLength;
                case PREFIX -> length = durableLength + random.nextInt(unsynced + 1);
                case ANY_SUBSET -> length = random.nextBoolean() ? length : durableLength;
                case TORN -> {
                    if (unsynced > 0) {
                        bytes = copyOfBytes();
                        isShared = false;
                        Arrays.fill(bytes, durableLength + random.nextInt(unsynced), length, (byte) 0);
                    }
                }
            }
            durableLength = length;
            hasLostBytes = false;
        }
    }

    static final class Directory implements Node {
        private final Map<String, Node> names = new TreeMap<>();
        private final Map<String, Node> durableNames = new TreeMap<>();
        private final List<Change> unsynced = new ArrayList<>();

        @Nullable
        Node get(String name) {
            return names.get(name);
        }

        boolean isEmpty() {
            return names.isEmpty();
        }

        List<String> names() {
            return new ArrayList<>(names.keySet());
        }

        void change(String name, @Nullable Node node) {
            set(names, name, node);
            unsynced.add(new Change(name, node));
        }

        /** No crash brings back what the name stood for before. */
        void changeDurably(String name, @Nullable Node node) {
            set(names, name, node);
            set(durableNames, name, node);
            unsynced.removeIf(change -> change.name().equals(name));
        }

        /** No crash brings back a file that was here or in a folder below, not even one that was deleted before. */
        void removeFilesDurably() {
            unsynced.removeIf(change -> !(change.node() instanceof Directory));
            for (Map<String, Node> all : List.of(names, durableNames)) {
                all.values().removeIf(Content.class::isInstance);
                all.values().forEach(node -> ((Directory) node).removeFilesDurably());
            }
        }

        void sync() {
            for (Change change : unsynced) {
                set(durableNames, change.name(), change.node());
            }
            unsynced.clear();
        }

        private static void set(Map<String, Node> names, String name, @Nullable Node node) {
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }

        /** What the names are after a crash. */
        private Map<String, Node> namesAfter(CrashMode mode, SplittableRandom random) {
            if (mode == CrashMode.KILL || unsynced.isEmpty()) {
                return mode == CrashMode.KILL ? names : durableNames;
            }
            int prefix = mode == CrashMode.PREFIX ? random.nextInt(unsynced.size() + 1) : 0;
            Map<String, Node> kept = new TreeMap<>(durableNames);
            for (int index = 0; index < unsynced.size(); index++) {
                boolean isKept = switch (mode) {
                    case KILL -> true;
                    case LOSE_ALL -> false;
                    case PREFIX -> index < prefix;
                    case ANY_SUBSET, TORN -> random.nextBoolean();
                };
                if (isKept) {
                    set(kept, unsynced.get(index).name(), unsynced.get(index).node());
                }
            }
            return kept;
        }
    }

    /** @param node what the name stands for afterwards, null if it is gone */
    private record Change(String name, @Nullable Node node) {}

    /** What is there after a crash; after the loss of power all of it is durable. This tree stays as it is. */
    DiskTree afterCrash(CrashMode mode, SplittableRandom random) {
        return new DiskTree(settled(root, mode, random, new IdentityHashMap<>()));
    }

    /** As {@link #afterCrash(CrashMode, SplittableRandom)}, of a tree in which a file has got some more bytes. */
    DiskTree afterCrash(CrashMode mode, SplittableRandom random, Content written, byte[] bytes, int start, int count) {
        Content longer = written.copy();
        longer.append(bytes, start, count);
        longer.settle(mode, random);
        IdentityHashMap<Node, Node> copies = new IdentityHashMap<>();
        copies.put(written, longer);
        return new DiskTree(settled(root, mode, random, copies));
    }

    /** @param copies those that were made, each once, for a node may have several names and may have lost one of them */
    private static Node settled(
            Node node, CrashMode mode, SplittableRandom random, IdentityHashMap<Node, Node> copies) {
        Node known = copies.get(node);
        if (known != null) {
            return known;
        }
        Node settled = switch (node) {
            case Directory directory -> settled(directory, mode, random, copies);
            case Content content -> {
                Content copy = content.copy();
                copy.settle(mode, random);
                yield copy;
            }
        };
        copies.put(node, settled);
        return settled;
    }

    private static Directory settled(
            Directory directory, CrashMode mode, SplittableRandom random, IdentityHashMap<Node, Node> copies) {
        Directory settled = new Directory();
        directory
                .namesAfter(mode, random)
                .forEach((name, node) -> settled.names.put(name, settled(node, mode, random, copies)));
        if (mode == CrashMode.KILL) {
            directory.durableNames.forEach(
                    (name, node) -> settled.durableNames.put(name, settled(node, mode, random, copies)));
            for (Change change : directory.unsynced) {
                Node node = change.node();
                settled.unsynced.add(
                        new Change(change.name(), node == null ? null : settled(node, mode, random, copies)));
            }
        } else {
            settled.durableNames.putAll(settled.names);
        }
        return settled;
    }

    Directory root() {
        return root;
    }

    /** The names on the way to a file. Most paths are plain, and are cut without making a path of every name. */
    static List<String> names(Path path) {
        String text = path.toString();
        List<String> names = new ArrayList<>();
        int start = 1;
        while (text.startsWith(SEPARATOR) && start < text.length()) {
            int end = text.indexOf(SEPARATOR, start);
            String name = text.substring(start, end < 0 ? text.length() : end);
            if (name.equals(".") || name.equals("..")) {
                break;
            }
            names.add(name);
            start += name.length() + 1;
        }
        return start > text.length() && !text.isEmpty()
                ? names
                : StreamSupport.stream(path.toAbsolutePath().normalize().spliterator(), false)
                        .map(Path::toString)
                        .toList();
    }

    @Nullable
    Node find(Path path) {
        return find(path, false);
    }

    /** What a path, or the path of its parent, leads to. It is cut without making a path or a list of its names. */
    private @Nullable Node find(Path path, boolean isOfParent) {
        String text = path.toString();
        int length = isOfParent ? text.lastIndexOf('/') : text.length();
        if (!text.startsWith(SEPARATOR)) {
            return find(path.toAbsolutePath().normalize(), isOfParent);
        }
        Node node = root;
        int start = 1;
        while (start < length) {
            int end = text.indexOf('/', start);
            end = end < 0 || end > length ? length : end;
            String name = text.substring(start, end);
            if (name.equals(".") || name.equals("..")) {
                return find(path.toAbsolutePath().normalize(), isOfParent);
            }
            if (!(node instanceof Directory directory)) {
                return null;
            }
            node = directory.names.get(name);
            if (node == null) {
                return null;
            }
            start = end + 1;
        }
        return node;
    }

    /** Whether the file and every name on its path would be there after the loss of power. */
    boolean isDurable(Path path) {
        Node node = root;
        for (String name : names(path)) {
            if (!(node instanceof Directory directory)) {
                return false;
            }
            node = directory.names.get(name);
            if (node == null || directory.durableNames.get(name) != node) {
                return false;
            }
        }
        return !(node instanceof Content content) || content.durableLength == content.length;
    }

    Directory parent(Path file) throws IOException {
        if (file.toString().equals(SEPARATOR)) {
            throw new IOException("the root has no parent");
        }
        return directory(find(file, true), file);
    }

    Directory directory(Path path) throws IOException {
        return directory(find(path), path);
    }

    private static Directory directory(@Nullable Node found, Path path) throws IOException {
        return switch (found) {
            case null -> throw new AbsentFile(path.toString());
            case Directory directory -> directory;
            case Content content -> throw new NotDirectoryException(path.toString());
        };
    }

    Content content(Path path) throws IOException {
        return switch (find(path)) {
            case null -> throw new AbsentFile(path.toString());
            case Directory directory -> throw new IOException(path + " is a directory");
            case Content content -> content;
        };
    }

    /** Of all names and bytes: trees that differ for a reader differ in this, but for chance. */
    long hash() {
        CRC32C names = new CRC32C();
        CRC32C bytes = new CRC32C();
        addTo(names, bytes, root);
        return names.getValue() << 32 | bytes.getValue();
    }

    private static void addTo(CRC32C names, CRC32C bytes, Directory directory) {
        directory.names.forEach((name, node) -> {
            names.update(name.getBytes(StandardCharsets.UTF_8));
            switch (node) {
                case Directory below -> {
                    names.update('/');
                    addTo(names, bytes, below);
                    names.update('.');
                }
                case Content content -> {
                    names.update(content.length >>> 8);
                    names.update(content.length);
                    names.update((int) content.modifiedNanos);
                    bytes.update(content.bytes, 0, content.length);
                }
            }
        });
    }
}

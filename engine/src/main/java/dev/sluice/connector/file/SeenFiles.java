package dev.sluice.connector.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The files a source has taken in, forgotten when they are too old to be taken again. */
final class SeenFiles {
    private final boolean byName;
    private final long maxAgeMillis;
    private final Map<String, FileEntry> entries = new HashMap<>();
    private long newestMillis = Long.MIN_VALUE;
    private long oldestMillis = Long.MAX_VALUE;
    private long purgedBelowMillis = Long.MIN_VALUE;

    /** @param maxAgeMillis {@link Long#MAX_VALUE} to forget nothing */
    SeenFiles(boolean byName, long maxAgeMillis) {
        this.byName = byName;
        this.maxAgeMillis = maxAgeMillis;
    }

    void add(FileEntry file) {
        entries.put(identity(file.path()), file);
        newestMillis = Math.max(newestMillis, file.modifiedMillis());
        oldestMillis = Math.min(oldestMillis, file.modifiedMillis());
    }

    boolean contains(Path path) {
        return entries.containsKey(identity(path));
    }

    boolean isNew(FileEntry file) {
        return file.modifiedMillis() >= purgedBelowMillis && !contains(file.path());
    }

    /** Forgets what is older than the newest file by more than the greatest age. */
    void purge() {
        if (entries.isEmpty() || maxAgeMillis == Long.MAX_VALUE) {
            return;
        }
        purgedBelowMillis = Math.max(purgedBelowMillis, newestMillis - maxAgeMillis);
        if (oldestMillis >= purgedBelowMillis) {
            return;
        }
        entries.values().removeIf(file -> file.modifiedMillis() < purgedBelowMillis);
        oldestMillis = Long.MAX_VALUE;
        for (FileEntry file : entries.values()) {
            oldestMillis = Math.min(oldestMillis, file.modifiedMillis());
        }
    }

    Collection<FileEntry> all() {
        return entries.values();
    }

    /** Two files of one identity are the same file. */
    String identity(Path path) {
        return byName ? path.getFileName().toString() : path.toString();
    }
}

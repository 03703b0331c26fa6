package dev.sluice.connector.file;

import dev.sluice.seam.Clock;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The files a source has taken in, forgotten when they are too old to be taken again: older than the newest by more than
 * the greatest age. A file whose time is still to come is not the newest before then.
 */
final class SeenFiles {
    private final boolean byName;
    private final long maxAgeMillis;
    private final Clock clock;
    private final OldFiles old;
    private final Map<String, FileEntry> entries = new HashMap<>();
    /** The times of files that are still to come. */
    private final PriorityQueue<Long> futureMillis = new PriorityQueue<>();

    private long newestMillis = Long.MIN_VALUE;
    private long oldestMillis = Long.MAX_VALUE;
    private long forgottenBelowMillis = Long.MIN_VALUE;

    /**
     * @param maxAgeMillis {@link Long#MAX_VALUE} to forget nothing
     * @param old is told which files are forgotten
     */
    SeenFiles(boolean byName, long maxAgeMillis, Clock clock, OldFiles old) {
        this.byName = byName;
        this.maxAgeMillis = maxAgeMillis;
        this.clock = clock;
        this.old = old;
    }

    void add(FileEntry file) {
        entries.put(identity(file.path()), file);
        long millis = file.modifiedMillis();
        if (millis > clock.wallMillis()) {
            futureMillis.add(millis);
        } else {
            newestMillis = Math.max(newestMillis, millis);
        }
        oldestMillis = Math.min(oldestMillis, millis);
    }

    boolean contains(Path path) {
        return entries.containsKey(identity(path));
    }

    /** Whether the file, if it was ever taken in, is forgotten. */
    boolean isTooOld(FileEntry file) {
        return file.modifiedMillis() < forgottenBelowMillis;
    }

    /** Whether the file is refused for a newest file that is none by the clock, or by a greatest age that was smaller. */
    boolean isYoungByTheClock(FileEntry file) {
        return maxAgeMillis == Long.MAX_VALUE || file.modifiedMillis() >= clock.wallMillis() - maxAgeMillis;
    }

    boolean isNew(FileEntry file) {
        return !isTooOld(file) && !contains(file.path());
    }

    /** Files before this time are forgotten; {@link Long#MIN_VALUE} if none is. */
    long forgottenBelowMillis() {
        return forgottenBelowMillis;
    }

    /** As an earlier run has forgotten: what it took in would be taken in again where a clock has gone back. */
    void forgetBelow(long millis) {
        forgottenBelowMillis = Math.max(forgottenBelowMillis, millis);
    }

    /** As a run has forgotten that took files of the future for the newest. */
    void forgetBelowTheLast() {
        if (!entries.isEmpty() && maxAgeMillis != Long.MAX_VALUE) {
            long last = futureMillis.stream().mapToLong(Long::longValue).reduce(newestMillis, Math::max);
            forgetBelow(last - maxAgeMillis);
        }
    }

    /** Forgets what is older than the newest file by more than the greatest age. */
    void purge() {
        if (entries.isEmpty() || maxAgeMillis == Long.MAX_VALUE) {
            return;
        }
        long now = clock.wallMillis();
        while (!futureMillis.isEmpty() && futureMillis.peek() <= now) {
            newestMillis = Math.max(newestMillis, futureMillis.remove());
        }
        if (newestMillis != Long.MIN_VALUE) {
            forgetBelow(newestMillis - maxAgeMillis);
        }
        if (oldestMillis >= forgottenBelowMillis) {
            return;
        }
        oldestMillis = Long.MAX_VALUE;
        for (Iterator<FileEntry> files = entries.values().iterator(); files.hasNext(); ) {
            FileEntry file = files.next();
            if (isTooOld(file)) {
                files.remove();
                old.add(file);
            } else {
                oldestMillis = Math.min(oldestMillis, file.modifiedMillis());
            }
        }
        old.wereRead();
    }

    Collection<FileEntry> all() {
        return entries.values();
    }

    /** Two files of one identity are the same file. */
    String identity(Path path) {
        return byName ? path.getFileName().toString() : path.toString();
    }
}

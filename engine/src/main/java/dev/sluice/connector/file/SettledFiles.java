package dev.sluice.connector.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells files that were the same in a few listings in a row from those that somebody may still write to. A listing counts
 * if it comes a second or more after the last that counted: two looks at one moment say no more than one.
 */
final class SettledFiles {
    /** So far apart, in milliseconds, that also a file system which keeps times in seconds shows a change. */
    static final long APART_MILLIS = 1_000;

    /** A file as it was listed last, and how often it was listed so. */
    private record Sighting(FileEntry file, int listings, long countedNanos) {}

    private final int needed;
    private Map<Path, Sighting> before = Map.of();
    private Map<Path, Sighting> now = new HashMap<>();

    /** @param needed listings; after one of them every file is settled */
    SettledFiles(int needed) {
        this.needed = needed;
    }

    int needed() {
        return needed;
    }

    /** A listing begins; what it does not show has to be seen from the start when it comes again. */
    void beginListing() {
        before = now;
        now = new HashMap<>();
    }

    /** Whether the listing under way is one more that shows the file like this, and there were enough of them. */
    boolean isSettled(FileEntry file, long nanos) {
        if (needed == 1) {
            return true;
        }
        Sighting sighting = next(before.get(file.path()), file, nanos);
        now.put(file.path(), sighting);
        return sighting.listings >= needed;
    }

    private static Sighting next(@Nullable Sighting last, FileEntry file, long nanos) {
        if (last == null || !last.file.equals(file)) {
            return new Sighting(file, 1, nanos);
        }
        return nanos - last.countedNanos < TimeUnit.MILLISECONDS.toNanos(APART_MILLIS)
                ? last
                : new Sighting(file, last.listings + 1, nanos);
    }
}

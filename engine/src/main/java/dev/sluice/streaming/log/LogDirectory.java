package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A directory of numbered entries, each published once, without gaps but for those purged at the old end. */
final class LogDirectory {
    private static final Pattern MOVED_ASIDE = Pattern.compile("[0-9]+\\.[a-z]+\\.[0-9]+");

    private final CheckpointFs files;
    private final Publisher publisher;
    private final Path directory;
    private final String kind;
    private final String queryId;

    LogDirectory(CheckpointFs files, Publisher publisher, Path directory, String kind, String queryId) {
        this.files = files;
        this.publisher = publisher;
        this.directory = directory;
        this.kind = kind;
        this.queryId = queryId;
    }

    /** Makes the directory, or takes it over from an earlier run. */
    void open() {
        try {
            files.createDirectories(directory);
            Predicate<String> isEntry = NumberedFiles.entriesOf(files, directory);
            publisher.takeOver(
                    directory,
                    name -> isEntry.test(name) || MOVED_ASIDE.matcher(name).matches());
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "open a log", failed);
        }
    }

    Path path(long id) {
        return directory.resolve(Long.toString(id));
    }

    String kind() {
        return kind;
    }

    String queryId() {
        return queryId;
    }

    /**
     * All that are there.
     *
     * @param keptFrom what was purged lies before this; some of it may have come back with the loss of power
     * @throws SluiceException {@code CHECKPOINT_INCONSISTENT} if there are gaps after {@code keptFrom}
     */
    NavigableSet<Long> ids(long keptFrom) {
        NavigableSet<Long> ids = numbers();
        NavigableSet<Long> kept = ids.tailSet(keptFrom, true);
        if (!kept.isEmpty() && kept.last() - kept.first() + 1 != kept.size()) {
            NavigableSet<Long> missing = new TreeSet<>();
            for (long id = kept.first(); id <= kept.last() && missing.size() < 20; id++) {
                if (!kept.contains(id)) {
                    missing.add(id);
                }
            }
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCONSISTENT, "entries are missing in the " + kind + " log")
                    .at(directory.toString())
                    .found("entries " + kept.first() + " to " + kept.last() + " without " + missing)
                    .safe("nothing was changed")
                    .mend("restore the missing entries from a backup of the same moment")
                    .build();
        }
        return ids;
    }

    private NavigableSet<Long> numbers() {
        try {
            return new TreeSet<>(NumberedFiles.in(files, directory).keySet());
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "list a log", failed);
        }
    }

    /** The number of the newest entry, null if there is none. */
    @Nullable
    Long newest() {
        NavigableSet<Long> ids = numbers();
        return ids.isEmpty() ? null : ids.last();
    }

    void publish(CheckpointText text, long id) {
        try {
            publisher.publish(path(id), text.encode());
        } catch (IOException failed) {
            throw CheckpointErrors.failed(path(id), "publish an entry of the " + kind + " log", failed);
        }
    }

    /** @return null if there is no such entry */
    @Nullable
    CheckpointText read(long id) {
        Path file = path(id);
        try {
            return CheckpointText.read(files, file, kind, queryId, id);
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException failed) {
            throw CheckpointErrors.failed(file, "read an entry of the " + kind + " log", failed);
        }
    }

    /**
     * Gives an entry another name, so that its number can be published anew.
     *
     * @param why part of the name
     */
    Path moveAside(long id, String why, long epoch) {
        Path aside = directory.resolve(id + "." + why + "." + epoch);
        try {
            files.link(path(id), aside);
            files.syncDirectory(directory);
            files.delete(path(id));
        } catch (IOException failed) {
            throw CheckpointErrors.failed(path(id), "move an entry aside", failed);
        }
        return aside;
    }

    boolean hasMovedAside(long id, String why) {
        try {
            return files.list(directory).stream().anyMatch(name -> name.startsWith(id + "." + why + "."));
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "list a log", failed);
        }
    }

    void delete(long id) {
        try {
            files.delete(path(id));
        } catch (IOException failed) {
            throw CheckpointErrors.failed(path(id), "purge an entry of the " + kind + " log", failed);
        }
    }
}

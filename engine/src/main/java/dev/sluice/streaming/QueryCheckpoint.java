package dev.sluice.streaming;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import dev.sluice.state.StateFiles;
import dev.sluice.streaming.kept.KeptRowsLog;
import dev.sluice.streaming.log.CheckpointErrors;
import dev.sluice.streaming.log.CheckpointLock;
import dev.sluice.streaming.log.CheckpointSourceLog;
import dev.sluice.streaming.log.CommitLog;
import dev.sluice.streaming.log.OffsetLog;
import dev.sluice.streaming.progress.CheckpointFigures;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The checkpoint of a query that runs, locked until it is closed. */
final class QueryCheckpoint implements AutoCloseable {
    private final CheckpointFs files;
    private final CheckpointFs owned;
    private final Publisher publisher;
    private final Path directory;
    private final boolean isTemporary;
    private final CheckpointLock lock;
    private final UUID id;
    private final OffsetLog offsets;
    private final CommitLog commits;
    private final StateFiles state;
    private final KeptRowsLog kept;

    /** @param lock claimed by the run that this is for */
    QueryCheckpoint(
            CheckpointFs files,
            CheckpointFs owned,
            Publisher publisher,
            Path directory,
            boolean isTemporary,
            CheckpointLock lock,
            UUID id,
            int maintenanceBatches,
            CheckpointFigures figures) {
        this.files = files;
        this.owned = owned;
        this.publisher = publisher;
        this.directory = directory;
        this.isTemporary = isTemporary;
        this.lock = lock;
        this.id = id;
        this.offsets = new OffsetLog(owned, publisher, directory, id.toString());
        this.commits = new CommitLog(owned, publisher, directory, id.toString());
        this.state = new StateFiles(
                owned,
                publisher,
                directory,
                id.toString(),
                maintenanceBatches,
                () -> figures.count(Event.SPARED_STATE_FILE));
        this.kept = new KeptRowsLog(owned, publisher, directory, id.toString());
    }

    UUID id() {
        return id;
    }

    Path directory() {
        return directory;
    }

    /** The files of whoever has the checkpoint: a run that another one has taken over from names and deletes nothing. */
    CheckpointFs files() {
        return owned;
    }

    CheckpointLock lock() {
        return lock;
    }

    OffsetLog offsets() {
        return offsets;
    }

    CommitLog commits() {
        return commits;
    }

    StateFiles state() {
        return state;
    }

    KeptRowsLog kept() {
        return kept;
    }

    CheckpointSourceLog sourceLog(String sourceName) {
        CheckpointSourceLog log = new CheckpointSourceLog(owned, publisher, directory, id.toString(), sourceName);
        log.open();
        return log;
    }

    @Override
    public void close() {
        lock.close();
        if (isTemporary) {
            delete(files, directory);
        }
    }

    /** Deletes a temporary one. */
    static void delete(CheckpointFs files, Path directory) {
        try {
            deleteAll(files, directory);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "delete a temporary checkpoint", failed);
        }
    }

    private static void deleteAll(CheckpointFs files, Path path) throws IOException {
        CheckpointFs.@Nullable Stat stat = files.stat(path);
        if (stat != null && stat.isDirectory()) {
            try {
                for (String name : files.list(path)) {
                    deleteAll(files, path.resolve(name));
                }
            } catch (NoSuchFileException gone) {
                return;
            }
        }
        files.delete(path);
    }
}

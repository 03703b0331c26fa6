package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.AdaptedFs;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.streaming.log.CheckpointErrors;
import dev.sluice.streaming.log.CheckpointLock;
import dev.sluice.streaming.log.QueryMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the identity of a checkpoint again, from that which every other file repeats. The notes of the owners tell besides
 * what the query was made of; without them the next start takes the query that is given for that of the checkpoint.
 */
final class MetadataRestore implements CheckpointRepair {
    private static final List<String> LOGS = List.of("offsets", "commits");

    private final CheckpointFs files;
    private final Path directory;

    /** What is wrong with the file; null if it is not there. */
    private final @Nullable SluiceException damage;

    /** Of the logs; more than one where files of several checkpoints lie together. */
    private final Set<String> idsInLogs = new TreeSet<>();

    private final @Nullable QueryMetadata known;

    private MetadataRestore(CheckpointFs files, Path directory, @Nullable SluiceException damage) {
        this.files = files;
        this.directory = directory;
        this.damage = damage;
        LOGS.forEach(this::collectIds);
        QueryMetadata noted = CheckpointLock.queryOfNotes(files, directory);
        this.known = noted != null || idsInLogs.isEmpty()
                ? noted
                : new QueryMetadata(UUID.fromString(idsInLogs.iterator().next()), Map.of());
    }

    /** Null where the identity is there, and where there is nothing that it could be restored from. */
    static @Nullable MetadataRestore ifNeeded(Path directory) {
        CheckpointFs files = new AdaptedFs(LocalFs.strict());
        Path checkpoint = directory.toAbsolutePath().normalize();
        SluiceException damage = null;
        try {
            if (QueryMetadata.read(files, checkpoint) != null) {
                return null;
            }
        } catch (SluiceException unreadable) {
            if (unreadable.condition() != ErrorCondition.CHECKSUM_FAILED) {
                throw unreadable;
            }
            damage = unreadable;
        }
        MetadataRestore restore = new MetadataRestore(files, checkpoint, damage);
        return damage == null && restore.known == null ? null : restore;
    }

    private void collectIds(String log) {
        Path folder = directory.resolve(log);
        try {
            for (Map.Entry<Long, String> entry : NumberedFiles.in(files, folder).entrySet()) {
                Path file = folder.resolve(entry.getValue());
                try {
                    String id = CheckpointText.read(files, file, log, null, entry.getKey())
                            .text("queryId");
                    if (id != null) {
                        idsInLogs.add(id);
                    }
                } catch (SluiceException damaged) {
                    if (damaged.condition() != ErrorCondition.CHECKSUM_FAILED) {
                        throw damaged;
                    }
                    // It tells nothing of the query; whether it is needed is decided at the next start.
                }
            }
        } catch (IOException failed) {
            throw CheckpointErrors.failed(folder, "read a log", failed);
        }
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public boolean isPossible() {
        QueryMetadata query = known;
        return query != null && Set.of(query.id().toString()).containsAll(idsInLogs);
    }

    @Override
    public List<String> plan() {
        List<String> lines = new ArrayList<>();
        Path file = QueryMetadata.path(directory);
        lines.add(damage == null ? "The file " + file + " is not there." : String.valueOf(damage.getMessage()));
        QueryMetadata query = known;
        if (query == null) {
            lines.add("No other file says of which query this is. Restore the checkpoint from a backup.");
        } else if (!isPossible()) {
            lines.add("The other files are of several queries: " + idsInLogs + ", last used by " + query.id()
                    + ". Restore the checkpoint from a backup of one moment.");
        } else {
            lines.add("Writing it again for query " + query.id() + ", as the other files say.");
            lines.add(
                    query.identity().isEmpty()
                            ? "What that query was made of is in none of them: the next start cannot check whether it is"
                                    + " the same, but for its state. Be sure that it is."
                            : "What that query was made of is known from the note of its last start.");
        }
        return lines;
    }

    @Override
    public void apply() {
        QueryMetadata query = known;
        if (query == null || !isPossible()) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCONSISTENT, "the identity of the checkpoint is not to be found")
                    .at(directory.toString())
                    .safe("nothing was changed")
                    .mend("restore the checkpoint from a backup of one moment")
                    .build();
        }
        Publisher publisher = new Publisher(files, new SystemIds());
        try (CheckpointLock lock = CheckpointLock.take(files, publisher, directory)) {
            lock.claim(publisher, CheckpointRepair.claim(query));
            query.restore(files, publisher, directory, lock.epoch());
        }
    }
}

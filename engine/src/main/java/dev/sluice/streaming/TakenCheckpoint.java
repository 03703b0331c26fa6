package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import dev.sluice.streaming.log.CheckpointErrors;
import dev.sluice.streaming.log.CheckpointLock;
import dev.sluice.streaming.log.CheckpointLock.Claim;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.CommitLog;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.log.OffsetLog;
import dev.sluice.streaming.log.OwnedFiles;
import dev.sluice.streaming.log.QueryMetadata;
import dev.sluice.streaming.progress.CheckpointFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A checkpoint that is locked and may be looked into, before it is known what runs on it. */
final class TakenCheckpoint implements AutoCloseable {
    private final QueryDefinition definition;
    private final QueryEnvironment environment;
    private final CheckpointFs files;
    private final Publisher publisher;
    private final Path directory;
    private final boolean isTemporary;
    private final CheckpointLock lock;

    /** Null where no query has run yet. */
    private final @Nullable QueryMetadata metadata;

    private TakenCheckpoint(
            QueryDefinition definition,
            QueryEnvironment environment,
            Publisher publisher,
            Path directory,
            boolean isTemporary,
            CheckpointLock lock) {
        this.definition = definition;
        this.environment = environment;
        this.files = environment.files();
        this.publisher = publisher;
        this.directory = directory;
        this.isTemporary = isTemporary;
        this.lock = lock;
        this.metadata = QueryMetadata.read(files, directory);
        if (metadata == null) {
            requireNew();
        }
    }

    /**
     * The plan of a batch that an earlier run made.
     *
     * @param isUnfinished whether the batch has to run again
     */
    record NewestPlan(OffsetEntry plan, boolean isUnfinished) {}

    /**
     * Locks the checkpoint of a query, or makes it.
     *
     * @throws SluiceException if it is in use, cannot be written, or has logs and no identity
     */
    static TakenCheckpoint take(QueryDefinition definition, QueryEnvironment environment, UUID runId) {
        CheckpointFs files = environment.files();
        Publisher publisher = new Publisher(files, environment.ids());
        Path given = definition.checkpoint();
        Path directory = made(
                files,
                given == null
                        ? Path.of(System.getProperty("java.io.tmpdir"), "sluice-checkpoint-" + runId)
                        : given.toAbsolutePath().normalize());
        CheckpointLock lock = CheckpointLock.take(files, publisher, directory);
        try {
            boolean isTemporary = given == null || definition.isReplay();
            return new TakenCheckpoint(definition, environment, publisher, directory, isTemporary, lock);
        } catch (RuntimeException | Error failed) {
            lock.close();
            throw failed;
        }
    }

    /** Where the folder really is, so that a link which leads elsewhere one day does not tear the checkpoint of a run apart. */
    private static Path made(CheckpointFs files, Path directory) {
        try {
            files.createDirectories(directory);
            return files.realPath(directory);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "create the checkpoint", failed);
        }
    }

    private void requireNew() {
        for (String log : new String[] {"offsets", "commits", "state", "sources", "kept"}) {
            Path path = directory.resolve(log);
            try {
                if (files.stat(path) != null && !files.list(path).isEmpty()) {
                    throw SluiceException.of(
                                    ErrorCondition.CHECKPOINT_MISSING_METADATA, "the checkpoint has lost its identity")
                            .at(path.toString())
                            .found("entries, but no file " + QueryMetadata.path(directory))
                            .safe("nothing was changed")
                            .mend("`sluice checkpoint repair " + directory
                                    + "` restores it from the other files; or choose"
                                    + " an empty folder, which reads all input again")
                            .build();
                }
            } catch (IOException failed) {
                throw CheckpointErrors.failed(path, "look into the checkpoint", failed);
            }
        }
    }

    /** The newest plan that is whole, null if there is none. What is damaged is for recovery to mend or to refuse. */
    @Nullable
    NewestPlan newestPlan() {
        if (metadata == null) {
            return null;
        }
        String id = metadata.id().toString();
        OffsetLog offsets = new OffsetLog(files, publisher, directory, id);
        CommitLog commits = new CommitLog(files, publisher, directory, id);
        long planned = newest("offsets");
        long committed = newest("commits");
        long newest = Math.max(planned, committed);
        for (long batch = newest; batch >= 0 && batch >= newest - 1; batch--) {
            long number = batch;
            OffsetEntry plan = readable(() -> offsets.read(number));
            if (plan == null) {
                CommitEntry commit = readable(() -> commits.read(number));
                plan = commit == null ? null : commit.plan();
            }
            if (plan != null) {
                return new NewestPlan(plan, batch > committed);
            }
        }
        return null;
    }

    private long newest(String log) {
        Path path = directory.resolve(log);
        try {
            NavigableMap<Long, String> entries = NumberedFiles.in(files, path);
            return entries.isEmpty() ? -1 : entries.lastKey();
        } catch (IOException failed) {
            throw CheckpointErrors.failed(path, "list a log", failed);
        }
    }

    private static <T> @Nullable T readable(Supplier<@Nullable T> entry) {
        try {
            return entry.get();
        } catch (SluiceException failed) {
            if (failed.condition() != ErrorCondition.CHECKSUM_FAILED) {
                throw failed;
            }
            return null;
        }
    }

    /**
     * Makes it that of a run.
     *
     * @param queries what the run does, one after the other
     * @throws SluiceException if it is the checkpoint of another query
     */
    QueryCheckpoint claim(List<PlannedQuery> queries, UUID runId, CheckpointFigures figures) {
        List<Map<String, String>> identities =
                queries.stream().map(PlannedQuery::identity).toList();
        Map<String, String> identity = identities.getLast();
        QueryMetadata known = metadata;
        if (known == null) {
            known = new QueryMetadata(environment.ids().next(), identity);
            known.publish(publisher, directory);
        } else if (known.identity().isEmpty()) {
            // Restored without it: the last start has noted what it was made of.
            QueryMetadata noted = CheckpointLock.queryOfNotes(files, directory);
            known = noted != null && noted.id().equals(known.id()) ? noted : known;
        }
        for (Map<String, String> each : identities) {
            known.requireSame(each, directory);
        }
        lock.claim(
                publisher,
                new Claim(
                        new QueryMetadata(known.id(), identity),
                        runId,
                        definition.name(),
                        environment.ids().process(),
                        environment.clock().wallMillis()));
        figures.location(directory);
        CheckpointFs owned = new OwnedFiles(files, lock);
        return new QueryCheckpoint(
                files,
                owned,
                new Publisher(owned, environment.ids()),
                directory,
                isTemporary,
                lock,
                known.id(),
                definition.settings().maintenanceBatches(),
                figures);
    }

    /** Gives it up without having run. */
    @Override
    public void close() {
        lock.close();
        if (isTemporary) {
            QueryCheckpoint.delete(files, directory);
        }
    }
}

package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import dev.sluice.state.StateFiles;
import dev.sluice.streaming.kept.KeptRowsLog;
import dev.sluice.streaming.log.CheckpointErrors;
import dev.sluice.streaming.log.CheckpointLock;
import dev.sluice.streaming.log.CheckpointSourceLog;
import dev.sluice.streaming.log.CommitLog;
import dev.sluice.streaming.log.OffsetLog;
import dev.sluice.streaming.log.OwnedFiles;
import dev.sluice.streaming.log.QueryMetadata;
import dev.sluice.streaming.progress.CheckpointFigures;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The checkpoint of a query that runs, locked until it is closed. */
final class QueryCheckpoint implements AutoCloseable {
    private final CheckpointFs files;
    private final Publisher publisher;
    private final Path directory;
    private final boolean isTemporary;
    private final CheckpointLock lock;
    private final UUID id;
    private final OffsetLog offsets;
    private final CommitLog commits;
    private final StateFiles state;
    private final KeptRowsLog kept;

    private QueryCheckpoint(
            CheckpointFs files,
            Publisher publisher,
            Path directory,
            boolean isTemporary,
            CheckpointLock lock,
            UUID id,
            int maintenanceBatches,
            CheckpointFigures figures) {
        this.files = files;
        this.publisher = publisher;
        this.directory = directory;
        this.isTemporary = isTemporary;
        this.lock = lock;
        this.id = id;
        this.offsets = new OffsetLog(files, publisher, directory, id.toString());
        this.commits = new CommitLog(files, publisher, directory, id.toString());
        this.state = new StateFiles(
                files,
                publisher,
                directory,
                id.toString(),
                maintenanceBatches,
                () -> figures.count(Event.SPARED_STATE_FILE));
        this.kept = new KeptRowsLog(files, publisher, directory, id.toString());
    }

    /** Takes the checkpoint of a query, or makes it. */
    static QueryCheckpoint open(
            QueryDefinition definition,
            PhysicalPlan plan,
            QueryEnvironment environment,
            UUID runId,
            CheckpointFigures figures) {
        CheckpointFs files = environment.files();
        Publisher publisher = new Publisher(files, environment.ids());
        Path given = definition.checkpoint();
        boolean isTemporary = given == null || definition.isReplay();
        Path directory = given == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "sluice-checkpoint-" + runId)
                : given.toAbsolutePath().normalize();
        try {
            files.createDirectories(directory);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "create the checkpoint", failed);
        }
        CheckpointLock lock = CheckpointLock.take(files, publisher, directory);
        try {
            Map<String, String> identity = identity(definition, plan);
            QueryMetadata metadata = QueryMetadata.read(files, directory);
            if (metadata == null) {
                requireNew(files, directory);
                metadata = new QueryMetadata(environment.ids().next(), identity);
                metadata.publish(publisher, directory);
            }
            metadata.requireSame(identity, directory);
            lock.claim(
                    publisher,
                    metadata.id(),
                    runId,
                    definition.name(),
                    environment.ids().process(),
                    environment.clock().wallMillis());
            CheckpointFs owned = new OwnedFiles(files, lock);
            return new QueryCheckpoint(
                    owned,
                    new Publisher(owned, environment.ids()),
                    directory,
                    isTemporary,
                    lock,
                    metadata.id(),
                    definition.settings().maintenanceBatches(),
                    figures);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static void requireNew(CheckpointFs files, Path directory) {
        for (String log : new String[] {"offsets", "commits", "state", "sources", "kept"}) {
            Path path = directory.resolve(log);
            try {
                if (files.stat(path) != null && !files.list(path).isEmpty()) {
                    throw SluiceException.of(
                                    ErrorCondition.CHECKPOINT_MISSING_METADATA, "the checkpoint has lost its identity")
                            .at(path.toString())
                            .found("entries, but no file " + QueryMetadata.path(directory))
                            .safe("nothing was changed")
                            .mend("restore the metadata file from a backup, or choose an empty folder, which reads all"
                                    + " input again")
                            .build();
                }
            } catch (IOException failed) {
                throw CheckpointErrors.failed(path, "look into the checkpoint", failed);
            }
        }
    }

    /** What must not change from one start to the next. */
    static Map<String, String> identity(QueryDefinition definition, PhysicalPlan plan) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("outputMode", definition.outputMode().name());
        identity.put("sources", Integer.toString(plan.sources().size()));
        for (int index = 0; index < plan.sources().size(); index++) {
            SourceRelation source = plan.sources().get(index);
            String name = "source " + index;
            identity.put(name, source.provider().name());
            new TreeMap<>(source.provider().identity(source.settings()))
                    .forEach((option, value) -> identity.put(name + " " + option, value));
        }
        identity.put(
                "statefulOperators", Integer.toString(plan.statefulOperators().size()));
        for (StatefulSpec operator : plan.statefulOperators()) {
            String name = "operator " + operator.operatorId();
            operator.identity().forEach((what, value) -> identity.put(name + " " + what, value));
        }
        return identity;
    }

    UUID id() {
        return id;
    }

    Path directory() {
        return directory;
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
        CheckpointSourceLog log = new CheckpointSourceLog(files, publisher, directory, id.toString(), sourceName);
        log.open();
        return log;
    }

    @Override
    public void close() {
        lock.close();
        if (isTemporary) {
            try {
                delete(directory);
            } catch (IOException failed) {
                throw CheckpointErrors.failed(directory, "delete a temporary checkpoint", failed);
            }
        }
    }

    private void delete(Path path) throws IOException {
        CheckpointFs.@Nullable Stat stat = files.stat(path);
        if (stat != null && stat.isDirectory()) {
            try {
                for (String name : files.list(path)) {
                    delete(path.resolve(name));
                }
            } catch (NoSuchFileException gone) {
                return;
            }
        }
        files.delete(path);
    }
}

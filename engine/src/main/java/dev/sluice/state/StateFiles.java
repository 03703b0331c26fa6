package dev.sluice.state;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable state of all operators of one query: for each batch a delta with the groups it changed, each naming the
 * delta before it, and now and then a fold or a snapshot that spares a restart many deltas. Those are made from files, so
 * that making one neither copies nor stops the tables in memory.
 *
 * <p>Which files count is decided by the ids in the commit log, never by what is in the directory. Deltas may be written
 * by one thread while another compacts and purges; those two take turns.
 */
public final class StateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);

    /** How many files become one unless something else is asked for. */
    private static final int FOLDED_FILES = 16;

    private final StateDirectory directory;
    private final StateChains chains;
    private final StateCompaction compaction;

    /** @param checkpoint the directory of the query's checkpoint */
    public StateFiles(CheckpointFs files, Publisher publisher, Path checkpoint, String queryId) {
        this(files, publisher, checkpoint, queryId, FOLDED_FILES, () -> {});
    }

    /**
     * @param checkpoint the directory of the query's checkpoint
     * @param foldedFiles how many files become one, but never fewer than two
     * @param spared told when a damaged file is passed over, for there are those that it stands for
     */
    public StateFiles(
            CheckpointFs files,
            Publisher publisher,
            Path checkpoint,
            String queryId,
            int foldedFiles,
            Runnable spared) {
        this.directory = new StateDirectory(files, publisher, checkpoint, queryId);
        this.chains = new StateChains(directory, spared);
        this.compaction = new StateCompaction(directory, chains, Math.max(2, foldedFiles));
    }

    /** Where a file stands or would stand. */
    public Path path(int operator, StateFileName name) {
        return directory.path(operator, name);
    }

    /** As {@link #writeDelta(OperatorState, int, long, StateFileId, String, long, Map, Parallel)}, on this thread alone. */
    public StateFileId writeDelta(
            OperatorState state,
            int operator,
            long version,
            @Nullable StateFileId parent,
            String attempt,
            long evictedUpToMicros,
            Map<String, ? extends @Nullable Object> extras) {
        return writeDelta(state, operator, version, parent, attempt, evictedUpToMicros, extras, Parallel.NONE);
    }

    /**
     * Publishes the groups that changed since {@link OperatorState#endBatch} and are still there; an empty file if there
     * are none. It is durable on return; the caller ends the batch when it is committed.
     *
     * @param version number of the batch plus one
     * @param parent what the batch started from, null if from nothing
     * @param evictedUpToMicros the batch removed all groups that expire at or before this; {@link Long#MIN_VALUE} if none
     * @param extras kept in the header as JSON values
     * @param parallel encodes partitions
     */
    public StateFileId writeDelta(
            OperatorState state,
            int operator,
            long version,
            @Nullable StateFileId parent,
            String attempt,
            long evictedUpToMicros,
            Map<String, ? extends @Nullable Object> extras,
            Parallel parallel) {
        StateFileId id = new StateFileId(version, attempt);
        if (parent != null && parent.version() >= version) {
            throw new IllegalArgumentException("version " + version + " cannot follow " + parent);
        }
        directory.publish(
                operator,
                StateFileName.delta(id),
                parent,
                evictedUpToMicros,
                extras,
                state.layout(),
                writer -> writer.addChanged(state, parallel));
        return id;
    }

    /**
     * The delta that one attempt wrote, if there is one, all of it read and checked.
     *
     * @throws SluiceException {@code STATE_DAMAGED} if it is there and not whole
     */
    public Optional<StateHeader> find(int operator, long version, String attempt) {
        StateFileName name = StateFileName.delta(new StateFileId(version, attempt));
        if (!directory.exists(operator, name)) {
            return Optional.empty();
        }
        directory.verify(operator, name);
        return Optional.of(directory.header(operator, name));
    }

    /** What a delta says of itself, without a look at its rows; nothing if it is gone, or damaged and not needed. */
    public Optional<StateHeader> header(int operator, StateFileId id) {
        StateFileName name = StateFileName.delta(id);
        try {
            return directory.exists(operator, name) ? Optional.of(directory.header(operator, name)) : Optional.empty();
        } catch (SluiceException damaged) {
            if (damaged.condition() != ErrorCondition.STATE_DAMAGED) {
                throw damaged;
            }
            LOG.warn("State file {} of operator {} is damaged, and a snapshot stands for it", name, operator, damaged);
            return Optional.empty();
        }
    }

    /** The files in the directory, oldest first, whoever wrote them and whether or not they were committed. */
    public List<StateFileName> names(int operator) {
        return List.copyOf(directory.list(operator));
    }

    /** Reads all of a file and checks it. */
    public void verify(int operator, StateFileName name) {
        directory.verify(operator, name);
    }

    /**
     * Reads all files that make up a version and checks them.
     *
     * @return what they say of themselves, in the order in which they apply
     * @throws SluiceException {@code STATE_DAMAGED} or {@code FOREIGN_FILE} if the version cannot be restored
     */
    public List<StateHeader> verify(int operator, StateFileId tip) {
        return chains.with(operator, tip, chain -> {
            chain.all().forEach(header -> directory.verify(operator, header.name()));
            return chain.all();
        });
    }

    /** The deltas in the directory, oldest first, whoever wrote them and whether or not they were committed. */
    public List<StateFileId> list(int operator) {
        return directory.list(operator).stream()
                .filter(name -> name.kind() == StateFileKind.DELTA)
                .map(StateFileName::id)
                .toList();
    }

    /**
     * The state as of {@code tip}, in as many partitions as are wanted.
     *
     * @throws SluiceException {@code STATE_DAMAGED}, {@code FOREIGN_FILE} or {@code STATE_SCHEMA_NOT_COMPATIBLE}
     */
    public OperatorState load(int operator, StateLayout layout, int partitions, StateFileId tip) {
        return chains.with(operator, tip, chain -> {
            OperatorState state = new OperatorState(layout, partitions);
            StateRestore restore = new StateRestore(directory, operator, layout);
            for (StateHeader header : chain.all()) {
                restore.apply(header, state);
                state.endBatch();
            }
            return state;
        });
    }

    /** Makes the folds and the snapshot that are due at {@code tip}, on any thread but not beside {@link #purge}. */
    public void compact(int operator, StateLayout layout, StateFileId tip) {
        compaction.compact(operator, layout, tip);
    }

    /** Makes a snapshot of {@code tip} now, unless there is one. */
    public void snapshot(int operator, StateLayout layout, StateFileId tip) {
        compaction.snapshot(operator, layout, tip);
    }

    /**
     * Deletes what no version from {@code oldestVersion} to that of {@code tip} needs, as long as what spares it is sound,
     * and what dead attempts left. Files newer than {@code tip} stay.
     *
     * @return how many files went
     */
    public int purge(int operator, StateFileId tip, long oldestVersion) {
        return compaction.purge(operator, tip, oldestVersion);
    }

    /** Removes what publishing left unfinished in an earlier run. Only under the lock of the checkpoint. */
    public void takeOver(int operator) {
        directory.takeOver(operator);
    }
}

package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable state of all operators of one query: for each batch a delta with the groups it changed, each naming the
 * delta before it, and now and then a snapshot that spares a restart all deltas up to it. Snapshots are made from files,
 * so that making one neither copies nor stops the tables in memory.
 *
 * <p>Which files count is decided by the ids in the commit log, never by what is in the directory. Deltas may be written
 * by one thread while another makes snapshots and purges; those two take turns.
 */
public final class StateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);
    private static final String DIRECTORY = "state";
    private static final long SNAPSHOT_FLOOR_BYTES = 1 << 20;
    private static final int SNAPSHOT_FLOOR_DELTAS = 16;

    /** So many deltas call for a snapshot however small they are: each costs a restart the opening of a file. */
    private static final int MAX_DELTAS = 4_096;

    /** Rows of all files that a merge holds at once. */
    private static final int MERGE_ROWS = 1 << 18;

    private final CheckpointFs files;
    private final Publisher publisher;
    private final Path directory;
    private final String queryId;
    private final Map<Path, StateHeader> headers = new ConcurrentHashMap<>();
    private final Set<Path> verified = ConcurrentHashMap.newKeySet();
    private final Set<Integer> knownOperators = ConcurrentHashMap.newKeySet();

    /** @param checkpoint the directory of the query's checkpoint */
    public StateFiles(CheckpointFs files, Publisher publisher, Path checkpoint, String queryId) {
        this.files = files;
        this.publisher = publisher;
        this.directory = checkpoint.resolve(DIRECTORY);
        this.queryId = queryId;
    }

    /** The files that make up a version: perhaps a snapshot, then deltas, in the order in which they apply. */
    private record Chain(@Nullable StateHeader snapshot, List<StateHeader> deltas) {
        long deltaBytes() {
            return deltas.stream().mapToLong(StateHeader::lengthBytes).sum();
        }

        List<StateHeader> all() {
            List<StateHeader> all = new ArrayList<>(deltas);
            if (snapshot != null) {
                all.addFirst(snapshot);
            }
            return all;
        }
    }

    private Path directoryOf(int operator) {
        return directory.resolve(Integer.toString(operator));
    }

    /** Where a file stands or would stand. */
    public Path path(int operator, StateFileId id, StateFileKind kind) {
        return directoryOf(operator).resolve(id.text() + "." + kind.text());
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
        publish(
                operator,
                id,
                StateFileKind.DELTA,
                parent,
                evictedUpToMicros,
                extras,
                state.layout(),
                writer -> writer.addChanged(state, parallel));
        return id;
    }

    private interface Rows {
        void writeTo(StateFileWriter writer) throws IOException, InterruptedException;
    }

    private void publish(
            int operator,
            StateFileId id,
            StateFileKind kind,
            @Nullable StateFileId parent,
            long evictedUpToMicros,
            Map<String, ? extends @Nullable Object> extras,
            StateTable.Layout layout,
            Rows rows) {
        StructType rowSchema = layout.rowSchema();
        List<String> schema = StateFileFormat.schemaText(rowSchema);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind.text());
        fields.put("format", StateFileFormat.FORMAT_VERSION);
        fields.put("queryId", queryId);
        fields.put("operator", operator);
        fields.put("version", id.version());
        fields.put("attempt", id.attempt());
        fields.put("parent", parent == null ? null : parent.text());
        fields.put("evictedUpToMicros", evictedUpToMicros);
        fields.put("schema", schema);
        fields.put("keyHashVersion", KeyHash.VERSION);
        fields.put("extras", extras);
        Path file = path(operator, id, kind);
        try {
            if (!knownOperators.contains(operator)) {
                files.createDirectories(directoryOf(operator));
                knownOperators.add(operator);
            }
            publisher.publish(file, output -> {
                StateFileWriter writer = new StateFileWriter(output, rowSchema, fields);
                try {
                    rows.writeTo(writer);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while " + file + " was being written");
                }
                writer.finish();
            });
        } catch (IOException failed) {
            throw StateErrors.failed(file, "write a state file", failed);
        }
    }

    /** The header of a file, without a look at its rows. */
    public StateHeader readHeader(Path file) {
        try (StateFileReader reader = new StateFileReader(files, file)) {
            return reader.header();
        } catch (IOException failed) {
            throw StateErrors.failed(file, "read a state file", failed);
        }
    }

    private StateHeader header(int operator, StateFileId id, StateFileKind kind) {
        Path file = path(operator, id, kind);
        StateHeader known = headers.get(file);
        if (known == null) {
            known = readHeader(file);
            requireIdentity(file, known, operator, id, kind);
            headers.put(file, known);
        }
        return known;
    }

    private void requireIdentity(Path file, StateHeader found, int operator, StateFileId id, StateFileKind kind) {
        requireEqual(file, "query id", queryId, found.queryId());
        requireEqual(file, "operator", operator, found.operator());
        requireEqual(file, "kind", kind.text(), found.kind().text());
        requireEqual(file, "id", id, found.id());
        StateFileId parent = found.parent();
        if (parent != null && parent.version() >= id.version()) {
            throw StateErrors.damaged(file, "parent " + parent + ", which is not older", null);
        }
    }

    private static void requireEqual(Path file, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw StateErrors.foreign(file, what, expected, found);
        }
    }

    /**
     * The delta that one attempt wrote, if there is one, all of it read and checked.
     *
     * @throws SluiceException {@code STATE_DAMAGED} if it is there and not whole
     */
    public Optional<StateHeader> find(int operator, long version, String attempt) {
        StateFileId id = new StateFileId(version, attempt);
        Path file = path(operator, id, StateFileKind.DELTA);
        try {
            if (files.stat(file) == null) {
                return Optional.empty();
            }
            verify(file, operator, id, StateFileKind.DELTA);
        } catch (IOException failed) {
            throw StateErrors.failed(file, "read a state file", failed);
        }
        return Optional.of(header(operator, id, StateFileKind.DELTA));
    }

    private void verify(Path file, int operator, StateFileId id, StateFileKind kind) throws IOException {
        try (StateFileReader reader = new StateFileReader(files, file)) {
            requireIdentity(file, reader.header(), operator, id, kind);
            reader.verify();
        }
    }

    /** The deltas in the directory, oldest first, whoever wrote them and whether or not they were committed. */
    public NavigableSet<StateFileId> list(int operator) {
        return list(operator, StateFileKind.DELTA);
    }

    private NavigableSet<StateFileId> list(int operator, StateFileKind kind) {
        String suffix = "." + kind.text();
        NavigableSet<StateFileId> ids = new TreeSet<>();
        try {
            for (String name : files.list(directoryOf(operator))) {
                if (name.endsWith(suffix)) {
                    parse(name.substring(0, name.length() - suffix.length())).ifPresent(ids::add);
                }
            }
        } catch (NoSuchFileException absent) {
            return ids;
        } catch (IOException failed) {
            throw StateErrors.failed(directoryOf(operator), "list state files", failed);
        }
        return ids;
    }

    private static Optional<StateFileId> parse(String name) {
        try {
            return Optional.of(StateFileId.parse(name));
        } catch (IllegalArgumentException anotherFile) {
            return Optional.empty();
        }
    }

    private Chain chain(int operator, StateFileId tip, Set<StateFileId> unusable) {
        NavigableSet<StateFileId> snapshots = list(operator, StateFileKind.SNAPSHOT);
        List<StateHeader> deltas = new ArrayList<>();
        StateHeader snapshot = null;
        StateFileId next = tip;
        while (next != null && snapshot == null) {
            if (snapshots.contains(next) && !unusable.contains(next)) {
                snapshot = header(operator, next, StateFileKind.SNAPSHOT);
            } else {
                StateHeader delta = header(operator, next, StateFileKind.DELTA);
                deltas.addFirst(delta);
                next = delta.parent();
            }
        }
        return new Chain(snapshot, deltas);
    }

    /** Does something with a chain; a snapshot that turns out to be damaged is passed over if there are deltas below. */
    private <R> R withChain(int operator, StateFileId tip, ChainAction<R> action) {
        Set<StateFileId> unusable = new HashSet<>();
        SluiceException first = null;
        while (true) {
            try {
                return action.on(chain(operator, tip, unusable));
            } catch (SluiceException failed) {
                if (first != null) {
                    first.addSuppressed(failed);
                } else {
                    first = failed;
                }
                StateFileId tried = isDamage(failed) ? newestSnapshot(operator, tip, unusable) : null;
                if (tried == null || !namesSnapshot(failed, operator, tried)) {
                    throw first;
                }
                LOG.warn("Snapshot {} of operator {} is damaged; using the files below it", tried, operator, failed);
                unusable.add(tried);
            }
        }
    }

    private interface ChainAction<R> {
        R on(Chain chain);
    }

    /** The snapshot that {@link #chain} would end at; null if none, or if a delta on the way there cannot be read. */
    private @Nullable StateFileId newestSnapshot(int operator, StateFileId tip, Set<StateFileId> unusable) {
        NavigableSet<StateFileId> snapshots = list(operator, StateFileKind.SNAPSHOT);
        StateFileId next = tip;
        while (next != null && (!snapshots.contains(next) || unusable.contains(next))) {
            StateHeader delta = headers.get(path(operator, next, StateFileKind.DELTA));
            next = delta == null ? null : delta.parent();
        }
        return next;
    }

    private static boolean isDamage(SluiceException error) {
        return error.condition() == ErrorCondition.STATE_DAMAGED;
    }

    private boolean namesSnapshot(SluiceException error, int operator, StateFileId snapshot) {
        return error.details()
                .at()
                .contains(path(operator, snapshot, StateFileKind.SNAPSHOT).toString());
    }

    /**
     * The state as of {@code tip}, in as many partitions as are wanted.
     *
     * @throws SluiceException {@code STATE_DAMAGED}, {@code FOREIGN_FILE} or {@code STATE_SCHEMA_NOT_COMPATIBLE}
     */
    public OperatorState load(int operator, StateTable.Layout layout, int partitions, StateFileId tip) {
        return withChain(operator, tip, chain -> {
            OperatorState state = new OperatorState(layout, partitions);
            for (StateHeader header : chain.all()) {
                Path file = path(operator, header.id(), header.kind());
                requireSchema(file, header, layout);
                evict(state, header);
                try (StateFileReader reader = new StateFileReader(files, file)) {
                    requireIdentity(file, reader.header(), operator, header.id(), header.kind());
                    reader.forEachBlock(layout.rowSchema(), (block, columns) -> {
                        long[] hashes = reader.hashes(block, columns, layout);
                        restore(state, new Batch(layout.rowSchema(), columns, block.rowCount()), hashes);
                    });
                } catch (IOException failed) {
                    throw StateErrors.failed(file, "read a state file", failed);
                }
                state.endBatch();
            }
            return state;
        });
    }

    private static void evict(OperatorState state, StateHeader header) {
        if (header.evictedUpToMicros() != Long.MIN_VALUE) {
            for (int partition = 0; partition < state.partitionCount(); partition++) {
                state.partition(partition).evict(header.evictedUpToMicros(), rows -> {});
            }
        }
    }

    /** Rows come in the order of their key groups, so those of a partition stand together. */
    private static void restore(OperatorState state, Batch rows, long[] hashes) {
        int partitions = state.partitionCount();
        int from = 0;
        while (from < rows.rowCount()) {
            int partition = KeyHash.partition(hashes[from], partitions);
            int to = from + 1;
            while (to < rows.rowCount() && KeyHash.partition(hashes[to], partitions) == partition) {
                to++;
            }
            if (from == 0 && to == rows.rowCount()) {
                state.partition(partition).restore(rows, hashes);
            } else {
                int[] part = new int[to - from];
                long[] partHashes = new long[part.length];
                for (int index = 0; index < part.length; index++) {
                    part[index] = from + index;
                    partHashes[index] = hashes[from + index];
                }
                state.partition(partition).restore(rows.gather(part, part.length), partHashes);
            }
            from = to;
        }
    }

    private static void requireSchema(Path file, StateHeader header, StateTable.Layout layout) {
        List<String> wanted = StateFileFormat.schemaText(layout.rowSchema());
        if (header.schema().equals(wanted) && header.keyHashVersion() == KeyHash.VERSION) {
            return;
        }
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        if (header.keyHashVersion() != KeyHash.VERSION) {
            found.add("key hash version " + header.keyHashVersion());
            expected.add("key hash version " + KeyHash.VERSION);
        }
        for (int index = 0; index < Math.max(wanted.size(), header.schema().size()); index++) {
            String stored = index < header.schema().size() ? header.schema().get(index) : "nothing";
            String needed = index < wanted.size() ? wanted.get(index) : "nothing";
            if (!stored.equals(needed)) {
                found.add("field " + (index + 1) + " " + stored);
                expected.add("field " + (index + 1) + " " + needed);
            }
        }
        throw SluiceException.of(
                        ErrorCondition.STATE_SCHEMA_NOT_COMPATIBLE,
                        "the state in the checkpoint has another schema than the query")
                .at(file.toString())
                .found(String.join("; ", found))
                .expected(String.join("; ", expected))
                .mend("run the query as it was, or start it with a new checkpoint, which reads all input again")
                .build();
    }

    /**
     * Work that makes a snapshot of {@code tip}, to be run on any thread but not beside {@link #purge}; empty unless the
     * deltas since the last snapshot have outgrown it. Lists the directory and follows the chain, so it is itself better
     * called where the work will run than between two batches.
     */
    public Optional<Runnable> maybeSnapshot(int operator, StateTable.Layout layout, StateFileId tip) {
        boolean due = withChain(operator, tip, chain -> {
            StateHeader snapshot = chain.snapshot();
            long floor = chain.deltas().size() >= SNAPSHOT_FLOOR_DELTAS ? 0 : SNAPSHOT_FLOOR_BYTES;
            long held = Math.max(floor, snapshot == null ? 0 : snapshot.lengthBytes());
            return chain.deltaBytes() > held || chain.deltas().size() > MAX_DELTAS;
        });
        return due ? Optional.of(() -> snapshot(operator, layout, tip)) : Optional.empty();
    }

    /** Merges the files of {@code tip} into a snapshot, a range of key groups at a time. No tables are touched. */
    public void snapshot(int operator, StateTable.Layout layout, StateFileId tip) {
        boolean written = withChain(operator, tip, chain -> {
            if (chain.deltas().isEmpty()) {
                return false;
            }
            merge(operator, layout, tip, chain);
            return true;
        });
        if (written) {
            Path file = path(operator, tip, StateFileKind.SNAPSHOT);
            try {
                verify(file, operator, tip, StateFileKind.SNAPSHOT);
                verified.add(file);
            } catch (IOException failed) {
                throw StateErrors.failed(file, "read a state file", failed);
            }
        }
    }

    private void merge(int operator, StateTable.Layout layout, StateFileId tip, Chain chain) {
        long evictedUpTo = Long.MIN_VALUE;
        long rowCount = 0;
        for (StateHeader header : chain.all()) {
            requireSchema(path(operator, header.id(), header.kind()), header, layout);
            evictedUpTo = Math.max(evictedUpTo, header.evictedUpToMicros());
            rowCount += header.rowCount();
        }
        int ranges = (int) Math.min(KeyHash.KEY_GROUPS, rowCount / MERGE_ROWS + 1);
        Map<String, @Nullable Object> extras = chain.deltas().getLast().extras();
        publish(operator, tip, StateFileKind.SNAPSHOT, null, evictedUpTo, extras, layout, writer -> {
            Map<StateHeader, List<StateFileReader.Block>> places = new LinkedHashMap<>();
            for (int range = 0; range < ranges; range++) {
                int first = range * KeyHash.KEY_GROUPS / ranges;
                int last = (range + 1) * KeyHash.KEY_GROUPS / ranges - 1;
                OperatorState part = new OperatorState(layout, 1);
                for (StateHeader header : chain.all()) {
                    evict(part, header);
                    mergeFile(operator, layout, header, places, first, last, part);
                }
                writer.add(part.partition(0));
            }
        });
    }

    private void mergeFile(
            int operator,
            StateTable.Layout layout,
            StateHeader header,
            Map<StateHeader, List<StateFileReader.Block>> places,
            int first,
            int last,
            OperatorState part)
            throws IOException {
        if (header.rowCount() == 0) {
            return;
        }
        Path file = path(operator, header.id(), header.kind());
        try (StateFileReader reader = new StateFileReader(files, file)) {
            List<StateFileReader.Block> blocks = places.get(header);
            if (blocks == null) {
                blocks = reader.blocks();
                places.put(header, blocks);
            }
            for (StateFileReader.Block block : blocks) {
                if (block.lastGroup() >= first && block.firstGroup() <= last) {
                    Vector[] columns = reader.read(block, layout.rowSchema());
                    long[] hashes = reader.hashes(block, columns, layout);
                    Batch rows = new Batch(layout.rowSchema(), columns, block.rowCount());
                    restoreRange(rows, hashes, first, last, part);
                }
            }
        } catch (NoSuchFileException missing) {
            throw StateErrors.failed(file, "read a state file", missing);
        }
    }

    private static void restoreRange(Batch rows, long[] hashes, int first, int last, OperatorState part) {
        int[] inRange = new int[rows.rowCount()];
        long[] kept = new long[rows.rowCount()];
        int count = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            int group = KeyHash.keyGroup(hashes[row]);
            if (group >= first && group <= last) {
                kept[count] = hashes[row];
                inRange[count++] = row;
            }
        }
        if (count > 0) {
            part.partition(0).restore(count == rows.rowCount() ? rows : rows.gather(inRange, count), kept);
        }
    }

    /**
     * Deletes what no version from {@code oldestVersion} to that of {@code tip} needs: files below the second newest
     * usable snapshot of those at or before {@code oldestVersion}, and what dead attempts left. Files newer than
     * {@code tip} stay.
     *
     * @return how many files went
     */
    public int purge(int operator, StateFileId tip, long oldestVersion) {
        NavigableSet<StateFileId> deltas = list(operator, StateFileKind.DELTA);
        NavigableSet<StateFileId> snapshots = list(operator, StateFileKind.SNAPSHOT);
        NavigableSet<StateFileId> used = new TreeSet<>();
        StateFileId next = tip;
        while (next != null) {
            used.add(next);
            next = deltas.contains(next)
                    ? header(operator, next, StateFileKind.DELTA).parent()
                    : null;
        }
        List<StateFileId> usable = new ArrayList<>();
        for (StateFileId id : used.descendingSet()) {
            if (usable.size() < 2
                    && id.version() <= oldestVersion
                    && snapshots.contains(id)
                    && isUsable(operator, id)) {
                usable.add(id);
            }
        }
        long floor = usable.size() < 2 ? Long.MIN_VALUE : usable.getLast().version();
        int purged = 0;
        NavigableSet<StateFileId> all = new TreeSet<>(deltas);
        all.addAll(snapshots);
        for (StateFileId id : all) {
            boolean dead = !used.contains(id) && id.version() <= tip.version();
            if (deltas.contains(id) && (dead || id.version() <= floor)) {
                delete(path(operator, id, StateFileKind.DELTA));
                purged++;
            }
            if (snapshots.contains(id) && (dead || id.version() < floor)) {
                delete(path(operator, id, StateFileKind.SNAPSHOT));
                purged++;
            }
        }
        return purged;
    }

    private boolean isUsable(int operator, StateFileId id) {
        Path file = path(operator, id, StateFileKind.SNAPSHOT);
        if (verified.contains(file)) {
            return true;
        }
        try {
            verify(file, operator, id, StateFileKind.SNAPSHOT);
        } catch (SluiceException damaged) {
            if (!isDamage(damaged)) {
                throw damaged;
            }
            LOG.warn("Snapshot {} of operator {} is damaged and kept out of use", id, operator, damaged);
            return false;
        } catch (IOException failed) {
            throw StateErrors.failed(file, "read a state file", failed);
        }
        verified.add(file);
        return true;
    }

    private void delete(Path file) {
        try {
            files.delete(file);
        } catch (IOException failed) {
            throw StateErrors.failed(file, "delete a state file", failed);
        }
        headers.remove(file);
        verified.remove(file);
    }

    /** Removes what publishing left unfinished in an earlier run. Only under the lock of the checkpoint. */
    public void removeTemporaries(int operator) {
        try {
            publisher.removeTemporaries(directoryOf(operator));
        } catch (NoSuchFileException absent) {
            LOG.debug("Operator {} has no state files yet", operator);
        } catch (IOException failed) {
            throw StateErrors.failed(directoryOf(operator), "remove temporary files", failed);
        }
    }
}

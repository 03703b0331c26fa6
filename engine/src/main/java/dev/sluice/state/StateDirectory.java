package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state files of one query as files: where each stands, how one comes to be, and whether it is what its name says.
 * Safe for one thread that publishes beside one that reads, lists and deletes.
 */
final class StateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String DIRECTORY = "state";

    private final CheckpointFs files;
    private final Publisher publisher;
    private final Path directory;
    private final String queryId;
    private final Map<Path, StateHeader> headers = new ConcurrentHashMap<>();
    private final Set<Path> sound = ConcurrentHashMap.newKeySet();
    private final Set<Integer> knownOperators = ConcurrentHashMap.newKeySet();

    /** @param checkpoint the directory of the query's checkpoint */
    StateDirectory(CheckpointFs files, Publisher publisher, Path checkpoint, String queryId) {
        this.files = files;
        this.publisher = publisher;
        this.directory = checkpoint.resolve(DIRECTORY);
        this.queryId = queryId;
    }

    private Path directoryOf(int operator) {
        return directory.resolve(Integer.toString(operator));
    }

    Path path(int operator, StateFileName name) {
        return directoryOf(operator).resolve(name.text());
    }

    /** Writes the rows of a file that is being published. */
    @FunctionalInterface
    interface Rows {
        void writeTo(StateFileWriter writer) throws IOException, InterruptedException;
    }

    /**
     * Publishes a file, which is durable on return.
     *
     * @param parent the delta that its changes follow, null for none
     * @param evictedUpToMicros what the file says of groups of earlier files, see {@link StateHeader}
     * @param extras kept in the header as JSON values
     */
    void publish(
            int operator,
            StateFileName name,
            @Nullable StateFileId parent,
            long evictedUpToMicros,
            Map<String, ? extends @Nullable Object> extras,
            StateLayout layout,
            Rows rows) {
        StructType rowSchema = layout.rowSchema();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", name.kind().text());
        if (name.kind() == StateFileKind.FOLD) {
            fields.put("tier", name.tier());
        }
        fields.put("format", StateFileFormat.FORMAT_VERSION);
        fields.put("queryId", queryId);
        fields.put("operator", operator);
        fields.put("version", name.id().version());
        fields.put("attempt", name.id().attempt());
        fields.put("parent", parent == null ? null : parent.text());
        fields.put("evictedUpToMicros", evictedUpToMicros);
        fields.put("schema", StateFileFormat.schemaText(rowSchema));
        fields.put("keyHashVersion", KeyHash.VERSION);
        fields.put("extras", extras);
        Path file = path(operator, name);
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

    /** Something done with an open file. */
    @FunctionalInterface
    interface Reading<R> {
        R of(StateFileReader reader) throws IOException;
    }

    /**
     * Reads a file that is what its name says.
     *
     * @throws SluiceException {@code STATE_DAMAGED} if it is absent or not whole, {@code FOREIGN_FILE} if it is another
     */
    <R> R read(int operator, StateFileName name, Reading<R> reading) {
        Path file = path(operator, name);
        try (StateFileReader reader = new StateFileReader(files, file)) {
            requireIdentity(file, reader.header(), operator, name);
            headers.put(file, reader.header());
            return reading.of(reader);
        } catch (IOException failed) {
            throw StateErrors.unread(file, failed).within(place(operator, name));
        } catch (SluiceException failed) {
            throw failed.within(place(operator, name));
        }
    }

    private static String place(int operator, StateFileName name) {
        return "operator " + operator + ", " + name.kind().text() + " of version "
                + name.id().version();
    }

    /** The header of a file, without a look at its rows. */
    StateHeader header(int operator, StateFileName name) {
        Path file = path(operator, name);
        StateHeader known = headers.get(file);
        if (known == null) {
            known = read(operator, name, StateFileReader::header);
        }
        return known;
    }

    private void requireIdentity(Path file, StateHeader found, int operator, StateFileName name) {
        requireEqual(file, "query id", queryId, found.queryId());
        requireEqual(file, "operator", operator, found.operator());
        requireEqual(file, "name", name, found.name());
        StateFileId parent = found.parent();
        if (parent != null && parent.version() >= name.id().version()) {
            throw StateErrors.damaged(file, "parent " + parent + ", which is not older", null);
        }
    }

    private static void requireEqual(Path file, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw StateErrors.foreign(file, what, expected, found);
        }
    }

    boolean exists(int operator, StateFileName name) {
        Path file = path(operator, name);
        try {
            return files.stat(file) != null;
        } catch (IOException failed) {
            throw StateErrors.failed(file, "look for a state file", failed);
        }
    }

    /** Reads all of a file and checks it. */
    void verify(int operator, StateFileName name) {
        read(operator, name, reader -> {
            reader.verify();
            return reader.header();
        });
        sound.add(path(operator, name));
    }

    /** Whether a file was once read as a whole without damage, which is found out now if it was not. */
    boolean isSound(int operator, StateFileName name) {
        if (sound.contains(path(operator, name))) {
            return true;
        }
        try {
            verify(operator, name);
            return true;
        } catch (SluiceException damaged) {
            if (damaged.condition() != ErrorCondition.STATE_DAMAGED) {
                throw damaged;
            }
            LOG.warn("State file {} of operator {} is damaged and kept out of use", name, operator, damaged);
            return false;
        }
    }

    /** The files of an operator, whoever wrote them and whether or not they were committed. */
    NavigableSet<StateFileName> list(int operator) {
        NavigableSet<StateFileName> names = new TreeSet<>();
        try {
            for (String name : files.list(directoryOf(operator))) {
                StateFileName.parse(name).ifPresent(names::add);
            }
        } catch (NoSuchFileException absent) {
            return names;
        } catch (IOException failed) {
            throw StateErrors.failed(directoryOf(operator), "list state files", failed);
        }
        return names;
    }

    void delete(int operator, StateFileName name) {
        Path file = path(operator, name);
        try {
            files.delete(file);
        } catch (IOException failed) {
            throw StateErrors.failed(file, "delete a state file", failed);
        }
        headers.remove(file);
        sound.remove(file);
    }

    /** Takes over what an earlier run published and left unfinished. Only under the lock of the checkpoint. */
    void takeOver(int operator) {
        try {
            publisher.takeOver(
                    directoryOf(operator), name -> StateFileName.parse(name).isPresent());
        } catch (NoSuchFileException absent) {
            LOG.debug("Operator {} has no state files yet", operator);
        } catch (IOException failed) {
            throw StateErrors.failed(directoryOf(operator), "take over the state files", failed);
        }
    }
}

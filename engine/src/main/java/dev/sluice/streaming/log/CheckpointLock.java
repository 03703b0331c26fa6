package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.DiskErrors;
import dev.sluice.seam.Ids;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to write a checkpoint: a lock, and a note of who holds it with a number that grows at every start. */
public final class CheckpointLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointLock.class);
    private static final String LOCK = ".lock";
    private static final String OWNER = "owner";
    private static final int NOTES_KEPT = 2;

    /** What a checkpoint is made of. */
    private static final Set<String> PARTS =
            Set.of(LOCK, OWNER, "metadata", "offsets", "commits", "state", "sources", "kept");

    /** What a note says of the query, as {@code metadata} does. */
    private static final String QUERY = "query";

    private final CheckpointFs files;
    private final CheckpointFs.Lock lock;
    private final Path owners;
    private long epoch;

    private CheckpointLock(CheckpointFs files, CheckpointFs.Lock lock, Path owners) {
        this.files = files;
        this.lock = lock;
        this.owners = owners;
    }

    /**
     * Takes the lock of a directory that exists, checks that it can do what a checkpoint needs and removes what an earlier
     * holder left unfinished.
     *
     * @throws SluiceException {@code CHECKPOINT_IN_USE} if another query runs on it; nothing was written then
     */
    public static CheckpointLock take(CheckpointFs files, Publisher publisher, Path checkpoint) {
        Path owners = checkpoint.resolve(OWNER);
        CheckpointFs.Lock lock;
        try {
            lock = files.lock(checkpoint.resolve(LOCK));
        } catch (IOException failed) {
            if (isOfThisMoment(failed)) {
                throw CheckpointErrors.failed(checkpoint.resolve(LOCK), "lock the checkpoint", failed);
            }
            throw unsupported(checkpoint, "lock a file", failed);
        }
        if (lock == null) {
            throw inUse(files, checkpoint);
        }
        CheckpointLock held = new CheckpointLock(files, lock, owners);
        try {
            removeProbes(files, checkpoint);
            publisher.takeOver(checkpoint, PARTS::contains);
            files.createDirectories(owners);
            publisher.takeOver(owners, NumberedFiles.entriesOf(files, owners));
            probe(files, checkpoint);
            return held;
        } catch (IOException failed) {
            held.close();
            throw CheckpointErrors.failed(checkpoint, "prepare the checkpoint", failed);
        } catch (RuntimeException | Error failed) {
            held.close();
            throw failed;
        }
    }

    /** Who holds a checkpoint, or held it last; null if nobody left a note. */
    public static @Nullable String newestNote(CheckpointFs files, Path checkpoint) {
        Path owners = checkpoint.resolve(OWNER);
        try {
            NavigableMap<Long, String> notes = NumberedFiles.in(files, owners);
            if (notes.isEmpty()) {
                return null;
            }
            Path note = owners.resolve(notes.lastEntry().getValue());
            return CheckpointText.read(files, note, OWNER, null, notes.lastKey())
                    .lines()
                    .getFirst();
        } catch (IOException | SluiceException unreadable) {
            return "a holder whose note cannot be read: " + unreadable.getMessage();
        }
    }

    /** What the newest note that can be read says of the query; null if there is none. */
    public static @Nullable QueryMetadata queryOfNotes(CheckpointFs files, Path checkpoint) {
        Path owners = checkpoint.resolve(OWNER);
        try {
            for (Map.Entry<Long, String> note :
                    NumberedFiles.in(files, owners).descendingMap().entrySet()) {
                Path file = owners.resolve(note.getValue());
                try {
                    CheckpointText text = CheckpointText.read(files, file, OWNER, null, note.getKey());
                    UUID id = UUID.fromString(text.text("queryId"));
                    return new QueryMetadata(id, EntryJson.texts(text.identity().get(QUERY)));
                } catch (SluiceException | IllegalArgumentException damaged) {
                    LOG.warn("The note {} cannot be used", file, damaged);
                }
            }
            return null;
        } catch (IOException failed) {
            throw CheckpointErrors.failed(owners, "look for the owners of the checkpoint", failed);
        }
    }

    private static SluiceException inUse(CheckpointFs files, Path checkpoint) {
        String holder = newestNote(files, checkpoint);
        return SluiceException.of(ErrorCondition.CHECKPOINT_IN_USE, "another query runs on this checkpoint")
                .at(checkpoint.toString())
                .found(holder == null ? "a holder that left no note" : holder)
                .safe("nothing was written")
                .mend("stop that query first, or give this one a checkpoint of its own")
                .build();
    }

    /** What is left of a start that ended while it tried the file system. */
    private static void removeProbes(CheckpointFs files, Path checkpoint) throws IOException {
        for (String name : files.list(checkpoint)) {
            if (name.startsWith(".probe.") && name.endsWith(".tmp")) {
                files.delete(checkpoint.resolve(name));
            }
        }
    }

    /** Tries what every publishing relies on. */
    private static void probe(CheckpointFs files, Path directory) throws IOException {
        Path first = directory.resolve(".probe.first.tmp");
        Path second = directory.resolve(".probe.second.tmp");
        Path third = directory.resolve(".probe.third.tmp");
        String step = "create and sync a file";
        try {
            writeProbe(files, first);
            step = "link a file to a second name";
            files.link(first, second);
            step = "refuse to link to a name that is taken";
            if (files.stat(first) == null) {
                // Where there are no links, the file has got its second name in place of the first.
                writeProbe(files, first);
            }
            boolean refused = false;
            try {
                files.link(first, second);
            } catch (FileAlreadyExistsException taken) {
                refused = true;
            }
            if (!refused) {
                throw new IOException("the link replaced an existing file");
            }
            step = "rename a file";
            files.rename(second, third);
            step = "sync a directory";
            files.syncDirectory(directory);
        } catch (IOException | UnsupportedOperationException missing) {
            if (missing instanceof IOException failed && isOfThisMoment(failed)) {
                throw failed;
            }
            throw unsupported(directory, step, missing);
        } finally {
            files.delete(first);
            files.delete(second);
            files.delete(third);
        }
    }

    private static void writeProbe(CheckpointFs files, Path file) throws IOException {
        byte[] content = "probe".getBytes(StandardCharsets.UTF_8);
        try (CheckpointFs.Output output = files.create(file)) {
            output.write(content, 0, content.length);
            output.sync();
        }
    }

    /** Whether the same file system may do it at another time, or for another user. */
    private static boolean isOfThisMoment(IOException failed) {
        return DiskErrors.isForbidden(failed) || DiskErrors.isNoSpace(failed) || DiskErrors.isOfDevice(failed);
    }

    private static SluiceException unsupported(Path directory, String step, Exception missing) {
        return SluiceException.of(
                        ErrorCondition.CHECKPOINT_FS_UNSUPPORTED,
                        "the file system cannot do what a checkpoint needs: " + step)
                .at(directory.toString())
                .found(String.valueOf(missing.getMessage()))
                .mend("put the checkpoint on a local disk this user may write to")
                .cause(missing)
                .build();
    }

    /**
     * Who takes a checkpoint.
     *
     * @param query what the checkpoint is of
     * @param name of the query, null if it has none
     */
    public record Claim(
            QueryMetadata query, UUID runId, @Nullable String name, Ids.ProcessName process, long wallMillis) {}

    /** Notes who holds the checkpoint from now on. */
    public void claim(Publisher publisher, Claim claim) {
        try {
            NavigableMap<Long, String> notes = NumberedFiles.in(files, owners);
            epoch = notes.isEmpty() ? 1 : notes.lastKey() + 1;
            Map<String, @Nullable Object> note = new LinkedHashMap<>();
            note.put("query", claim.name());
            note.put("runId", claim.runId().toString());
            note.put("checkpoint", String.valueOf(owners.getParent()));
            note.put("host", claim.process().host());
            note.put("pid", claim.process().pid());
            note.put("startedAt", Instant.ofEpochMilli(claim.wallMillis()).toString());
            publisher.publish(
                    owners.resolve(Long.toString(epoch)),
                    CheckpointText.of(OWNER, claim.query().id().toString(), epoch, List.of(Json.write(note)))
                            .with(QUERY, claim.query().identity())
                            .encode());
            for (Map.Entry<Long, String> old :
                    notes.headMap(epoch - NOTES_KEPT + 1).entrySet()) {
                files.delete(owners.resolve(old.getValue()));
            }
        } catch (IOException failed) {
            throw CheckpointErrors.failed(owners, "note the owner of the checkpoint", failed);
        }
    }

    /** Grows at every start. */
    public long epoch() {
        return epoch;
    }

    /**
     * @throws SluiceException {@code FENCED} if somebody has claimed the checkpoint since, {@code CHECKPOINT_INCONSISTENT} if it is not
     *     there any more
     */
    public void requireOwnership() {
        NavigableMap<Long, String> notes;
        try {
            notes = NumberedFiles.from(epoch, files, owners);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(owners, "look for a newer owner of the checkpoint", failed);
        }
        if (!notes.isEmpty() && notes.lastKey() > epoch) {
            throw SluiceException.of(ErrorCondition.FENCED, "another run has taken over the checkpoint")
                    .at(owners.resolve(notes.lastEntry().getValue()).toString())
                    .found("epoch " + notes.lastKey())
                    .expected("epoch " + epoch)
                    .safe("the other run goes on; this one has no further effect")
                    .mend("nothing needs mending if the other run is wanted; else stop it and start this one again")
                    .build();
        }
        if (!notes.containsKey(epoch)) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCONSISTENT, "the checkpoint was deleted while its query runs")
                    .at(String.valueOf(owners.getParent()))
                    .found("no file " + owners.resolve(Long.toString(epoch)))
                    .safe("the folder is not made again; what was committed before is in the output")
                    .mend(
                            "put the checkpoint back as it was and start the query again; without it, all input is read again")
                    .build();
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failed) {
            throw CheckpointErrors.failed(owners, "release the checkpoint", failed);
        }
    }
}

package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemIds;
import dev.sluice.streaming.QueryDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The wish that a program, where it starts the query of a checkpoint, run one batch of it again and print its rows. It runs
 * on a copy of the checkpoint as it was before that batch: neither the checkpoint nor the sink is touched, and no other
 * query of the program is started.
 *
 * <p>{@code ./sluice replay} sets the system properties {@code sluice.replay.checkpoint} and {@code sluice.replay.batch}, and
 * in {@code sluice.replay.found} the name of a file that comes to be there when the program has started the query.
 */
public record Replay(Path checkpoint, long batch) {
    static final String CHECKPOINT = "sluice.replay.checkpoint";
    static final String BATCH = "sluice.replay.batch";
    static final String FOUND = "sluice.replay.found";

    /**
     * The wish of who started this process, null if there is none.
     *
     * @throws SluiceException if no batch is named that is kept, or what is named is no checkpoint
     */
    public static @Nullable Replay ofProcess() {
        String checkpoint = System.getProperty(CHECKPOINT);
        if (checkpoint == null) {
            return null;
        }
        String batch = System.getProperty(BATCH, "");
        if (!batch.matches("[0-9]{1,18}")) {
            throw SluiceException.of(ErrorCondition.INVALID_PARAMETER_VALUE, "no batch to replay")
                    .found("\"" + batch + "\"")
                    .expected("the number of a batch")
                    .mend("./sluice replay CHECKPOINT --batch NUMBER FILE.java")
                    .build();
        }
        // Told here, as the program passes over every query of another checkpoint.
        CheckpointFiles files = CheckpointFiles.open(Path.of(checkpoint));
        CheckpointCopy.requireKept(files, Long.parseLong(batch));
        return new Replay(files.directory(), Long.parseLong(batch));
    }

    public boolean isOf(QueryDefinition definition) {
        Path own = definition.checkpoint();
        return own != null && own.toAbsolutePath().normalize().equals(checkpoint);
    }

    /** Tells who asked that the query is found, and gives a copy of its checkpoint for one run, which deletes it at its end. */
    public Path begin() {
        Path copy = Path.of(System.getProperty("java.io.tmpdir"), "sluice-replay-" + new SystemIds().next());
        noteThatItIsFound();
        CheckpointCopy.asOf(CheckpointFiles.open(checkpoint), batch, copy);
        return copy;
    }

    private static void noteThatItIsFound() {
        String note = System.getProperty(FOUND);
        if (note != null) {
            try {
                LocalFs files = LocalFs.withoutSync();
                if (files.stat(Path.of(note)) == null) {
                    files.create(Path.of(note)).close();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot tell who asked for the replay that it has begun", failed);
            }
        }
    }
}

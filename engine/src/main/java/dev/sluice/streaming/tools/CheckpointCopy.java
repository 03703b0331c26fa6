package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.streaming.log.CheckpointErrors;
import dev.sluice.streaming.log.QueryMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableSet;

/** Copies of a checkpoint as it was when one batch was planned and had not run. */
final class CheckpointCopy {
    private static final int PORTION_BYTES = 1 << 20;

    private final CheckpointFiles checkpoint;
    private final Path target;

    private CheckpointCopy(CheckpointFiles checkpoint, Path target) {
        this.checkpoint = checkpoint;
        this.target = target;
    }

    /**
     * Makes the copy in a folder that is not there yet.
     *
     * @throws SluiceException {@code INVALID_PARAMETER_VALUE} if the batch is not kept
     */
    static void asOf(CheckpointFiles checkpoint, long batch, Path target) {
        requireKept(checkpoint, batch);
        new CheckpointCopy(checkpoint, target).make(batch);
    }

    /** @throws SluiceException {@code INVALID_PARAMETER_VALUE} if the batch is not kept */
    static void requireKept(CheckpointFiles checkpoint, long batch) {
        long keptFrom = checkpoint.commits().keptFrom();
        NavigableSet<Long> planned = checkpoint.offsets().ids(keptFrom).tailSet(keptFrom, true);
        NavigableSet<Long> committed = checkpoint.commits().ids(keptFrom).tailSet(keptFrom, true);
        if (!planned.contains(batch) || (batch > 0 && !committed.contains(batch - 1))) {
            Long first = planned.isEmpty() ? null : planned.first();
            throw SluiceException.of(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "batch " + batch + " is not kept in the checkpoint")
                    .at(checkpoint.directory().toString())
                    .found(first == null ? "no plan" : "plans " + first + " to " + planned.last())
                    .expected("its plan, and the entry of the batch before it")
                    .mend("name a batch that is kept; `sluice checkpoint show` lists them")
                    .build();
        }
    }

    private void make(long batch) {
        Path from = checkpoint.directory();
        copy(QueryMetadata.path(from));
        copy(checkpoint.offsets().path(batch));
        if (batch > 0) {
            copy(checkpoint.commits().path(batch - 1));
        }
        for (String folder : new String[] {"sources", "state"}) {
            for (String name : checkpoint.names(from.resolve(folder))) {
                Path files = from.resolve(folder).resolve(name);
                checkpoint.names(files).stream()
                        .filter(file -> !file.endsWith(".tmp"))
                        .forEach(file -> copy(files.resolve(file)));
            }
        }
    }

    private void copy(Path file) {
        CheckpointFs files = checkpoint.files();
        Path copy = target.resolve(checkpoint.directory().relativize(file));
        try {
            files.createDirectories(copy.getParent() == null ? target : copy.getParent());
            try (CheckpointFs.Input input = files.open(file);
                    CheckpointFs.Output output = files.create(copy)) {
                byte[] portion = new byte[PORTION_BYTES];
                long position = 0;
                while (position < input.length()) {
                    int count = input.read(position, portion, 0, portion.length);
                    if (count <= 0) {
                        throw new IOException("the end at byte " + position);
                    }
                    output.write(portion, 0, count);
                    position += count;
                }
            }
        } catch (IOException failed) {
            throw CheckpointErrors.failed(file, "copy a file of the checkpoint", failed);
        }
    }
}

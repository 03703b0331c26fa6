package dev.sluice.streaming.tools;

import dev.sluice.seam.Ids;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemIds;
import dev.sluice.streaming.log.CheckpointLock.Claim;
import dev.sluice.streaming.log.QueryMetadata;
import java.nio.file.Path;
import java.util.List;

/** What would make a checkpoint one that a query can be started from. Made by looking; nothing is changed but by {@link #apply}. */
public sealed interface CheckpointRepair permits StateRollback, MetadataRestore {
    /** @throws dev.sluice.error.SluiceException if this is no checkpoint, or its logs cannot be read */
    static CheckpointRepair of(Path directory) {
        MetadataRestore restore = MetadataRestore.ifNeeded(directory);
        return restore == null ? new StateRollback(CheckpointFiles.open(directory)) : restore;
    }

    boolean isNeeded();

    boolean isPossible();

    /** What is wrong and what {@link #apply} would do, in words. */
    List<String> plan();

    /**
     * Does it.
     *
     * @throws dev.sluice.error.SluiceException {@code CHECKPOINT_IN_USE} if a query runs on it; nothing was changed then
     */
    void apply();

    /** That of whoever repairs the checkpoint of a query. */
    static Claim claim(QueryMetadata query) {
        Ids ids = new SystemIds();
        return new Claim(query, ids.next(), "sluice checkpoint repair", ids.process(), new SystemClock().wallMillis());
    }
}

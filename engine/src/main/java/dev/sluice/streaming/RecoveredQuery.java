package dev.sluice.streaming;

import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a query stands when it starts.
 *
 * @param lastCommit null before the first batch
 * @param unfinished the batches that were planned and have to run again as they were planned, oldest first: none or one, but
 *     for those of a checkpoint that was rolled back, and two if the newest commit entry was damaged
 * @param oldest the oldest batch in the logs
 */
record RecoveredQuery(@Nullable CommitEntry lastCommit, List<Unfinished> unfinished, long oldest) {
    RecoveredQuery {
        unfinished = List.copyOf(unfinished);
    }

    /** The newest batch that the sink was given whole, -1 if there is none. */
    long lastDone() {
        long lastDone = lastCommit == null ? -1 : lastCommit.batchId();
        for (Unfinished batch : unfinished) {
            if (batch.isWritten()) {
                lastDone = Math.max(lastDone, batch.plan().batchId());
            }
        }
        return lastDone;
    }

    /**
     * A batch that has to run again.
     *
     * @param isWritten whether the sink holds it, and the state alone has to be rebuilt
     */
    record Unfinished(OffsetEntry plan, boolean isWritten) {}
}

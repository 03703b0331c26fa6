package dev.sluice.streaming;

import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import org.jspecify.annotations.Nullable;

/** How plans and commits come into the logs of the checkpoint. Used by the thread of the query. */
interface BatchLog extends AutoCloseable {
    /** Before a batch runs, or before the sink shows an epoch. */
    void plan(OffsetEntry entry);

    /**
     * After the sink has committed a batch.
     *
     * @param atOnce whether it has to be durable when this returns
     */
    void commit(CommitEntry entry, boolean atOnce) throws InterruptedException;

    /** The newest commit that is durable, of which sources may be told; null before the first of this run. */
    @Nullable
    CommitEntry recorded();

    @Override
    void close();
}

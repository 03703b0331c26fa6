package dev.sluice.spi.sink;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output of one query. For each batch the runner opens one writer per output partition, collects their messages, then
 * calls {@link #prepare} and {@link #commit}. A sink that claims exactly-once leaves one copy of a repeated batch.
 *
 * <p>{@link #writer} and the writers are used from many threads, each writer by one at a time; all other methods are
 * called by one thread.
 */
public interface Sink extends AutoCloseable {
    /** A writer of one output partition of one attempt at a batch. Called only for partitions that have rows. */
    SinkWriter writer(BatchId batch, int partition);

    /** Makes every byte of the batch durable and none of it visible. */
    default void prepare(BatchId batch, List<CommitMessage> messages) {}

    /**
     * Makes the batch visible at once, keyed by query id and batch id; repeating it changes nothing. Called also for
     * batches without rows.
     *
     * @param messages of the writers, in order of partition
     */
    void commit(BatchId batch, List<CommitMessage> messages);

    /**
     * Whether {@link #prepare} or {@link #commit}, which has thrown this, may be called once more for the same attempt and would
     * leave what one call does. Then it is, after a pause, a few times; otherwise the query fails, and its next start runs the
     * batch again.
     */
    default boolean mayRepeatAfter(RuntimeException failure) {
        return false;
    }

    /** Removes what an attempt left behind that will not be committed. Never throws for what is already gone. */
    default void abort(BatchId batch) {}

    /**
     * The way in for rows that are to be seen before their batch is committed, under the continuous trigger; null where rows
     * are visible with their batch and not before, as in every sink that is exactly-once.
     */
    default @Nullable LiveOutput live() {
        return null;
    }

    /**
     * Removes what attempts of earlier runs left and nothing refers to. Called once at the start of a query, when the checkpoint
     * and what the sink remembers have been found to agree: before that, what looks left over may be all there is.
     *
     * @param lastDone the newest batch that is done, -1 if none is. What lies there of it or of one before it was committed, and
     *     a sink that does not remember that fails with {@code SINK_MEMORY_LOST}.
     */
    default void removeLeftovers(long lastDone) {}

    /** What the sink remembers of batch {@code batchId}. */
    SinkStatus status(long batchId);

    /** Says that {@code commits/N} of this and every earlier batch is durable: their history may be compacted and purged. */
    default void committed(long batchId) {}

    /** What progress events call it, for example {@code FileSink[/out]}. */
    String description();

    /** Whether progress shows how many rows it was given; a file sink shows -1, as Spark's does. */
    default boolean countsOutputRows() {
        return true;
    }

    default Map<String, String> metrics() {
        return Map.of();
    }

    @Override
    default void close() {}
}

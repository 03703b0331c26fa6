package dev.sluice.spi.sink;

import dev.sluice.columnar.BatchSequence;
import org.jspecify.annotations.Nullable;

/**
 * An output that takes the rows of a batch as a whole, once all of them are computed and the state is durable. The engine
 * gathers the rows, on disk where memory is short: a provider returns {@link SinkContext#buffered} of it. Every method is
 * called by one thread.
 */
public interface WholeBatchSink extends AutoCloseable {
    /**
     * Takes a batch. Called also for batches without rows, and again with the same rows after a failure.
     *
     * @param rows in order of output partition; readable as often as needed until this returns
     */
    void commit(BatchId batch, BatchSequence rows);

    /** Whether {@link #commit}, which has thrown this, may be called once more, as {@link Sink#mayRepeatAfter} says it. */
    default boolean mayRepeatAfter(RuntimeException failure) {
        return false;
    }

    /** How rows are shown before their batch is committed, under the continuous trigger; null where they are not. */
    default @Nullable TurnOutput turns() {
        return null;
    }

    /** What the sink remembers of batch {@code batchId}. */
    SinkStatus status(long batchId);

    /** What progress events call it. */
    String description();

    /** Whether progress shows how many rows it was given. */
    default boolean countsOutputRows() {
        return true;
    }

    @Override
    default void close() {}
}

package dev.sluice.spi.sink;

/**
 * The way into a sink for rows that are seen before their batch is committed. The batch of the continuous trigger is an
 * epoch, and its rows come in many turns. Rows of an epoch that is not committed come again, under the same batch id: at
 * least once.
 */
public interface LiveOutput {
    /**
     * A writer of one output partition of an epoch, which takes rows of every turn. Its {@link SinkWriter#finish} ends the
     * partition with the epoch. Called from many threads, each writer used by one at a time.
     */
    SinkWriter writer(BatchId epoch, int partition);

    /** Returns when all rows that were written can be seen; ends a turn. */
    void flush();

    /** Ends an epoch, all of whose writers have finished and whose rows can be seen. */
    default void commit(BatchId epoch) {}

    /** Gives up an epoch. */
    default void abort(BatchId epoch) {}
}

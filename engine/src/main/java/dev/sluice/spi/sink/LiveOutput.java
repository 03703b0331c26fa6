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

    /**
     * Ends a turn: what was written is on its way. The next turn may begin when this returns, so a sink that has not shown
     * these rows by then bounds how much is on its way.
     *
     * @param seen is run once, by any thread, when all rows of the turn can be seen; not if that fails, which a later call tells
     */
    default void endTurn(Runnable seen) {
        flush();
        seen.run();
    }

    /** Returns when all rows that were written can be seen. */
    void flush();

    /** Ends an epoch, all of whose writers have finished and whose rows can be seen. */
    default void commit(BatchId epoch) {}

    /** Gives up an epoch. */
    default void abort(BatchId epoch) {}
}

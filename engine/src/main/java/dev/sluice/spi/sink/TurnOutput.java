package dev.sluice.spi.sink;

import dev.sluice.columnar.BatchSequence;

/**
 * What a {@link WholeBatchSink} does under the continuous trigger: it is handed the rows of an epoch turn by turn, before the
 * epoch is committed. Rows of an epoch that is not committed come again, under the same batch id: at least once. Every method
 * is called by one thread.
 */
public interface TurnOutput {
    /**
     * Takes the rows of a turn. Not called for a turn without rows.
     *
     * @param rows in order of output partition; readable as often as needed until this returns
     */
    void take(BatchId epoch, BatchSequence rows);

    /** Ends an epoch all of whose rows were taken. */
    default void end(BatchId epoch) {}

    /** Gives up an epoch, of which there may be no rows yet. */
    default void abort(BatchId epoch) {}
}

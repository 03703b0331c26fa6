package dev.sluice;

import org.jspecify.annotations.Nullable;

/**
 * What {@code foreach} hands rows to, as Spark's: for each partition of each batch {@link #open}, then {@link #process} for
 * every row if it returned true, then {@link #close}.
 *
 * <p>Partitions are handed over one after the other, to this very object, by one thread; in Spark each has a copy of it. A
 * batch that runs again after a failure has the same rows in the same partitions, so {@code (partitionId, epochId)} tells a
 * repetition.
 *
 * @param <T> {@link Row}
 */
public abstract class ForeachWriter<T> {
    /**
     * Begins a partition of a batch, also the only one of a batch without rows.
     *
     * @param partitionId counted from 0
     * @param epochId the number of the batch
     * @return whether its rows are wanted
     */
    public abstract boolean open(long partitionId, long epochId);

    /** Takes a row. What it throws ends the query, as the cause of its error. */
    public abstract void process(T row);

    /**
     * Ends a partition; called whenever {@link #open} returned, whatever it said.
     *
     * @param errorOrNull what {@link #process} threw, null if nothing
     */
    public abstract void close(@Nullable Throwable errorOrNull);
}

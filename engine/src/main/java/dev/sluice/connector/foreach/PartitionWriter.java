package dev.sluice.connector.foreach;

import dev.sluice.columnar.Batch;
import org.jspecify.annotations.Nullable;

/** What the program does with the rows of each partition of each batch. Used by one thread. */
public interface PartitionWriter {
    /**
     * Begins a partition of a batch.
     *
     * @return whether its rows are wanted
     */
    boolean open(long partitionId, long batchId) throws Exception;

    /** Takes rows of the partition. */
    void write(Batch rows) throws Exception;

    /** Ends the partition; called after every {@link #open} that returned. */
    void close(@Nullable Throwable failure) throws Exception;
}

package dev.sluice.spi.source;

import dev.sluice.columnar.BatchBuilder;

/** Reads one split from its beginning to its end. Used by one thread at a time. */
public interface SplitReader extends AutoCloseable {
    /**
     * Appends rows to the empty {@code builder} until it is full, the split ends, or {@code deadline} passes while there is
     * nothing to read.
     *
     * @return whether there may be more: false exactly once the split is read to its end
     */
    boolean next(BatchBuilder builder, Deadline deadline);

    /** Records that were read, whether or not they became rows; what {@code numInputRows} counts. */
    long recordCount();

    /** Records that could not be parsed, by mode either dropped or delivered with nulls. */
    default long malformedRecordCount() {
        return 0;
    }

    /** Those of {@link #malformedRecordCount} that did not become rows. */
    default long droppedRecordCount() {
        return 0;
    }

    @Override
    void close();
}

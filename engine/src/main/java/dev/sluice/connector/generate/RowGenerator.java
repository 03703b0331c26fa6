package dev.sluice.connector.generate;

import dev.sluice.columnar.BatchBuilder;

/** Makes rows from their numbers. The same number gives the same row at every call; called by many threads. */
@FunctionalInterface
public interface RowGenerator {
    /**
     * Sets rows {@code [0, count)} of {@code builder} to the rows of numbers {@code firstNumber} and up; how many there
     * are is said by the caller.
     *
     * @param builder empty; its schema holds the columns that the query needs, some or all of those of the source
     */
    void fill(long firstNumber, int count, BatchBuilder builder);
}

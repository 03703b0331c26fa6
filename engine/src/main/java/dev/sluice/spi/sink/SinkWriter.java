package dev.sluice.spi.sink;

import dev.sluice.columnar.Batch;

/** Takes the rows of one output partition. */
public interface SinkWriter extends AutoCloseable {
    /** The batch belongs to the writer until the call returns. */
    void write(Batch batch);

    /** Ends the partition; nothing is visible yet. */
    CommitMessage finish();

    /** Gives back what it holds; what was not finished is removed. */
    @Override
    void close();
}

package dev.sluice.spi.sink;

/** Which rows of a changing result reach the sink. */
public enum OutputMode {
    /** Only rows that will never change again. */
    APPEND,
    /** Rows whose result was produced or updated in the batch. */
    UPDATE,
    /** The whole result, in every batch that runs. */
    COMPLETE
}

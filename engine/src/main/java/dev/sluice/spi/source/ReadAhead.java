package dev.sluice.spi.source;

/** How a source that has to fetch its rows from elsewhere does so for a query that takes them as they come. */
public enum ReadAhead {
    /** The query runs in turns: {@link Source#latestOffset} never waits, and answers with what is in memory. */
    ALWAYS,

    /**
     * The query runs a batch as soon as there is something: while it keeps up, {@link Source#latestOffset} answers with what is in memory;
     * what has piled up is read as one batch.
     */
    WHEN_CAUGHT_UP
}

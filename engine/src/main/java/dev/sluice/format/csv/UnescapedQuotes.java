package dev.sluice.format.csv;

/** What becomes of a quoted value that holds a quote which is not escaped. Spark's names. */
enum UnescapedQuotes {
    /** The value goes on to the next quote before a separator. */
    STOP_AT_CLOSING_QUOTE,
    /** As the one before, but what was read up to a separator is a value already. */
    BACK_TO_DELIMITER,
    /** The value goes on to the next separator, and its quotes belong to it. */
    STOP_AT_DELIMITER,
    /** The value is null. */
    SKIP_VALUE,
    /** The query fails. */
    RAISE_ERROR
}

package dev.sluice.format;

/** What becomes of a record that cannot be parsed. Spark's names. */
public enum ParseMode {
    /** It is a row in which what cannot be parsed is null. */
    PERMISSIVE,
    /** It is left out. */
    DROPMALFORMED,
    /** The query fails. */
    FAILFAST
}

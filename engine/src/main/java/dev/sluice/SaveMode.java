package dev.sluice;

/** What to do if there is something at the path already. Spark's name. */
public enum SaveMode {
    /** Fail; the default. */
    ErrorIfExists,
    /** Write beside it. */
    Append,
    /** Replace it. */
    Overwrite,
    /** Write nothing. */
    Ignore
}

package dev.sluice.connector.file;

/** What becomes of a file that is another than the one that was planned. */
enum ChangedFile {
    /** Its batch fails. */
    FAIL,
    /** It is read as it is. */
    ACCEPT
}

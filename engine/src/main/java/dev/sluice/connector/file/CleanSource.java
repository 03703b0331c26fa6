package dev.sluice.connector.file;

/** What becomes of files that were read. Spark's names. */
enum CleanSource {
    /** They stay. */
    OFF,
    /** They are deleted. */
    DELETE,
    /** They are moved below another folder, under their whole path. */
    ARCHIVE
}

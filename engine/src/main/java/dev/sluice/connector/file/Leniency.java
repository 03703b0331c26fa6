package dev.sluice.connector.file;

import dev.sluice.config.Options;

/**
 * What a reader passes over because options say so, each of which costs rows or the sameness of results.
 *
 * @param missing files that are gone before they are read
 * @param corrupt the rest of files that cannot be read to their end
 * @param changed that a file is another than the one that was planned
 */
record Leniency(boolean missing, boolean corrupt, boolean changed) {
    /** What an output has committed is never passed over. */
    static final Leniency NONE = new Leniency(false, false, false);

    static Leniency of(Options options) {
        return new Leniency(
                options.get(FileSourceOptions.IGNORE_MISSING_FILES),
                options.get(FileSourceOptions.IGNORE_CORRUPT_FILES),
                options.get(FileSourceOptions.ON_CHANGED_FILE) == ChangedFile.ACCEPT);
    }
}

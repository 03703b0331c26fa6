package dev.sluice.connector.file;

import java.nio.file.Path;

/**
 * A data file that is whole in staging.
 *
 * @param synced tells when it is durable
 */
record WrittenFile(Path staged, Path target, long length, String checksum, SyncedFile synced) {}

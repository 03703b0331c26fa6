package dev.sluice.connector.file;

import dev.sluice.spi.sink.CommitMessage;
import java.nio.file.Path;

/** A data file that is whole and durable in staging. */
record WrittenFile(Path staged, Path target, long length, String checksum) implements CommitMessage {}

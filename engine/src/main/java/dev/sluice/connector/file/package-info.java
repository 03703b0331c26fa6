/**
 * Files of records as a source and as a sink: directories and globs read in order of modification time with a log of the
 * files seen, and directories written exactly once through a manifest. Start at {@link FileSource} and {@link FileSink}.
 */
@NullMarked
package dev.sluice.connector.file;

import org.jspecify.annotations.NullMarked;

package dev.sluice.execution.kept;

import dev.sluice.columnar.Batch;
import dev.sluice.types.StructType;

/** Writes rows as JSON. For one thread. */
@FunctionalInterface
public interface JsonLines {
    /** An object for each row, each ended by a line feed, in UTF-8. */
    byte[] of(Batch rows);

    /** Makes one for rows of a schema. Thread-safe. */
    @FunctionalInterface
    interface Factory {
        JsonLines lines(StructType schema);
    }
}

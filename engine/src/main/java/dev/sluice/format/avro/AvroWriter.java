package dev.sluice.format.avro;

import dev.sluice.columnar.Vector;
import dev.sluice.format.ByteArray;

/** Appends the value of a row. Has no state, so that threads may share it. */
@FunctionalInterface
public interface AvroWriter {
    /**
     * @param column flat, as {@link dev.sluice.columnar.Vectors#flatParts} makes it
     * @throws MalformedAvroException if the schema has no such value
     */
    void write(Vector column, int row, ByteArray out);
}

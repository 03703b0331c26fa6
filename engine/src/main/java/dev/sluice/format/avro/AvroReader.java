package dev.sluice.format.avro;

import dev.sluice.columnar.VectorBuilder;

/** Reads one value into a row of a column. Has no state, so that threads may share it. */
@FunctionalInterface
public interface AvroReader {
    /**
     * @param column whose type is that of {@link AvroTypes#sql} for the type as which is read; a row that is not set is null
     * @throws MalformedAvroException if the bytes are no such value; parts of the row may have been set
     */
    void read(AvroInput in, VectorBuilder column, int row);
}

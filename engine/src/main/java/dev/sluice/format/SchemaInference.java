package dev.sluice.format;

import dev.sluice.types.StructType;

/** Finds the schema of records: its parser is given every file, then it is asked. Used by one thread. */
public interface SchemaInference {
    /** Takes in records and makes no rows of them. */
    RecordParser parser();

    /** The schema that all records fit which were parsed; empty if there were none. */
    StructType schema();
}

package dev.sluice.format;

import dev.sluice.columnar.Batch;

/** Turns rows into the bytes of records. Used by one thread at a time. */
public interface RecordWriter {
    /** What stands at the beginning of a file, such as a header line. */
    void writeFileStart(ByteArray out);

    /** Appends a record for each row, each ended by a line separator. */
    void write(Batch batch, ByteArray out);
}

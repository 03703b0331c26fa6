package dev.sluice.connector.file;

import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;

/** The hidden column {@code _metadata}: which file a row comes from. Fields as in Spark. */
final class FileMetadata {
    private static final long MICROS_PER_MILLI = 1_000;

    private static final StructType TYPE = new StructType()
            .add("file_path", AtomicType.STRING)
            .add("file_name", AtomicType.STRING)
            .add("file_size", AtomicType.BIGINT)
            .add("file_block_start", AtomicType.BIGINT)
            .add("file_block_length", AtomicType.BIGINT)
            .add("file_modification_time", AtomicType.TIMESTAMP);

    static final String NAME = "_metadata";
    static final StructType COLUMN = new StructType().add(NAME, TYPE);

    private FileMetadata() {}

    /** The column of one row. */
    static Vector vector(FileSplit split) {
        FileEntry file = split.file();
        String path = FileUris.encode(file.path());
        Object[] values = {
            path,
            path.substring(path.lastIndexOf('/') + 1),
            file.length(),
            split.start(),
            split.end() - split.start(),
            file.modifiedMillis() * MICROS_PER_MILLI
        };
        Vector[] fields = new Vector[values.length];
        for (int index = 0; index < fields.length; index++) {
            fields[index] = Vectors.single(values[index], TYPE.type(index));
        }
        return new StructVector(TYPE, fields, null);
    }
}

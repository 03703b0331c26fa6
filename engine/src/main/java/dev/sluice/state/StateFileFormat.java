package dev.sluice.state;

import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a state file:
 *
 * <pre>
 * header: magic, length, JSON, checksum
 * blocks: 'B', first and last key group, rows, length, columns of {@link BlockCodec}, checksum
 * footer: 'F', rows, blocks, checksum of all before it, checksum of the footer
 * </pre>
 *
 * Rows are ordered by key group. Checksums are CRC32C.
 */
final class StateFileFormat {
    static final int MAGIC = 0x54534C53;
    static final int FORMAT_VERSION = 1;
    static final int HEADER_START_BYTES = 8;
    static final int MAX_HEADER_BYTES = 16 << 20;
    static final int CHECKSUM_BYTES = 4;
    static final int BLOCK_MARKER = 'B';
    static final int BLOCK_START_BYTES = 11;
    static final int FOOTER_MARKER = 'F';
    static final int FOOTER_BYTES = 21;

    private StateFileFormat() {}

    /** One text for each field; whether it may be null makes no difference to the file. */
    static List<String> schemaText(StructType schema) {
        List<String> texts = new ArrayList<>();
        for (StructField field : schema.fields()) {
            texts.add(new StructField(field.name(), field.dataType(), true).ddl());
        }
        return texts;
    }
}

package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.format.Words;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.Arrays;

/** Writes rows of columns as objects. */
final class StructWriter extends ValueWriter {
    private final Field[] fields;
    private final ValueWriter[] variableFields;
    private final boolean ignoresNulls;
    private final long fixedLength;

    /** A field with its name as it is written. */
    private static final class Field {
        final byte[] name;
        final int nameLength;
        final ValueWriter values;

        Field(byte[] name, ValueWriter values) {
            // Copied in whole words.
            this.name = Arrays.copyOf(name, (name.length + Words.BYTES - 1) / Words.BYTES * Words.BYTES);
            this.nameLength = name.length;
            this.values = values;
        }

        int writeName(byte[] target, int position) {
            for (int offset = 0; offset < name.length; offset += Words.BYTES) {
                Words.set(target, position + offset, Words.get(name, offset));
            }
            return position + nameLength;
        }
    }

    StructWriter(StructType schema, WriteContext context) {
        this.ignoresNulls = context.ignoresNulls();
        this.fields = new Field[schema.size()];
        long length = 2;
        for (int index = 0; index < fields.length; index++) {
            StructField field = schema.field(index);
            Field written = new Field(name(field.name()), ValueWriter.of(field.dataType(), context));
            fields[index] = written;
            length += written.name.length + Math.max(NULL.length, written.values.fixedLength());
        }
        this.fixedLength = length;
        this.variableFields = Arrays.stream(fields)
                .map(field -> field.values)
                .filter(ValueWriter::isVariable)
                .toArray(ValueWriter[]::new);
    }

    /** The name in quotes, between a comma and a colon. */
    private static byte[] name(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] name = new byte[bytes.length * JsonText.MAX_GROWTH + JsonText.SLACK + 4];
        name[0] = ',';
        int end = JsonText.write(bytes, 0, bytes.length, name, 1);
        name[end++] = ':';
        return Arrays.copyOf(name, end);
    }

    /** The rows to be written from here on are those of these columns. */
    void bindColumns(Vector[] columns, int rowCount) {
        for (int index = 0; index < fields.length; index++) {
            fields[index].values.bind(columns[index], rowCount);
        }
    }

    @Override
    void bindFlat(Vector values, int rowCount) {
        bindColumns(((StructVector) values).fields(), rowCount);
    }

    @Override
    long fixedLength() {
        return fixedLength;
    }

    @Override
    boolean isVariable() {
        return variableFields.length > 0;
    }

    @Override
    long variableLength(int row) {
        long length = 0;
        for (ValueWriter values : variableFields) {
            length += values.variableLength(row);
        }
        return length;
    }

    @Override
    int write(int row, byte[] target, int start) {
        int position = start;
        for (Field field : fields) {
            ValueWriter values = field.values;
            if (values.isPresent(row)) {
                position = values.write(row, target, field.writeName(target, position));
            } else if (!ignoresNulls) {
                position = values.writeOrNull(row, target, field.writeName(target, position));
            }
        }
        // The brace takes the place of the first comma.
        if (position == start) {
            position++;
        }
        target[start] = '{';
        target[position] = '}';
        return position + 1;
    }
}

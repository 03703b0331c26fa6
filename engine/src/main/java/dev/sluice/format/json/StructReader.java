package dev.sluice.format.json;

import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.StructType;

/** Reads objects into a column of structs. */
final class StructReader extends ValueReader {
    private final ObjectReader fields;
    private StructBuilder column;

    StructReader(StructType type, StructBuilder column, ReadContext context) {
        super(context);
        this.column = column;
        this.fields = new ObjectReader(type, column::field, context);
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (StructBuilder) target;
        fields.bind(column::field, buffer);
    }

    @Override
    VectorBuilder column() {
        return column;
    }

    @Override
    int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == '{') {
            if (column.isSet(row)) {
                column.setNull(row);
            }
            column.setPresent(row);
            return fields.read(buffer, start + 1, end, row);
        }
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        context.hasMismatch = true;
        return scanner.skipValue(buffer, start, end);
    }
}

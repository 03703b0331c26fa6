package dev.sluice.format.json;

import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.VectorBuilder;

/** Reads {@code true} and {@code false}. */
final class BooleanReader extends ValueReader {
    private BooleanBuilder column;

    BooleanReader(VectorBuilder column, ReadContext context) {
        super(context);
        this.column = (BooleanBuilder) column;
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (BooleanBuilder) target;
    }

    @Override
    VectorBuilder column() {
        return column;
    }

    @Override
    int read(byte[] buffer, int start, int end, int row) {
        byte kind = buffer[start];
        if (kind == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (kind != 't' && kind != 'f') {
            context.hasMismatch = true;
        } else if (position >= 0) {
            column.set(row, kind == 't');
        }
        return position;
    }
}

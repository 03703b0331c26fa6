package dev.sluice.format.json;

import dev.sluice.columnar.ListBuilder;
import dev.sluice.columnar.VectorBuilder;

/**
 * Reads values that have parts, between brackets and with commas between them. A part of another type than its own spoils the
 * whole, which is null then; one that has parts itself and has come out in part stays as it is, as in Spark.
 */
abstract sealed class ListReader<B extends ListBuilder> extends ValueReader permits ArrayReader, MapReader {
    private final char open;
    private final char close;
    private B column;

    ListReader(char open, char close, B column, ReadContext context) {
        super(context);
        this.open = open;
        this.close = close;
        this.column = column;
    }

    /** From here on values go to this column. */
    final void bind(B target) {
        column = target;
    }

    @Override
    final B column() {
        return column;
    }

    /** The column of what may be of another type. */
    abstract VectorBuilder values();

    /** Reads a part as {@link #read} does. */
    abstract int readPart(byte[] buffer, int start, int end, int part);

    @Override
    final int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == open) {
            return readParts(buffer, start + 1, end, row);
        }
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        context.hasMismatch = true;
        return scanner.skipValue(buffer, start, end);
    }

    private int readParts(byte[] buffer, int start, int end, int row) {
        column.setNull(row);
        int first = column.count();
        int position = scanner.skipBlanks(buffer, start, end);
        if (position < end && buffer[position] == close) {
            column.set(row, first);
            return position + 1;
        }
        boolean hadMismatch = context.hasMismatch;
        boolean isSpoilt = false;
        while (position < end) {
            context.hasMismatch = false;
            int part = column.add();
            position = readPart(buffer, position, end, part);
            if (position < 0) {
                return position;
            }
            if (context.hasMismatch) {
                hadMismatch = true;
                isSpoilt |= !values().isSet(part);
            }
            position = scanner.skipBlanks(buffer, position, end);
            if (position >= end) {
                return JsonScanner.CUT;
            }
            byte next = buffer[position];
            if (next == close) {
                context.hasMismatch = hadMismatch;
                if (!isSpoilt) {
                    column.set(row, first);
                }
                return position + 1;
            }
            if (next != ',') {
                return JsonScanner.BAD;
            }
            position = scanner.skipBlanks(buffer, position + 1, end);
        }
        return JsonScanner.CUT;
    }
}

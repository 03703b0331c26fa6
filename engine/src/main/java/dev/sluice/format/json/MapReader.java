package dev.sluice.format.json;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.MapType;

/** Reads objects as maps from the names of their fields, as they stand there. A value of another type spoils the map, as in {@link ArrayReader}. */
final class MapReader extends ValueReader {
    private final ValueReader values;
    private MapBuilder column;

    MapReader(MapType type, MapBuilder column, ReadContext context) {
        super(context);
        this.column = column;
        this.values = ValueReader.of(type.valueType(), column.values(), context);
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (MapBuilder) target;
        keys().viewInto(buffer);
        values.bind(column.values(), buffer);
    }

    private BytesBuilder keys() {
        return (BytesBuilder) column.keys();
    }

    @Override
    VectorBuilder column() {
        return column;
    }

    @Override
    int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == '{') {
            return readEntries(buffer, start + 1, end, row);
        }
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        context.hasMismatch = true;
        return scanner.skipValue(buffer, start, end);
    }

    private int readEntries(byte[] buffer, int start, int end, int row) {
        column.setNull(row);
        int first = column.count();
        int position = scanner.skipBlanks(buffer, start, end);
        if (position < end && buffer[position] == '}') {
            column.set(row, first);
            return position + 1;
        }
        boolean hadMismatch = context.hasMismatch;
        boolean isSpoilt = false;
        while (position < end) {
            context.hasMismatch = false;
            int entry = column.add();
            position = readKey(buffer, position, end, entry);
            if (position < 0) {
                return position;
            }
            position = values.read(buffer, position, end, entry);
            if (position < 0) {
                return position;
            }
            if (context.hasMismatch) {
                hadMismatch = true;
                isSpoilt |= !column.values().isSet(entry);
            }
            position = scanner.skipBlanks(buffer, position, end);
            if (position >= end) {
                return JsonScanner.CUT;
            }
            byte next = buffer[position];
            if (next == '}') {
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

    /** Reads a name up to its value. */
    private int readKey(byte[] buffer, int start, int end, int entry) {
        int nameEnd = scanner.skipName(buffer, start, end);
        if (nameEnd < 0) {
            return nameEnd;
        }
        int quote = scanner.isQuote(buffer[start]) ? 1 : 0;
        keys().setView(entry, start + quote, nameEnd - start - 2 * quote);
        if (hasEscape(buffer, start, nameEnd)) {
            context.escapedTexts.add(keys(), entry, start + quote, nameEnd - quote);
        }
        int position = scanner.skipBlanks(buffer, nameEnd, end);
        if (position >= end) {
            return JsonScanner.CUT;
        }
        if (buffer[position] != ':') {
            return JsonScanner.BAD;
        }
        position = scanner.skipBlanks(buffer, position + 1, end);
        return position >= end ? JsonScanner.CUT : position;
    }
}

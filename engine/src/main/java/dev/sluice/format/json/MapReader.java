package dev.sluice.format.json;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.MapType;

/** Reads objects as maps from the names of their fields, as they stand there. */
final class MapReader extends ListReader<MapBuilder> {
    private final ValueReader values;

    MapReader(MapType type, MapBuilder column, ReadContext context) {
        super('{', '}', column, context);
        this.values = ValueReader.of(type.valueType(), column.values(), context);
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        bind((MapBuilder) target);
        keys().viewInto(buffer);
        values.bind(values(), buffer);
    }

    private BytesBuilder keys() {
        return (BytesBuilder) column().keys();
    }

    @Override
    VectorBuilder values() {
        return column().values();
    }

    @Override
    int readPart(byte[] buffer, int start, int end, int part) {
        int position = readKey(buffer, start, end, part);
        return position < 0 ? position : values.read(buffer, position, end, part);
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

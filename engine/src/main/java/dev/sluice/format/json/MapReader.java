package dev.sluice.format.json;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.Utf8Check;
import dev.sluice.types.MapType;

/** Reads objects as maps from the names of their fields, as they stand there. */
final class MapReader extends ListReader<MapBuilder> {
    private final ValueReader values;

    /** Of the entry at hand. */
    private boolean hasTextAsKey = true;

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
        int value = readKey(buffer, start, end, part);
        int position = value < 0 ? value : values.read(buffer, value, end, part);
        if (!hasTextAsKey) {
            // As a value does that does not fit: there is no entry without a key.
            context.hasMismatch = true;
            values().setNull(part);
        }
        return position;
    }

    /** Reads a name up to its value. */
    private int readKey(byte[] buffer, int start, int end, int entry) {
        int nameEnd = scanner.skipName(buffer, start, end);
        if (nameEnd < 0) {
            return nameEnd;
        }
        int quote = scanner.isQuote(buffer[start]) ? 1 : 0;
        hasTextAsKey = Utf8Check.passes(buffer, start + quote, nameEnd - quote);
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

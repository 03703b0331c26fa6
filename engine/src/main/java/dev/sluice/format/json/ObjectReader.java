package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object, each by its reader. A name is first compared with the one that followed the last name in
 * an earlier object. Methods return the position behind what they read, or {@link JsonScanner#CUT} or {@link JsonScanner#BAD}.
 */
final class ObjectReader {
    private static final byte[] NO_BYTES = {};

    private final JsonScanner scanner;
    private final byte[][] fieldNames;
    private final ValueReader[] readers;
    private final FieldNames names = new FieldNames();
    private final FieldName first = new FieldName(NO_BYTES, null);
    private final FieldName endOfObject = new FieldName(NO_BYTES, null);
    private FieldName found = endOfObject;

    ObjectReader(StructType type, IntFunction<VectorBuilder> columns, ReadContext context) {
        this.scanner = context.scanner;
        this.fieldNames = new byte[type.size()][];
        this.readers = new ValueReader[type.size()];
        for (int index = 0; index < readers.length; index++) {
            fieldNames[index] = type.field(index).name().getBytes(UTF_8);
            readers[index] = ValueReader.of(type.type(index), columns.apply(index), context);
        }
    }

    /** From here on values go to these columns, texts as views into {@code buffer}. */
    void bind(IntFunction<VectorBuilder> columns, byte[] buffer) {
        for (int index = 0; index < readers.length; index++) {
            readers[index].bind(columns.apply(index), buffer);
        }
    }

    /** Reads an object from behind its opening brace. */
    int read(byte[] buffer, int start, int end, int row) {
        int position = start;
        FieldName previous = first;
        while (true) {
            FieldName name = previous.successor;
            if (name != null && name.isAt(buffer, position)) {
                position += name.length;
                if (buffer[position] <= ' ' || buffer[position] == '/') {
                    position = scanner.skipBlanks(buffer, position, end);
                }
            } else {
                position = readName(buffer, position, end, previous);
                name = found;
                if (position < 0 || name == endOfObject) {
                    return position;
                }
            }
            if (position >= end) {
                return JsonScanner.CUT;
            }
            ValueReader values = name.values;
            if (values instanceof TextReader texts) {
                // The most frequent kind: known here, its reading is compiled into this loop.
                position = texts.read(buffer, position, end, row);
            } else {
                position = values == null
                        ? scanner.skipValue(buffer, position, end)
                        : values.read(buffer, position, end, row);
            }
            if (position < 0) {
                return position;
            }
            if (position >= end) {
                return JsonScanner.CUT;
            }
            byte next = buffer[position];
            if (next != ',' && next != '}') {
                position = scanner.skipBlanks(buffer, position, end);
                if (position >= end) {
                    return JsonScanner.CUT;
                }
                next = buffer[position];
            }
            position++;
            if (next == '}') {
                return position;
            }
            if (next != ',') {
                return JsonScanner.BAD;
            }
            previous = name;
        }
    }

    /** Reads a name that was not the expected one, up to its value, and makes it the one expected after {@code previous}. */
    private int readName(byte[] buffer, int start, int end, FieldName previous) {
        int nameStart = scanner.skipBlanks(buffer, start, end);
        if (nameStart >= end) {
            return JsonScanner.CUT;
        }
        if (buffer[nameStart] == '}' && previous == first) {
            found = endOfObject;
            return nameStart + 1;
        }
        int nameEnd = scanner.skipName(buffer, nameStart, end);
        if (nameEnd < 0) {
            return nameEnd;
        }
        int position = scanner.skipBlanks(buffer, nameEnd, end);
        if (position >= end) {
            return JsonScanner.CUT;
        }
        if (buffer[position] != ':') {
            return JsonScanner.BAD;
        }
        position = scanner.skipBlanks(buffer, position + 1, end);
        if (position >= end) {
            return JsonScanner.CUT;
        }
        FieldName name = names.find(buffer, start, position);
        if (name == null) {
            int quote = scanner.isQuote(buffer[nameStart]) ? 1 : 0;
            name = names.add(buffer, start, position, reader(buffer, nameStart + quote, nameEnd - quote));
        }
        previous.successor = name;
        found = name;
        return position;
    }

    private @Nullable ValueReader reader(byte[] buffer, int start, int end) {
        byte[] name = Arrays.copyOfRange(buffer, start, end);
        int length = Escapes.decode(name, 0, name.length, name, 0);
        for (int index = 0; index < readers.length; index++) {
            if (Arrays.equals(fieldNames[index], 0, fieldNames[index].length, name, 0, length)) {
                return readers[index];
            }
        }
        return null;
    }
}

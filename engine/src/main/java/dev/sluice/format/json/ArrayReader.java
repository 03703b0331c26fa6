package dev.sluice.format.json;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.ArrayType;

/**
 * Reads arrays. An element of another type than its own spoils the array, which is null then; one that is a struct, an array
 * or a map and has come out in part stays as it is, as in Spark.
 */
final class ArrayReader extends ValueReader {
    private final ValueReader elements;
    private ArrayBuilder column;

    ArrayReader(ArrayType type, ArrayBuilder column, ReadContext context) {
        super(context);
        this.column = column;
        this.elements = ValueReader.of(type.elementType(), column.elements(), context);
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (ArrayBuilder) target;
        elements.bind(column.elements(), buffer);
    }

    @Override
    VectorBuilder column() {
        return column;
    }

    @Override
    int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == '[') {
            return readElements(buffer, start + 1, end, row);
        }
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        context.hasMismatch = true;
        return scanner.skipValue(buffer, start, end);
    }

    /** Reads a value that stands for an array of it alone. */
    int readSingle(byte[] buffer, int start, int end, int row) {
        int first = column.count();
        int position = elements.read(buffer, start, end, column.add());
        column.set(row, first);
        return position;
    }

    private int readElements(byte[] buffer, int start, int end, int row) {
        column.setNull(row);
        int first = column.count();
        int position = scanner.skipBlanks(buffer, start, end);
        if (position < end && buffer[position] == ']') {
            column.set(row, first);
            return position + 1;
        }
        boolean hadMismatch = context.hasMismatch;
        boolean isSpoilt = false;
        while (position < end) {
            context.hasMismatch = false;
            int element = column.add();
            position = elements.read(buffer, position, end, element);
            if (position < 0) {
                return position;
            }
            if (context.hasMismatch) {
                hadMismatch = true;
                isSpoilt |= !column.elements().isSet(element);
            }
            position = scanner.skipBlanks(buffer, position, end);
            if (position >= end) {
                return JsonScanner.CUT;
            }
            byte next = buffer[position];
            if (next == ']') {
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

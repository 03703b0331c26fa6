package dev.sluice.format.json;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.ArrayType;

/** Reads arrays. */
final class ArrayReader extends ListReader<ArrayBuilder> {
    private final ValueReader elements;

    ArrayReader(ArrayType type, ArrayBuilder column, ReadContext context) {
        super('[', ']', column, context);
        this.elements = ValueReader.of(type.elementType(), column.elements(), context);
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        bind((ArrayBuilder) target);
        elements.bind(values(), buffer);
    }

    @Override
    VectorBuilder values() {
        return column().elements();
    }

    @Override
    int readPart(byte[] buffer, int start, int end, int part) {
        return elements.read(buffer, start, end, part);
    }

    /** Reads a value that stands for an array of it alone. */
    int readSingle(byte[] buffer, int start, int end, int row) {
        int first = column().count();
        int position = elements.read(buffer, start, end, column().add());
        column().set(row, first);
        return position;
    }
}

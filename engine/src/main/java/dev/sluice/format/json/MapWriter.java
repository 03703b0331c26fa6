package dev.sluice.format.json;

import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.MapType;
import org.jspecify.annotations.Nullable;

/** Writes maps as objects; their nulls are written whatever becomes of those of fields. */
final class MapWriter extends ValueWriter {
    private final ValueWriter keys;
    private final ValueWriter values;
    private final long entryLength;
    private @Nullable MapVector maps;

    MapWriter(MapType type, WriteContext context) {
        keys = KeyWriters.of(type.keyType(), context);
        values = ValueWriter.of(type.valueType(), context);
        entryLength = keys.fixedLength() + Math.max(NULL.length, values.fixedLength()) + 2;
    }

    @Override
    void bindFlat(Vector column, int rowCount) {
        MapVector dense = ((MapVector) column).dense(rowCount);
        int count = ArrayWriter.partCount(dense.lengths(), rowCount);
        maps = dense;
        keys.bind(dense.keys(), count);
        values.bind(dense.values(), count);
    }

    @Override
    long fixedLength() {
        return 3;
    }

    @Override
    boolean isVariable() {
        return true;
    }

    @Override
    long variableLength(int row) {
        MapVector bound = bound(maps);
        int start = bound.starts()[row];
        int length = bound.lengths()[row];
        long total = entryLength * length;
        for (int entry = start; entry < start + length; entry++) {
            total += keys.isVariable() ? keys.variableLength(entry) : 0;
            total += values.isVariable() && values.isPresent(entry) ? values.variableLength(entry) : 0;
        }
        return total;
    }

    @Override
    int write(int row, byte[] target, int start) {
        MapVector bound = bound(maps);
        int position = start;
        target[position++] = '{';
        int first = bound.starts()[row];
        int last = first + bound.lengths()[row] - 1;
        for (int entry = first; entry <= last; entry++) {
            position = keys.write(entry, target, position);
            target[position++] = ':';
            position = values.writeOrNull(entry, target, position);
            if (entry < last) {
                target[position++] = ',';
            }
        }
        target[position] = '}';
        return position + 1;
    }
}

package dev.sluice.format.json;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.ArrayType;
import org.jspecify.annotations.Nullable;

/** Writes arrays; their nulls are written whatever becomes of those of fields. */
final class ArrayWriter extends ValueWriter {
    private final ValueWriter elements;
    private final long elementLength;
    private @Nullable ArrayVector arrays;

    ArrayWriter(ArrayType type, WriteContext context) {
        elements = ValueWriter.of(type.elementType(), context);
        elementLength = Math.max(NULL.length, elements.fixedLength()) + 1;
    }

    @Override
    void bindFlat(Vector values, int rowCount) {
        ArrayVector dense = ((ArrayVector) values).dense(rowCount);
        arrays = dense;
        elements.bind(dense.elements(), partCount(dense.lengths(), rowCount));
    }

    /** All lengths together. */
    static int partCount(int[] lengths, int rowCount) {
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            count += lengths[row];
        }
        return count;
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
        ArrayVector bound = bound(arrays);
        int start = bound.starts()[row];
        int length = bound.lengths()[row];
        long total = elementLength * length;
        if (elements.isVariable()) {
            for (int element = start; element < start + length; element++) {
                total += elements.isPresent(element) ? elements.variableLength(element) : 0;
            }
        }
        return total;
    }

    @Override
    int write(int row, byte[] target, int start) {
        ArrayVector bound = bound(arrays);
        int position = start;
        target[position++] = '[';
        int first = bound.starts()[row];
        int last = first + bound.lengths()[row] - 1;
        for (int element = first; element <= last; element++) {
            position = elements.writeOrNull(element, target, position);
            if (element < last) {
                target[position++] = ',';
            }
        }
        target[position] = ']';
        return position + 1;
    }
}

package dev.sluice.format.json;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Vector;
import java.util.Base64;

/** Writes bytes as texts in Base64. */
final class Base64Writer extends ValueWriter {
    private BytesVector values = new BytesVector(new byte[0], new int[0], new int[0], null);

    @Override
    void bindFlat(Vector column, int rowCount) {
        values = (BytesVector) column;
    }

    @Override
    long fixedLength() {
        return MAX_SCALAR_LENGTH;
    }

    @Override
    boolean isVariable() {
        return true;
    }

    @Override
    long variableLength(int row) {
        return 2L * values.lengths()[row];
    }

    @Override
    int write(int row, byte[] target, int position) {
        byte[] text = Base64.getEncoder().encode(values.bytes(row));
        target[position] = '"';
        System.arraycopy(text, 0, target, position + 1, text.length);
        target[position + 1 + text.length] = '"';
        return position + 2 + text.length;
    }
}

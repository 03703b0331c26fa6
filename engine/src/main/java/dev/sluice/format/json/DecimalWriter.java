package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.Vector;

/** Writes decimals as numbers. */
final class DecimalWriter extends ValueWriter {
    /** A sign, 38 digits with a point among them, and an exponent. */
    private static final int MAX_LENGTH = 48;

    private Vector values = new DoubleVector(new double[0], null);

    @Override
    void bindFlat(Vector column, int rowCount) {
        values = column;
    }

    @Override
    long fixedLength() {
        return MAX_LENGTH;
    }

    @Override
    int write(int row, byte[] target, int position) {
        byte[] text = Decimals.number(values, row).toString().getBytes(ISO_8859_1);
        System.arraycopy(text, 0, target, position, text.length);
        return position + text.length;
    }
}

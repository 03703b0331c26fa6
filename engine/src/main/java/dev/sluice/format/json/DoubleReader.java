package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.Words;
import dev.sluice.types.AtomicType;

/** Reads numbers as doubles. */
final class DoubleReader extends ValueReader {
    /** A word of digits, the point, another word and the byte behind it. */
    private static final int MAX_QUICK_LENGTH = 2 * Words.BYTES + 2;

    private final boolean isFloat;
    private DoubleBuilder column;

    DoubleReader(VectorBuilder column, ReadContext context) {
        super(context);
        this.column = (DoubleBuilder) column;
        this.isFloat = column.type() == AtomicType.FLOAT;
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (DoubleBuilder) target;
    }

    @Override
    VectorBuilder column() {
        return column;
    }

    @Override
    int read(byte[] buffer, int start, int end, int row) {
        boolean isNegative = buffer[start] == '-';
        int digitsStart = isNegative ? start + 1 : start;
        if (digitsStart + MAX_QUICK_LENGTH <= buffer.length) {
            long digits = Words.digitValues(Words.get(buffer, digitsStart));
            int count = Words.firstMark(Words.nonDigits(digits));
            if (count > 0 && count < Words.BYTES && (count == 1 || buffer[digitsStart] != '0')) {
                long whole = Words.number(digits, count);
                int position = digitsStart + count;
                double value = whole;
                if (buffer[position] == '.') {
                    long fraction = Words.digitValues(Words.get(buffer, position + 1));
                    int fractionCount = Words.firstMark(Words.nonDigits(fraction));
                    if (fractionCount == 0) {
                        return readCarefully(buffer, start, end, row);
                    }
                    value = (whole * Numbers.wholePower(fractionCount) + Words.number(fraction, fractionCount))
                            / Numbers.power(fractionCount);
                    position += 1 + fractionCount;
                }
                if (buffer[position] == ',' || buffer[position] == '}' || buffer[position] == ']') {
                    set(row, isNegative ? -value : value);
                    return position;
                }
            }
        }
        return readCarefully(buffer, start, end, row);
    }

    private int readCarefully(byte[] buffer, int start, int end, int row) {
        byte kind = buffer[start];
        if (kind == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        double nonNumeric;
        if (scanner.isQuote(kind)) {
            byte[] text = text(buffer, start + 1, position - 1).getBytes(UTF_8);
            nonNumeric = nonNumeric(text, 0, text.length);
        } else {
            nonNumeric = nonNumeric(buffer, start, position);
        }
        if (nonNumeric != 0) {
            set(row, nonNumeric);
        } else if (isNumber(kind)) {
            // By way of a double a float of many digits would be rounded twice.
            column.set(
                    row,
                    isFloat
                            ? Float.parseFloat(new String(buffer, start, position - start, ISO_8859_1))
                            : Numbers.toDouble(buffer, start, position));
        } else {
            context.hasMismatch = true;
        }
        return position;
    }

    private void set(int row, double value) {
        column.set(row, isFloat ? (float) value : value);
    }

    /** The number that is none, 0 for other texts. */
    private double nonNumeric(byte[] buffer, int start, int end) {
        if (start >= end || end - start > "+Infinity".length() || scanner.skipNonNumeric(buffer, start, end) != end) {
            return 0;
        }
        boolean isNan = buffer[start] == 'N';
        boolean isNegative = buffer[start] == '-';
        return isNan ? Double.NaN : isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}

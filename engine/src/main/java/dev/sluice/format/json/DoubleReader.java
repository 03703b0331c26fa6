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
            long marks = Words.nonDigits(digits);
            int wholeCount = Words.firstMark(marks);
            if (wholeCount > 0 && wholeCount < Words.BYTES && (wholeCount == 1 || buffer[digitsStart] != '0')) {
                int count = wholeCount;
                double value;
                if (buffer[digitsStart + wholeCount] == '.') {
                    // What is behind a point is exact: neither it nor a digit carries into the next mark.
                    count = Words.firstMark(marks & (marks - 1));
                    if (count == Words.BYTES || count == wholeCount + 1) {
                        return readTwoWords(buffer, start, digitsStart, end, row);
                    }
                    long mantissa = Words.number(Words.without(digits, wholeCount), count - 1);
                    value = mantissa / Numbers.power(count - 1 - wholeCount);
                } else {
                    value = Words.number(digits, wholeCount);
                }
                if (isBehindValue(buffer[digitsStart + count])) {
                    set(row, isNegative ? -value : value);
                    return digitsStart + count;
                }
            }
        }
        return readCarefully(buffer, start, end, row);
    }

    /** A number with a point within its first word and up to eight digits behind it. */
    private int readTwoWords(byte[] buffer, int start, int digitsStart, int end, int row) {
        long digits = Words.digitValues(Words.get(buffer, digitsStart));
        int count = Words.firstMark(Words.nonDigits(digits));
        int fractionStart = digitsStart + count + 1;
        long fraction = Words.digitValues(Words.get(buffer, fractionStart));
        int fractionCount = Words.firstMark(Words.nonDigits(fraction));
        int position = fractionStart + fractionCount;
        if (fractionCount == 0 || !isBehindValue(buffer[position])) {
            return readCarefully(buffer, start, end, row);
        }
        long mantissa =
                Words.number(digits, count) * Numbers.wholePower(fractionCount) + Words.number(fraction, fractionCount);
        double value = mantissa / Numbers.power(fractionCount);
        set(row, digitsStart == start ? value : -value);
        return position;
    }

    private static boolean isBehindValue(byte next) {
        return next == ',' || next == '}' || next == ']';
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

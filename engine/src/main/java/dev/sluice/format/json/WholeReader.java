package dev.sluice.format.json;

import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.Words;

/** Reads whole numbers. */
abstract class WholeReader extends ValueReader {
    private WholeReader(ReadContext context) {
        super(context);
    }

    /** Whether the type has the value. */
    abstract boolean fits(long value);

    abstract void set(int row, long value);

    @Override
    final int read(byte[] buffer, int start, int end, int row) {
        boolean isNegative = buffer[start] == '-';
        int digitsStart = isNegative ? start + 1 : start;
        if (digitsStart + Words.BYTES < buffer.length) {
            long digits = Words.digitValues(Words.get(buffer, digitsStart));
            int count = Words.firstMark(Words.nonDigits(digits));
            byte next = buffer[digitsStart + count];
            if (count > 0 && (next == ',' || next == '}') && (count == 1 || buffer[digitsStart] != '0')) {
                long magnitude = Words.number(digits, count);
                set(row, isNegative ? -magnitude : magnitude);
                return digitsStart + count;
            }
        }
        return readCarefully(buffer, start, end, row);
    }

    private int readCarefully(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        if (isNumber(buffer[start]) && Numbers.isLong(buffer, start, position)) {
            long value = Numbers.toLong(buffer, start, position);
            if (fits(value)) {
                set(row, value);
                return position;
            }
        }
        context.hasMismatch = true;
        return position;
    }

    static final class Longs extends WholeReader {
        private LongBuilder column;

        Longs(VectorBuilder column, ReadContext context) {
            super(context);
            this.column = (LongBuilder) column;
        }

        @Override
        void bind(VectorBuilder target, byte[] buffer) {
            column = (LongBuilder) target;
        }

        @Override
        VectorBuilder column() {
            return column;
        }

        @Override
        boolean fits(long value) {
            return true;
        }

        @Override
        void set(int row, long value) {
            column.set(row, value);
        }
    }

    static final class Ints extends WholeReader {
        private IntBuilder column;

        Ints(VectorBuilder column, ReadContext context) {
            super(context);
            this.column = (IntBuilder) column;
        }

        @Override
        void bind(VectorBuilder target, byte[] buffer) {
            column = (IntBuilder) target;
        }

        @Override
        VectorBuilder column() {
            return column;
        }

        @Override
        boolean fits(long value) {
            return value == (int) value;
        }

        @Override
        void set(int row, long value) {
            column.set(row, (int) value);
        }
    }
}

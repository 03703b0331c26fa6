package dev.sluice.format.json;

import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.Words;

/** Reads whole numbers. */
abstract class WholeReader extends ValueReader {
    /** Numbers of so few digits are of the type. */
    private final int safeDigits;

    private WholeReader(int safeDigits, ReadContext context) {
        super(context);
        this.safeDigits = safeDigits;
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
            if (count > 0
                    && count <= safeDigits
                    && (next == ',' || next == '}' || next == ']')
                    && (count == 1 || buffer[digitsStart] != '0')) {
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
            super(Words.BYTES, context);
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

    static class Ints extends WholeReader {
        private IntBuilder column;

        Ints(VectorBuilder column, ReadContext context) {
            this(Words.BYTES, column, context);
        }

        private Ints(int safeDigits, VectorBuilder column, ReadContext context) {
            super(safeDigits, context);
            this.column = (IntBuilder) column;
        }

        @Override
        final void bind(VectorBuilder target, byte[] buffer) {
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

    static final class Shorts extends Ints {
        Shorts(VectorBuilder column, ReadContext context) {
            super(4, column, context);
        }

        @Override
        boolean fits(long value) {
            return value == (short) value;
        }
    }

    static final class Bytes extends Ints {
        private static final int GREATEST_UNSIGNED = 255;

        Bytes(VectorBuilder column, ReadContext context) {
            super(2, column, context);
        }

        /** As in Spark also the numbers that eight bits without a sign hold. */
        @Override
        boolean fits(long value) {
            return value >= Byte.MIN_VALUE && value <= GREATEST_UNSIGNED;
        }

        @Override
        void set(int row, long value) {
            super.set(row, (byte) value);
        }
    }
}

package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;
import dev.sluice.format.TimestampWriter;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;

/** The writers of values that hold no others. */
final class ScalarWriters {
    private static final byte[] NO_BYTES = {};
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private ScalarWriters() {}

    private static int writeText(String text, byte[] target, int position) {
        byte[] bytes = text.getBytes(UTF_8);
        return JsonText.write(bytes, 0, bytes.length, target, position);
    }

    private static int copy(byte[] text, byte[] target, int position) {
        System.arraycopy(text, 0, target, position, text.length);
        return position + text.length;
    }

    static final class Texts extends ValueWriter {
        private byte[] data = NO_BYTES;
        private int[] starts = NO_INTS;
        private int[] lengths = NO_INTS;

        @Override
        void bindFlat(Vector values, int rowCount) {
            BytesVector texts = (BytesVector) values;
            data = texts.data();
            starts = texts.starts();
            lengths = texts.lengths();
        }

        @Override
        long fixedLength() {
            return 2 + JsonText.SLACK;
        }

        @Override
        boolean isVariable() {
            return true;
        }

        @Override
        long variableLength(int row) {
            return (long) lengths[row] * JsonText.MAX_GROWTH;
        }

        @Override
        int write(int row, byte[] target, int position) {
            int start = starts[row];
            return JsonText.write(data, start, start + lengths[row], target, position);
        }
    }

    /** Values that take no more room than {@link ValueWriter#MAX_SCALAR_LENGTH}. */
    abstract static class ShortValues extends ValueWriter {
        @Override
        final long fixedLength() {
            return MAX_SCALAR_LENGTH;
        }
    }

    static final class Longs extends ShortValues {
        private long[] values = NO_LONGS;

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((LongVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            return NumberText.write(values[row], target, position);
        }
    }

    static final class Ints extends ShortValues {
        private int[] values = NO_INTS;

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((IntVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            return NumberText.write(values[row], target, position);
        }
    }

    static final class Booleans extends ShortValues {
        private boolean[] values = new boolean[0];

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((BooleanVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            return copy(values[row] ? TRUE : FALSE, target, position);
        }
    }

    static final class Doubles extends ShortValues {
        private double[] values = new double[0];

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((DoubleVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            double value = values[row];
            int end = NumberText.writeShort(value, target, position);
            return end != NumberText.NOT_SHORT ? end : writeOther(value, target, position);
        }

        private static int writeOther(double value, byte[] target, int position) {
            if (Double.isFinite(value)) {
                return copy(Double.toString(value).getBytes(ISO_8859_1), target, position);
            }
            return writeText(Double.toString(value), target, position);
        }
    }

    static final class Floats extends ShortValues {
        private double[] values = new double[0];

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((DoubleVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            float value = (float) values[row];
            String text = Float.toString(value);
            return Float.isFinite(value)
                    ? copy(text.getBytes(ISO_8859_1), target, position)
                    : writeText(text, target, position);
        }
    }

    static final class Intervals extends ValueWriter {
        private static final int LONGEST = 80;

        private final IntervalType type;
        private Vector values = new LongVector(NO_LONGS, null);

        Intervals(IntervalType type) {
            this.type = type;
        }

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = column;
        }

        @Override
        long fixedLength() {
            return LONGEST + JsonText.SLACK;
        }

        @Override
        int write(int row, byte[] target, int position) {
            long length =
                    values instanceof IntVector months ? months.values()[row] : ((LongVector) values).values()[row];
            return writeText(IntervalText.of(length, type), target, position);
        }
    }

    static final class Timestamps extends ShortValues {
        private final TimestampWriter timestamps;
        private long[] values = NO_LONGS;

        Timestamps(TimestampWriter writer) {
            timestamps = writer;
        }

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((LongVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            target[position] = '"';
            int end = timestamps.write(values[row], target, position + 1);
            target[end] = '"';
            return end + 1;
        }
    }

    static final class Dates extends ShortValues {
        private int[] values = NO_INTS;

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((IntVector) column).values();
        }

        @Override
        int write(int row, byte[] target, int position) {
            target[position] = '"';
            int end = DateTimes.formatDate(values[row], target, position + 1);
            target[end] = '"';
            return end + 1;
        }
    }

    static final class PatternTimestamps extends ValueWriter {
        private final TimePattern pattern;
        private long[] values = NO_LONGS;

        PatternTimestamps(TimePattern pattern) {
            this.pattern = pattern;
        }

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((LongVector) column).values();
        }

        @Override
        long fixedLength() {
            return (long) MAX_SCALAR_LENGTH + pattern.maxLength();
        }

        @Override
        int write(int row, byte[] target, int position) {
            return writeText(pattern.formatTimestamp(values[row]), target, position);
        }
    }

    static final class PatternDates extends ValueWriter {
        private final TimePattern pattern;
        private int[] values = NO_INTS;

        PatternDates(TimePattern pattern) {
            this.pattern = pattern;
        }

        @Override
        void bindFlat(Vector column, int rowCount) {
            values = ((IntVector) column).values();
        }

        @Override
        long fixedLength() {
            return (long) MAX_SCALAR_LENGTH + pattern.maxLength();
        }

        @Override
        int write(int row, byte[] target, int position) {
            return writeText(pattern.formatDate(values[row]), target, position);
        }
    }
}

package dev.sluice.format.json;

import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;

/** The writers of keys of maps, which are texts in JSON: of numbers their digits, of times, as in Spark, what they are held as. */
final class KeyWriters {
    private KeyWriters() {}

    static ValueWriter of(DataType type, WriteContext context) {
        if (type instanceof IntervalType interval) {
            return new Quoted(interval.isOfMonths() ? new ScalarWriters.Ints() : new ScalarWriters.Longs());
        }
        if (!(type instanceof AtomicType atomic)) {
            throw new IllegalArgumentException("no key of JSON is of type " + type.sql());
        }
        return switch (atomic) {
            case STRING -> new ScalarWriters.Texts();
            case BOOLEAN -> new Quoted(new ScalarWriters.Booleans());
            case TINYINT, SMALLINT, INT, DATE -> new Quoted(new ScalarWriters.Ints());
            case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> new Quoted(new ScalarWriters.Longs());
            case FLOAT, DOUBLE -> new Quoted(ValueWriter.of(atomic, context));
            case BINARY -> throw new IllegalArgumentException("no key of JSON is of type " + type.sql());
        };
    }

    /** Puts quotes around values that have none, but for those doubles that are no numbers. */
    private static final class Quoted extends ValueWriter {
        private final ValueWriter values;

        Quoted(ValueWriter values) {
            this.values = values;
        }

        @Override
        void bindFlat(Vector column, int rowCount) {
            values.bind(column, rowCount);
        }

        @Override
        long fixedLength() {
            return values.fixedLength() + 2;
        }

        @Override
        int write(int row, byte[] target, int position) {
            int end = values.write(row, target, position + 1);
            if (target[position + 1] == '"') {
                System.arraycopy(target, position + 1, target, position, end - position - 1);
                return end - 1;
            }
            target[position] = '"';
            target[end] = '"';
            return end + 1;
        }
    }
}

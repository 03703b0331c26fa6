package dev.sluice.format.json;

import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimestampWriter;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one column. A class for each type, so that each is compiled once and by itself. Whoever calls it has
 * made room: nothing is checked while writing.
 */
abstract class ValueWriter {
    /** No number, date or timestamp is longer; texts and texts in patterns come on top. */
    static final int MAX_SCALAR_LENGTH = DateTimes.MAX_LENGTH_BYTES + 2;

    static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private long @Nullable [] validity;

    static ValueWriter of(DataType type, WriteContext context) {
        return switch (type) {
            case StructType struct -> new StructWriter(struct, context);
            case DecimalType decimal -> new DecimalWriter();
            case IntervalType interval -> new ScalarWriters.Intervals(interval);
            case ArrayType array -> new ArrayWriter(array, context);
            case MapType map -> new MapWriter(map, context);
            case AtomicType atomic ->
                switch (atomic) {
                    case STRING -> new ScalarWriters.Texts();
                    case TIMESTAMP ->
                        context.timestampPattern() == null
                                ? new ScalarWriters.Timestamps(new TimestampWriter(context.zone()))
                                : new ScalarWriters.PatternTimestamps(context.timestampPattern());
                    case TIMESTAMP_NTZ ->
                        context.localTimestampPattern() == null
                                ? new ScalarWriters.Timestamps(TimestampWriter.withoutZone())
                                : new ScalarWriters.PatternTimestamps(context.localTimestampPattern());
                    case DATE ->
                        context.datePattern() == null
                                ? new ScalarWriters.Dates()
                                : new ScalarWriters.PatternDates(context.datePattern());
                    case BINARY -> new Base64Writer();
                    case FLOAT -> new ScalarWriters.Floats();
                    case DOUBLE -> new ScalarWriters.Doubles();
                    case BIGINT -> new ScalarWriters.Longs();
                    case TINYINT, SMALLINT, INT -> new ScalarWriters.Ints();
                    case BOOLEAN -> new ScalarWriters.Booleans();
                };
        };
    }

    /** The rows to be written from here on are those of this column. */
    final void bind(Vector column, int rowCount) {
        Vector flat = Vectors.flat(column, rowCount);
        validity = flat.validity();
        bindFlat(flat, rowCount);
    }

    abstract void bindFlat(Vector values, int rowCount);

    final boolean isPresent(int row) {
        return Validity.isPresent(validity, row);
    }

    /** Bytes that any value takes at most, with what is written beyond its end and overwritten later. */
    abstract long fixedLength();

    /** Whether a value may take more than {@link #fixedLength}. */
    boolean isVariable() {
        return false;
    }

    /** Bytes that the value of this row may take beyond {@link #fixedLength}. */
    long variableLength(int row) {
        return 0;
    }

    /** Writes a value, or {@code null} where there is none, and returns the position behind it. */
    final int writeOrNull(int row, byte[] target, int position) {
        if (isPresent(row)) {
            return write(row, target, position);
        }
        System.arraycopy(NULL, 0, target, position, NULL.length);
        return position + NULL.length;
    }

    /** What {@link #bind} has set. */
    static <T> T bound(@Nullable T columns) {
        return Objects.requireNonNull(columns, "bind is called first");
    }

    /** Writes a present value and returns the position behind it. */
    abstract int write(int row, byte[] target, int position);
}

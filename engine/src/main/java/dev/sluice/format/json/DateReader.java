package dev.sluice.format.json;

import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;

/** Reads dates. */
final class DateReader extends TimeTextReader {
    private IntBuilder column;

    DateReader(VectorBuilder column, ReadContext context) {
        super(context, context.datePattern);
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
    long valueIn(TimePattern pattern, String text) {
        return valueOf(pattern.parseDate(text));
    }

    @Override
    long value(byte[] text, int start, int length) {
        return valueOf(DateTimes.parseDate(text, start, length));
    }

    private static long valueOf(int days) {
        return days == DateTimes.INVALID_DATE ? DateTimes.INVALID : days;
    }

    @Override
    void set(int row, long days) {
        column.set(row, (int) days);
    }
}

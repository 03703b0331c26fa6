package dev.sluice.format.json;

import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;

/** Reads what a clock on the wall shows, which has no zone. */
final class LocalTimestampReader extends TimeTextReader {
    private LongBuilder column;

    LocalTimestampReader(VectorBuilder column, ReadContext context) {
        super(context, context.localTimestampPattern);
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
    long valueIn(TimePattern pattern, String text) {
        return pattern.parseLocalTimestamp(text);
    }

    @Override
    long value(byte[] text, int start, int length) {
        return DateTimes.parseLocalTimestamp(text, start, length, false);
    }

    @Override
    void set(int row, long micros) {
        column.set(row, micros);
    }
}

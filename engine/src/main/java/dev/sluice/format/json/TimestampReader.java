package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;
import dev.sluice.format.TimestampParser;
import org.jspecify.annotations.Nullable;

/** Reads timestamps, which are texts, or numbers of seconds. */
final class TimestampReader extends ValueReader {
    private static final int ISO_MILLIS_LENGTH = 24;

    private final TimestampParser timestamps;
    private final @Nullable TimePattern pattern;
    private LongBuilder column;

    TimestampReader(VectorBuilder column, ReadContext context) {
        super(context);
        this.timestamps = context.timestamps;
        this.pattern = context.timestampPattern;
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
    int read(byte[] buffer, int start, int end, int row) {
        int textStart = start + 1;
        if (pattern == null
                && buffer.length - textStart > ISO_MILLIS_LENGTH
                && buffer[start] == '"'
                && buffer[textStart + ISO_MILLIS_LENGTH] == '"'
                && buffer[textStart + ISO_MILLIS_LENGTH - 1] == 'Z') {
            long micros = timestamps.parseUsual(buffer, textStart, ISO_MILLIS_LENGTH);
            if (micros != DateTimes.INVALID) {
                column.set(row, micros);
                return textStart + ISO_MILLIS_LENGTH + 1;
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
        long micros = DateTimes.INVALID;
        if (scanner.isQuote(buffer[start])) {
            micros = timestamp(buffer, start + 1, position - 1);
        } else if (isNumber(buffer[start]) && Numbers.isLong(buffer, start, position)) {
            long seconds = Numbers.toLong(buffer, start, position);
            long inMicros = seconds * 1_000_000;
            micros = inMicros / 1_000_000 == seconds ? inMicros : DateTimes.INVALID;
        }
        if (micros == DateTimes.INVALID) {
            context.hasMismatch = true;
        } else {
            column.set(row, micros);
        }
        return position;
    }

    private long timestamp(byte[] buffer, int start, int end) {
        if (pattern != null) {
            long micros = pattern.parseTimestamp(text(buffer, start, end));
            if (micros != DateTimes.INVALID || !context.fallsBack) {
                return micros;
            }
        }
        if (hasEscape(buffer, start, end)) {
            byte[] text = text(buffer, start, end).getBytes(UTF_8);
            return timestamps.parse(text, 0, text.length);
        }
        return timestamps.parse(buffer, start, end - start);
    }
}

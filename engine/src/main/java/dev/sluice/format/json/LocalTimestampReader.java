package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;
import org.jspecify.annotations.Nullable;

/** Reads what a clock on the wall shows, which is a text without a zone. */
final class LocalTimestampReader extends ValueReader {
    private final @Nullable TimePattern pattern;
    private LongBuilder column;

    LocalTimestampReader(VectorBuilder column, ReadContext context) {
        super(context);
        this.pattern = context.localTimestampPattern;
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
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        long micros = scanner.isQuote(buffer[start]) ? micros(buffer, start + 1, position - 1) : DateTimes.INVALID;
        if (micros == DateTimes.INVALID) {
            context.hasMismatch = true;
        } else {
            column.set(row, micros);
        }
        return position;
    }

    private long micros(byte[] buffer, int start, int end) {
        if (pattern != null) {
            long micros = pattern.parseLocalTimestamp(text(buffer, start, end));
            if (micros != DateTimes.INVALID || !context.fallsBack) {
                return micros;
            }
        }
        if (hasEscape(buffer, start, end)) {
            byte[] text = text(buffer, start, end).getBytes(UTF_8);
            return DateTimes.parseLocalTimestamp(text, 0, text.length, false);
        }
        return DateTimes.parseLocalTimestamp(buffer, start, end - start, false);
    }
}

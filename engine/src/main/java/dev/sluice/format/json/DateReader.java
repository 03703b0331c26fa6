package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;
import org.jspecify.annotations.Nullable;

/** Reads dates, which are texts. */
final class DateReader extends ValueReader {
    private final @Nullable TimePattern pattern;
    private IntBuilder column;

    DateReader(VectorBuilder column, ReadContext context) {
        super(context);
        this.pattern = context.datePattern;
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
    int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        int days = scanner.isQuote(buffer[start]) ? date(buffer, start + 1, position - 1) : DateTimes.INVALID_DATE;
        if (days == DateTimes.INVALID_DATE) {
            context.hasMismatch = true;
        } else {
            column.set(row, days);
        }
        return position;
    }

    private int date(byte[] buffer, int start, int end) {
        if (pattern != null) {
            int days = pattern.parseDate(text(buffer, start, end));
            if (days != DateTimes.INVALID_DATE || !context.fallsBack) {
                return days;
            }
        }
        if (hasEscape(buffer, start, end)) {
            byte[] text = text(buffer, start, end).getBytes(UTF_8);
            return DateTimes.parseDate(text, 0, text.length);
        }
        return DateTimes.parseDate(buffer, start, end - start);
    }
}

package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.format.DateTimes;
import dev.sluice.format.TimePattern;
import org.jspecify.annotations.Nullable;

/** Reads days and times that are texts, in a pattern of the reader's options or in the usual form. */
abstract class TimeTextReader extends ValueReader {
    private final @Nullable TimePattern pattern;

    TimeTextReader(ReadContext context, @Nullable TimePattern pattern) {
        super(context);
        this.pattern = pattern;
    }

    /** The value of a text in a pattern, {@link DateTimes#INVALID} if it has none. */
    abstract long valueIn(TimePattern pattern, String text);

    /** The value of a text in the usual form, {@link DateTimes#INVALID} if it has none. */
    abstract long value(byte[] text, int start, int length);

    abstract void set(int row, long value);

    @Override
    final int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        long value = scanner.isQuote(buffer[start]) ? textValue(buffer, start + 1, position - 1) : DateTimes.INVALID;
        if (value == DateTimes.INVALID) {
            context.hasMismatch = true;
        } else {
            set(row, value);
        }
        return position;
    }

    private long textValue(byte[] buffer, int start, int end) {
        if (pattern != null) {
            long value = valueIn(pattern, text(buffer, start, end));
            if (value != DateTimes.INVALID || !context.fallsBack) {
                return value;
            }
        }
        if (hasEscape(buffer, start, end)) {
            byte[] text = text(buffer, start, end).getBytes(UTF_8);
            return value(text, 0, text.length);
        }
        return value(buffer, start, end - start);
    }
}

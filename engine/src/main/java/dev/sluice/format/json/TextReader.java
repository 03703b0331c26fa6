package dev.sluice.format.json;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.Utf8Check;

/** Reads texts as views into the buffer, and any other value as its own text. */
final class TextReader extends ValueReader {
    private BytesBuilder column;

    TextReader(VectorBuilder column, ReadContext context) {
        super(context);
        this.column = (BytesBuilder) column;
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (BytesBuilder) target;
        column.viewInto(buffer);
    }

    @Override
    VectorBuilder column() {
        return column;
    }

    @Override
    int read(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == '"') {
            int close = JsonScanner.plainTextEnd(buffer, start + 1, end);
            if (close < end && buffer[close] == '"') {
                set(buffer, start + 1, close, row);
                return close + 1;
            }
        }
        return readCarefully(buffer, start, end, row);
    }

    /** Bytes that are no text do not fit; they are never replaced by others. */
    private boolean set(byte[] buffer, int start, int end, int row) {
        if (Utf8Check.passes(buffer, start, end)) {
            column.setView(row, start, end - start);
            return true;
        }
        context.hasMismatch = true;
        column.setNull(row);
        return false;
    }

    /** A text with escapes or in single quotes, a null, or any other value as its own text. */
    private int readCarefully(byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(buffer, start, end, row);
        }
        boolean isText = scanner.isQuote(buffer[start]);
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        int textStart = isText ? start + 1 : start;
        int textEnd = isText ? position - 1 : position;
        if (set(buffer, textStart, textEnd, row) && isText && hasEscape(buffer, textStart, textEnd)) {
            context.escapedTexts.add(column, row, textStart, textEnd);
        }
        return position;
    }
}

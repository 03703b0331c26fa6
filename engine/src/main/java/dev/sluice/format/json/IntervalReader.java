package dev.sluice.format.json;

import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import java.util.OptionalLong;

/** Reads intervals, which are texts. */
final class IntervalReader extends ValueReader {
    private final IntervalType type;
    private VectorBuilder column;

    IntervalReader(IntervalType type, VectorBuilder column, ReadContext context) {
        super(context);
        this.type = type;
        this.column = column;
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = target;
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
        OptionalLong length = scanner.isQuote(buffer[start])
                ? IntervalText.parse(text(buffer, start + 1, position - 1), type)
                : OptionalLong.empty();
        if (length.isEmpty()) {
            context.hasMismatch = true;
        } else {
            switch (column) {
                case IntBuilder months -> months.set(row, (int) length.getAsLong());
                case LongBuilder micros -> micros.set(row, length.getAsLong());
                default -> throw new IllegalStateException("no column of intervals: " + column.type());
            }
        }
        return position;
    }
}

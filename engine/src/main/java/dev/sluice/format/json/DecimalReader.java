package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.VectorBuilder;
import java.math.BigDecimal;

/** Reads numbers, and texts that are numbers, as decimals. */
final class DecimalReader extends ValueReader {
    private VectorBuilder column;

    DecimalReader(VectorBuilder column, ReadContext context) {
        super(context);
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
        byte kind = buffer[start];
        if (kind == 'n') {
            return readNull(buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        boolean isText = scanner.isQuote(kind);
        if (!isText && !isNumber(kind)) {
            context.hasMismatch = true;
            return position;
        }
        String text = isText
                ? text(buffer, start + 1, position - 1).replace(",", "")
                : new String(buffer, start, position - start, ISO_8859_1);
        try {
            context.hasMismatch |= !Decimals.setRounded(column, row, new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            context.hasMismatch = true;
        }
        return position;
    }
}

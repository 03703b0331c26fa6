package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.VectorBuilder;
import java.util.Arrays;
import java.util.Base64;

/** Reads texts in Base64 as the bytes they stand for. */
final class Base64Reader extends ValueReader {
    /** So many characters stand for three bytes. */
    private static final int GROUP = 4;

    private BytesBuilder column;

    Base64Reader(VectorBuilder column, ReadContext context) {
        super(context);
        this.column = (BytesBuilder) column;
    }

    @Override
    void bind(VectorBuilder target, byte[] buffer) {
        column = (BytesBuilder) target;
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
        if (!scanner.isQuote(buffer[start])) {
            context.hasMismatch = true;
            return position;
        }
        byte[] text = withoutBlanks(text(buffer, start + 1, position - 1).getBytes(UTF_8));
        if (isOfAlphabet(text) && text.length % GROUP != 0) {
            // As in Spark, where the end of such a text is not found, no value of the record counts.
            return JsonScanner.BAD;
        }
        try {
            column.set(row, Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            context.hasMismatch = true;
        }
        return position;
    }

    private static byte[] withoutBlanks(byte[] text) {
        byte[] rest = new byte[text.length];
        int used = 0;
        for (byte one : text) {
            if (one < 0 || one > ' ') {
                rest[used] = one;
                used++;
            }
        }
        return Arrays.copyOf(rest, used);
    }

    private static boolean isOfAlphabet(byte[] text) {
        for (byte one : text) {
            boolean isLetter = (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
            if (!isLetter && !(one >= '0' && one <= '9') && one != '+' && one != '/') {
                return false;
            }
        }
        return true;
    }
}

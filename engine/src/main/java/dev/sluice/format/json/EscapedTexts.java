package dev.sluice.format.json;

import dev.sluice.columnar.BytesBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the record at hand that hold escapes. They are decoded in place once the record is whole and its own text is
 * not needed any more.
 */
final class EscapedTexts {
    private @Nullable BytesBuilder[] columns = new BytesBuilder[8];
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    void add(BytesBuilder column, int start, int end) {
        if (count == starts.length) {
            columns = Arrays.copyOf(columns, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        columns[count] = column;
        starts[count] = start;
        ends[count++] = end;
    }

    /** Decodes each text, unless its column has got another value since. */
    void decodeInto(byte[] buffer, int row) {
        for (int index = 0; index < count; index++) {
            BytesBuilder column = columns[index];
            if (column != null && column.isViewAt(row, starts[index])) {
                int end = Escapes.decode(buffer, starts[index], ends[index], buffer, starts[index]);
                column.setView(row, starts[index], end - starts[index]);
            }
        }
        count = 0;
    }
}

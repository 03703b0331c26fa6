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
    private int[] rows = new int[8];
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    void add(BytesBuilder column, int row, int start, int end) {
        if (count == starts.length) {
            columns = Arrays.copyOf(columns, count * 2);
            rows = Arrays.copyOf(rows, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        columns[count] = column;
        rows[count] = row;
        starts[count] = start;
        ends[count++] = end;
    }

    /** Decodes each text, unless its column has got another value since. */
    void decodeIn(byte[] buffer) {
        for (int index = 0; index < count; index++) {
            BytesBuilder column = columns[index];
            if (column != null && column.isViewAt(rows[index], starts[index])) {
                int end = Escapes.decode(buffer, starts[index], ends[index], buffer, starts[index]);
                column.setView(rows[index], starts[index], end - starts[index]);
            }
        }
        count = 0;
    }
}

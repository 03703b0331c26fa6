package dev.sluice.builtin.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The texts that are not null one after the other, in the order of the rows, with a delimiter between them. */
final class TextListAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("list", AtomicType.STRING);

    private final byte[] delimiter;

    TextListAggregate(String delimiter) {
        this.delimiter = delimiter.getBytes(UTF_8);
    }

    @Override
    public DataType resultType() {
        return AtomicType.STRING;
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public StructType bufferSchema() {
        return BUFFER;
    }

    /** Gathers the texts of runs of rows of one group, so that its list is copied once for each run. */
    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        BytesVector texts = (BytesVector) arguments[0];
        MutableBytesVector lists = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; ) {
            int end = row + 1;
            while (end < rowCount && groups[end] == groups[row]) {
                end++;
            }
            add(lists, groups[row], texts, row, end);
            row = end;
        }
    }

    private void add(MutableBytesVector lists, int group, BytesVector texts, int from, int to) {
        long more = 0;
        for (int row = from; row < to; row++) {
            more += texts.isNull(row) ? 0 : texts.lengths()[row] + delimiter.length;
        }
        boolean isFirst = !Validity.isPresent(lists.validity(), group);
        int known = isFirst ? 0 : lists.lengths()[group];
        byte[] list = new byte[Math.toIntExact(known + more)];
        System.arraycopy(lists.data(), known == 0 ? 0 : lists.starts()[group], list, 0, known);
        int length = known;
        for (int row = from; row < to; row++) {
            if (!texts.isNull(row)) {
                if (!isFirst) {
                    System.arraycopy(delimiter, 0, list, length, delimiter.length);
                    length += delimiter.length;
                }
                System.arraycopy(texts.data(), texts.starts()[row], list, length, texts.lengths()[row]);
                length += texts.lengths()[row];
                isFirst = false;
            }
        }
        if (!isFirst) {
            lists.set(group, list, 0, length);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        update(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return buffers[0];
    }
}

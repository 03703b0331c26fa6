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

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        BytesVector texts = (BytesVector) arguments[0];
        MutableBytesVector lists = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!texts.isNull(row)) {
                if (Validity.isPresent(lists.validity(), groups[row])) {
                    lists.append(groups[row], delimiter, 0, delimiter.length);
                }
                lists.append(groups[row], texts.data(), texts.starts()[row], texts.lengths()[row]);
            }
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

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.PackedParts;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** An array of the values that are not null, in the order of the rows. The buffer is a list as {@link PackedParts} has it. */
final class CollectAggregate implements BoundAggregate {
    private final ArrayType type;

    CollectAggregate(DataType element) {
        this.type = new ArrayType(element, false);
    }

    @Override
    public DataType resultType() {
        return type;
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public StructType bufferSchema() {
        return new StructType().add("list", AtomicType.STRING);
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector values = arguments[0];
        BytesVector parts = PackedParts.packEach(values, rowCount);
        MutableBytesVector lists = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!values.isNull(row)) {
                append(lists, groups[row], parts, row);
            }
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BytesVector parts = (BytesVector) partials[0];
        MutableBytesVector lists = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!parts.isNull(row)) {
                append(lists, groups[row], parts, row);
            }
        }
    }

    private static void append(MutableBytesVector lists, int group, BytesVector parts, int row) {
        lists.append(group, parts.data(), parts.starts()[row], parts.lengths()[row]);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return PackedParts.unpack((BytesVector) buffers[0], type, rowCount);
    }
}

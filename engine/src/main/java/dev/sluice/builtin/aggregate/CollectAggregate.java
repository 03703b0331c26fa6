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

/**
 * An array of the values that are not null, in the order of the rows; of those of a set each once. The buffer is a list as
 * {@link PackedParts} has it. That of a set may hold values again: they are removed whenever it has doubled, and at the end.
 */
final class CollectAggregate implements BoundAggregate {
    private static final int SMALLEST_CLEANING = 256;

    private final ArrayType type;
    private final boolean isSet;

    CollectAggregate(DataType element, boolean isSet) {
        this.type = new ArrayType(element, false);
        this.isSet = isSet;
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
        return new StructType().add(isSet ? "set" : "list", AtomicType.STRING);
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector values = arguments[0];
        BytesVector parts = PackedParts.packEach(values, rowCount, isSet);
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

    private void append(MutableBytesVector lists, int group, BytesVector parts, int row) {
        int before = lists.lengths()[group];
        lists.append(group, parts.data(), parts.starts()[row], parts.lengths()[row]);
        int after = lists.lengths()[group];
        boolean hasDoubled = Integer.highestOneBit(before) != Integer.highestOneBit(after);
        if (isSet && hasDoubled && after >= SMALLEST_CLEANING) {
            lists.truncate(group, PackedParts.removeRepeated(lists.data(), lists.starts()[group], after));
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector lists = (BytesVector) buffers[0];
        return PackedParts.unpack(isSet ? withoutRepeated(lists, rowCount) : lists, type, rowCount);
    }

    private static BytesVector withoutRepeated(BytesVector lists, int rowCount) {
        byte[] data = lists.data().clone();
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            lengths[row] =
                    lists.isNull(row) ? 0 : PackedParts.removeRepeated(data, lists.starts()[row], lists.lengths()[row]);
        }
        return new BytesVector(data, lists.starts(), lengths, lists.validity());
    }
}

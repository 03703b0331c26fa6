package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * An aggregate that needs every different value, and how often it is there. Its buffer is a {@link ValueBag}, which grows with
 * the values of a group. Rows in which an argument is null do not count.
 */
abstract class BagAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("values", AtomicType.STRING);

    private final boolean normalizes;

    /** @param normalizes whether both zeros are one value, as they are as keys */
    BagAggregate(boolean normalizes) {
        this.normalizes = normalizes;
    }

    @Override
    public final StructType bufferSchema() {
        return BUFFER;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    /** How many of the arguments are the value; others say how it counts. */
    int valueCount(Vector[] arguments) {
        return arguments.length;
    }

    /** How often the value of a row counts; not at all if 0. */
    long weight(Vector[] arguments, int row) {
        return 1;
    }

    @Override
    public final void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector[] values = Arrays.copyOf(arguments, valueCount(arguments));
        Vector[] leaves = Leaves.split(values, rowCount);
        if (normalizes) {
            for (int leaf = 0; leaf < leaves.length; leaf++) {
                leaves[leaf] = KeyNormalizer.normalize(leaves[leaf], rowCount);
            }
        }
        ValueBytes encoded = new ValueBytes();
        MutableBytesVector bags = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            long weight = isAnyNull(values, row) ? 0 : weight(arguments, row);
            if (weight != 0) {
                encoded.encode(leaves, row);
                ValueBag.add(bags, groups[row], encoded.bytes(), 0, encoded.length(), weight);
            }
        }
    }

    private static boolean isAnyNull(Vector[] values, int row) {
        for (Vector value : values) {
            if (value.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BytesVector partial = (BytesVector) partials[0];
        MutableBytesVector bags = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (ValueBag.size(partial, row) > 0) {
                ValueBag.addAll(bags, groups[row], partial, row);
            }
        }
    }
}

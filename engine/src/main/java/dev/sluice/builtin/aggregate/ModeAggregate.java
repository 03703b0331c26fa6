package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The value that is there most often, of several the least. */
final class ModeAggregate extends BagAggregate {
    private final StructType column;
    private final StructType leaves;

    ModeAggregate(DataType type) {
        super(true);
        this.column = new StructType().add("mode", type);
        this.leaves = Leaves.of(column);
    }

    @Override
    public DataType resultType() {
        return column.type(0);
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    int valueCount(Vector[] arguments) {
        return 1;
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector bags = (BytesVector) buffers[0];
        // The last row is for the value that is compared with the best one so far.
        MutableVector[] values = new MutableVector[leaves.size()];
        for (int leaf = 0; leaf < values.length; leaf++) {
            values[leaf] = MutableVector.of(leaves.type(leaf), rowCount + 1);
            values[leaf].ensureCapacity(rowCount + 1);
        }
        for (int row = 0; row < rowCount; row++) {
            find(bags, row, values, rowCount);
        }
        Vector[] views = new Vector[values.length];
        for (int leaf = 0; leaf < values.length; leaf++) {
            views[leaf] = values[leaf].view(rowCount);
        }
        return Leaves.join(column, views, rowCount)[0];
    }

    private static void find(BytesVector bags, int row, MutableVector[] values, int other) {
        long[] most = {0};
        ValueBag.forEach(bags, row, (data, start, length, count) -> {
            if (count == most[0]) {
                ValueBytes.decode(data, start, length, values, other);
            }
            if (count > most[0] || (count == most[0] && isLess(values, other, row))) {
                ValueBytes.decode(data, start, length, values, row);
                most[0] = count;
            }
        });
    }

    private static boolean isLess(MutableVector[] values, int left, int right) {
        for (MutableVector leaf : values) {
            Vector view = leaf.view(Math.max(left, right) + 1);
            boolean isLeftPresent = Validity.isPresent(leaf.validity(), left);
            boolean isRightPresent = Validity.isPresent(leaf.validity(), right);
            int order = isLeftPresent && isRightPresent
                    ? ValueOrder.compare(view, left, view, right)
                    : Boolean.compare(isLeftPresent, isRightPresent);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Vector;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** An array of the values that are not null, each once, in the order in which they came first. */
final class CollectSetAggregate extends BagAggregate {
    private final ArrayType type;
    private final StructType column;
    private final StructType leaves;

    CollectSetAggregate(DataType element) {
        super(true);
        this.type = new ArrayType(element, false);
        this.column = new StructType().add("element", element);
        this.leaves = Leaves.of(column);
    }

    @Override
    public DataType resultType() {
        return type;
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    /** The order shows. */
    @Override
    public boolean ignoresOrder() {
        return false;
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector bags = (BytesVector) buffers[0];
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            lengths[row] = ValueBag.size(bags, row);
        }
        int total = Ranges.total(lengths, null, rowCount);
        MutableVector[] elements = new MutableVector[leaves.size()];
        for (int leaf = 0; leaf < elements.length; leaf++) {
            elements[leaf] = MutableVector.of(leaves.type(leaf), total);
            elements[leaf].ensureCapacity(total);
        }
        int[] filled = {0};
        for (int row = 0; row < rowCount; row++) {
            ValueBag.forEach(
                    bags,
                    row,
                    (data, start, length, count) -> ValueBytes.decode(data, start, length, elements, filled[0]++));
        }
        Vector[] views = new Vector[elements.length];
        for (int leaf = 0; leaf < views.length; leaf++) {
            views[leaf] = elements[leaf].view(total);
        }
        Vector values = Leaves.join(column, views, total)[0];
        return new ArrayVector(type, Ranges.starts(lengths), lengths, values, null);
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * The value of the row in which another column is least or greatest; rows in which that is null do not count, and of equal ones
 * the last is taken. The buffer has the other column first, then the leaves of the value.
 */
final class ByAggregate implements BoundAggregate {
    private final StructType columns;
    private final boolean isMinimum;

    ByAggregate(DataType type, ScalarType order, boolean isMinimum) {
        this.columns = new StructType().add("order", order).add("value", type);
        this.isMinimum = isMinimum;
    }

    @Override
    public DataType resultType() {
        return columns.type(1);
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public StructType bufferSchema() {
        return Leaves.of(columns);
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        merge(groups, Leaves.split(new Vector[] {arguments[1], arguments[0]}, rowCount), rowCount, buffers);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        Vector orders = partials[0];
        // Texts of the view lie in the array that a change may replace, so it is taken again after each.
        Vector current = buffers[0].view(0);
        for (int row = 0; row < rowCount; row++) {
            if (orders.isNull(row)) {
                continue;
            }
            int group = groups[row];
            boolean takes = !Validity.isPresent(buffers[0].validity(), group);
            if (!takes) {
                int order = ValueOrder.compare(orders, row, current, group);
                takes = isMinimum ? order <= 0 : order >= 0;
            }
            if (takes) {
                for (int leaf = 0; leaf < buffers.length; leaf++) {
                    buffers[leaf].set(group, partials[leaf], row);
                }
                current = buffers[0].view(0);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return Leaves.join(new StructType().add("value", columns.type(1)), withoutOrder(buffers), rowCount)[0];
    }

    private static Vector[] withoutOrder(Vector[] buffers) {
        return Arrays.copyOfRange(buffers, 1, buffers.length);
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableBooleanVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * The least or the greatest of structs: the first field that differs decides, and null is less than any value. The buffer
 * has the leaves of the struct; its first says whether there is one yet.
 */
final class StructExtremeAggregate implements BoundAggregate {
    private final StructType column;
    private final boolean isMinimum;

    StructExtremeAggregate(StructType type, boolean isMinimum) {
        this.column = new StructType().add(isMinimum ? "min" : "max", type);
        this.isMinimum = isMinimum;
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
    public StructType bufferSchema() {
        return Leaves.of(column);
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        merge(groups, Leaves.split(arguments, rowCount), rowCount, buffers);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BooleanVector isStruct = (BooleanVector) partials[0];
        // Texts of a view lie in the array that a change may replace, so they are taken again after each.
        Vector[] current = views(buffers);
        for (int row = 0; row < rowCount; row++) {
            if (isStruct.isNull(row) || !isStruct.values()[row]) {
                continue;
            }
            int group = groups[row];
            if (!isSet(buffers[0], group) || decides(partials, row, buffers, current, group)) {
                for (int leaf = 0; leaf < buffers.length; leaf++) {
                    buffers[leaf].set(group, partials[leaf], row);
                }
                current = views(buffers);
            }
        }
    }

    private static boolean isSet(MutableVector isStruct, int group) {
        return Validity.isPresent(isStruct.validity(), group) && ((MutableBooleanVector) isStruct).values()[group];
    }

    private static Vector[] views(MutableVector[] buffers) {
        return Arrays.stream(buffers).map(buffer -> buffer.view(0)).toArray(Vector[]::new);
    }

    /** Whether the struct of a row takes the place of the one that the group has. */
    private boolean decides(Vector[] leaves, int row, MutableVector[] buffers, Vector[] current, int group) {
        for (int leaf = 1; leaf < leaves.length; leaf++) {
            boolean isNull = leaves[leaf].isNull(row);
            boolean isCurrentNull = !Validity.isPresent(buffers[leaf].validity(), group);
            int order = isNull || isCurrentNull
                    ? Boolean.compare(isCurrentNull, isNull)
                    : ValueOrder.compare(leaves[leaf], row, current[leaf], group);
            if (order != 0) {
                return isMinimum ? order < 0 : order > 0;
            }
        }
        return false;
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return Leaves.join(column, buffers, rowCount)[0];
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableBooleanVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/**
 * The value of the first or the last row. A second argument says whether nulls are passed over. The buffer has the leaves
 * of the value, then whether there is one yet.
 */
final class EndAggregate implements BoundAggregate {
    private final StructType column;
    private final boolean isFirst;

    EndAggregate(DataType type, boolean isFirst) {
        this.column = new StructType().add(isFirst ? "first" : "last", type);
        this.isFirst = isFirst;
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
        return Leaves.of(column).add("isSet", AtomicType.BOOLEAN, false);
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector values = arguments[0];
        Vector[] leaves = Leaves.split(new Vector[] {values}, rowCount);
        BooleanVector ignoreNulls = arguments.length == 2 ? (BooleanVector) arguments[1] : null;
        for (int row = 0; row < rowCount; row++) {
            boolean passesOver =
                    ignoreNulls != null && ignoreNulls.values()[row] && !ignoreNulls.isNull(row) && values.isNull(row);
            if (!passesOver) {
                put(groups[row], leaves, row, buffers);
            }
        }
    }

    /** @param leaves may have more vectors behind those of the value */
    private void put(int group, Vector[] leaves, int row, MutableVector[] buffers) {
        int leafCount = buffers.length - 1;
        MutableBooleanVector isSet = (MutableBooleanVector) buffers[leafCount];
        boolean isTaken = Validity.isPresent(isSet.validity(), group) && isSet.values()[group];
        if (!isFirst || !isTaken) {
            for (int leaf = 0; leaf < leafCount; leaf++) {
                buffers[leaf].set(group, leaves[leaf], row);
            }
            isSet.values()[group] = true;
            isSet.setPresence(group, true);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BooleanVector partialIsSet = (BooleanVector) partials[partials.length - 1];
        for (int row = 0; row < rowCount; row++) {
            if (!partialIsSet.isNull(row) && partialIsSet.values()[row]) {
                put(groups[row], partials, row, buffers);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return Leaves.join(column, buffers, rowCount)[0];
    }
}

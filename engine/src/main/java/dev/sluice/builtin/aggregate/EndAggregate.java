package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.MutableBooleanVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The value of the first or the last row. A second argument says whether nulls are passed over. */
final class EndAggregate implements BoundAggregate {
    private final DataType type;
    private final boolean isFirst;

    EndAggregate(DataType type, boolean isFirst) {
        this.type = type;
        this.isFirst = isFirst;
    }

    @Override
    public DataType resultType() {
        return type;
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public StructType bufferSchema() {
        return new StructType().add(isFirst ? "first" : "last", type).add("isSet", AtomicType.BOOLEAN, false);
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector values = arguments[0];
        BooleanVector ignoreNulls = arguments.length == 2 ? (BooleanVector) arguments[1] : null;
        MutableBooleanVector isSet = (MutableBooleanVector) buffers[1];
        for (int row = 0; row < rowCount; row++) {
            boolean passesOver =
                    ignoreNulls != null && ignoreNulls.values()[row] && !ignoreNulls.isNull(row) && values.isNull(row);
            if (!passesOver) {
                put(groups[row], values, row, buffers[0], isSet);
            }
        }
    }

    private void put(int group, Vector values, int row, MutableVector ends, MutableBooleanVector isSet) {
        boolean isTaken = Validity.isPresent(isSet.validity(), group) && isSet.values()[group];
        if (!isFirst || !isTaken) {
            ends.set(group, values, row);
            isSet.values()[group] = true;
            isSet.setPresence(group, true);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BooleanVector partialIsSet = (BooleanVector) partials[1];
        for (int row = 0; row < rowCount; row++) {
            if (!partialIsSet.isNull(row) && partialIsSet.values()[row]) {
                put(groups[row], partials[0], row, buffers[0], (MutableBooleanVector) buffers[1]);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return buffers[0];
    }
}

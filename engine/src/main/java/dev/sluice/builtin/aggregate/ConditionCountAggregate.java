package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** How many rows fulfil a condition. */
final class ConditionCountAggregate implements BoundAggregate {
    private final CountAggregate count = new CountAggregate();

    @Override
    public DataType resultType() {
        return count.resultType();
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public StructType bufferSchema() {
        return count.bufferSchema();
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        BooleanVector conditions = (BooleanVector) arguments[0];
        long[] counts = ((MutableLongVector) buffers[0]).values();
        for (int row = 0; row < rowCount; row++) {
            counts[groups[row]] += conditions.values()[row] && !conditions.isNull(row) ? 1 : 0;
            Validity.setPresent(buffers[0].validity(), groups[row]);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        count.merge(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return count.finish(buffers, rowCount);
    }
}

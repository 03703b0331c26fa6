package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;

/** How many different values, or combinations of values, there are. */
final class DistinctCountAggregate extends BagAggregate {
    DistinctCountAggregate() {
        super(true);
    }

    @Override
    public DataType resultType() {
        return AtomicType.BIGINT;
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public boolean isDistinct() {
        return true;
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector bags = (BytesVector) buffers[0];
        long[] counts = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            counts[row] = ValueBag.size(bags, row);
        }
        return new LongVector(counts, null);
    }
}

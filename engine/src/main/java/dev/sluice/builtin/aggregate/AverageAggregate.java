package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableDoubleVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The mean of doubles: null until there is a value. */
final class AverageAggregate implements BoundAggregate {
    private static final StructType BUFFER =
            new StructType().add("sum", AtomicType.DOUBLE).add("count", AtomicType.BIGINT, false);

    private final CountAggregate count = new CountAggregate();

    @Override
    public DataType resultType() {
        return AtomicType.DOUBLE;
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public StructType bufferSchema() {
        return BUFFER;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        DoubleSums.add(groups, (DoubleVector) arguments[0], rowCount, (MutableDoubleVector) buffers[0]);
        count.update(groups, arguments, rowCount, new MutableVector[] {buffers[1]});
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        DoubleSums.add(groups, (DoubleVector) partials[0], rowCount, (MutableDoubleVector) buffers[0]);
        count.merge(groups, new Vector[] {partials[1]}, rowCount, new MutableVector[] {buffers[1]});
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        DoubleVector sums = (DoubleVector) buffers[0];
        long[] counts = ((LongVector) buffers[1]).values();
        double[] means = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            means[row] = sums.values()[row] / counts[row];
        }
        return new DoubleVector(means, sums.validity());
    }
}

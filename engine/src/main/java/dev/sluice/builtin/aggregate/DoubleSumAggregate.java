package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.MutableDoubleVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The sum of doubles, added in the order of the rows: null until there is a value. */
final class DoubleSumAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("sum", AtomicType.DOUBLE);

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
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        update(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return buffers[0];
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.MutableDoubleVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The product of doubles: null until there is a value. */
final class ProductAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("product", AtomicType.DOUBLE);

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
        DoubleVector argument = (DoubleVector) arguments[0];
        double[] values = argument.values();
        double[] products = ((MutableDoubleVector) buffers[0]).values();
        long[] present = buffers[0].validity();
        for (int row = 0; row < rowCount; row++) {
            if (!argument.isNull(row)) {
                int group = groups[row];
                products[group] = Validity.isPresent(present, group) ? products[group] * values[row] : values[row];
                Validity.setPresent(present, group);
            }
        }
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

package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The sum of integers: null until there is a value; overflow is an error under ANSI rules and wraps without. */
final class LongSumAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("sum", AtomicType.BIGINT);

    private final boolean ansi;

    LongSumAggregate(boolean ansi) {
        this.ansi = ansi;
    }

    @Override
    public DataType resultType() {
        return AtomicType.BIGINT;
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
        LongVector argument = (LongVector) arguments[0];
        MutableLongVector sums = (MutableLongVector) buffers[0];
        long[] validity = argument.validity();
        long overflow = validity == null
                ? addAll(groups, argument.values(), rowCount, sums.values(), sums.validity())
                : addPresent(groups, argument.values(), validity, rowCount, sums.values(), sums.validity());
        if (ansi && overflow < 0) {
            throw ValueErrors.overflow("long", "sum");
        }
    }

    private static long addAll(int[] groups, long[] values, int rowCount, long[] sums, long[] present) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            int group = groups[row];
            long before = sums[group];
            long value = values[row];
            long sum = before + value;
            overflow |= (before ^ sum) & (value ^ sum);
            sums[group] = sum;
            present[group >>> 6] |= 1L << group;
        }
        return overflow;
    }

    private static long addPresent(
            int[] groups, long[] values, long[] validity, int rowCount, long[] sums, long[] present) {
        long overflow = 0;
        for (int row = 0; row < rowCount; row++) {
            long bit = (validity[row >>> 6] >>> row) & 1L;
            int group = groups[row];
            long before = sums[group];
            long value = values[row] & -bit;
            long sum = before + value;
            overflow |= (before ^ sum) & (value ^ sum);
            sums[group] = sum;
            present[group >>> 6] |= bit << group;
        }
        return overflow;
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

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/**
 * The sum of integers, null until there is a value, and where a BIGINT does not hold it. It is kept with how often it went
 * beyond either end, so that only the end of all counts, in whatever order the values come.
 */
final class TrySumAggregate implements BoundAggregate {
    private static final StructType BUFFER =
            new StructType().add("sum", AtomicType.BIGINT).add("wraps", AtomicType.BIGINT);

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
        long[] values = argument.values();
        long[] sums = ((MutableLongVector) buffers[0]).values();
        long[] present = buffers[0].validity();
        long[] wraps = ((MutableLongVector) buffers[1]).values();
        long[] wrapsPresent = buffers[1].validity();
        for (int row = 0; row < rowCount; row++) {
            if (!argument.isNull(row)) {
                int group = groups[row];
                long sum = sums[group] + values[row];
                if (((sums[group] ^ sum) & (values[row] ^ sum)) < 0) {
                    wraps[group] += values[row] > 0 ? 1 : -1;
                }
                sums[group] = sum;
                Validity.setPresent(present, group);
                Validity.setPresent(wrapsPresent, group);
            }
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        update(groups, partials, rowCount, buffers);
        LongVector partialWraps = (LongVector) partials[1];
        long[] wraps = ((MutableLongVector) buffers[1]).values();
        for (int row = 0; row < rowCount; row++) {
            if (!partialWraps.isNull(row)) {
                wraps[groups[row]] += partialWraps.values()[row];
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        LongVector sums = (LongVector) buffers[0];
        LongVector wraps = (LongVector) buffers[1];
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (sums.isNull(row) || wraps.values()[row] != 0) {
                Validity.setNull(present, row);
            }
        }
        return new LongVector(sums.values(), present);
    }
}

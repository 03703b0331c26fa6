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
import org.jspecify.annotations.Nullable;

/** How many rows there are, or how many in which no argument is null. */
final class CountAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("count", AtomicType.BIGINT, false);

    @Override
    public DataType resultType() {
        return AtomicType.BIGINT;
    }

    @Override
    public boolean isNullable() {
        return false;
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
    public boolean looksForNullsOnly() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        long[] validity = null;
        for (Vector argument : arguments) {
            validity = Validity.and(validity, argument.validity(), rowCount);
        }
        MutableLongVector counts = (MutableLongVector) buffers[0];
        if (validity == null) {
            countAll(groups, rowCount, counts.values(), counts.validity());
        } else {
            countPresent(groups, validity, rowCount, counts.values(), counts.validity());
        }
    }

    private static void countAll(int[] groups, int rowCount, long[] counts, long[] present) {
        for (int row = 0; row < rowCount; row++) {
            int group = groups[row];
            counts[group]++;
            present[group >>> 6] |= 1L << group;
        }
    }

    private static void countPresent(int[] groups, long[] validity, int rowCount, long[] counts, long[] present) {
        for (int row = 0; row < rowCount; row++) {
            int group = groups[row];
            counts[group] += (validity[row >>> 6] >>> row) & 1L;
            present[group >>> 6] |= 1L << group;
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        MutableLongVector counts = (MutableLongVector) buffers[0];
        LongVector partial = (LongVector) partials[0];
        add(groups, partial.values(), partial.validity(), rowCount, counts.values(), counts.validity());
    }

    private static void add(
            int[] groups, long[] partial, long @Nullable [] validity, int rowCount, long[] counts, long[] present) {
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                int group = groups[row];
                counts[group] += partial[row];
                present[group >>> 6] |= 1L << group;
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        LongVector counts = (LongVector) buffers[0];
        if (counts.validity() == null) {
            return counts;
        }
        long[] values = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            values[row] = counts.isNull(row) ? 0 : counts.values()[row];
        }
        return new LongVector(values, null);
    }
}

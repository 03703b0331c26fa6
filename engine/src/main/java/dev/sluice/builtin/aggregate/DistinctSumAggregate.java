package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.nio.ByteBuffer;

/** The sum of the different values: BIGINT of integers, else DOUBLE. */
final class DistinctSumAggregate extends BagAggregate {
    private final AtomicType type;
    private final boolean ansi;

    /** @param type BIGINT or DOUBLE, of the argument and of the result */
    DistinctSumAggregate(AtomicType type, boolean ansi) {
        super(true);
        this.type = type;
        this.ansi = ansi;
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
    public boolean isDistinct() {
        return true;
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector bags = (BytesVector) buffers[0];
        long[] present = Validity.allPresent(rowCount);
        long[] sums = new long[rowCount];
        double[] realSums = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            int sum = row;
            if (ValueBag.size(bags, row) == 0) {
                Validity.setNull(present, row);
            }
            ValueBag.forEach(bags, row, (data, start, length, count) -> {
                // Behind the byte that says that it is there.
                ByteBuffer value = ByteBuffer.wrap(data, start + 1, length - 1);
                if (type == AtomicType.DOUBLE) {
                    realSums[sum] += value.getDouble();
                } else {
                    sums[sum] = plus(sums[sum], value.getLong());
                }
            });
        }
        return type == AtomicType.DOUBLE ? new DoubleVector(realSums, present) : new LongVector(sums, present);
    }

    private long plus(long sum, long value) {
        long next = sum + value;
        if (ansi && ((sum ^ next) & (value ^ next)) < 0) {
            throw ValueErrors.overflow("long", "sum");
        }
        return next;
    }
}

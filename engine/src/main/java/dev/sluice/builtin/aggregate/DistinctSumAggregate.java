package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** The sum of the different values: BIGINT of integers, DECIMAL of decimals, else DOUBLE. */
final class DistinctSumAggregate extends BagAggregate {
    private final ScalarType type;
    private final boolean ansi;

    /** @param type BIGINT, a DECIMAL or DOUBLE, of the argument */
    DistinctSumAggregate(ScalarType type, boolean ansi) {
        super(true);
        this.type = type;
        this.ansi = ansi;
    }

    @Override
    public DataType resultType() {
        return type instanceof DecimalType decimal ? DecimalSumAggregate.typeOf(decimal) : type;
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
        if (type instanceof DecimalType decimal) {
            return finish(bags, decimal, rowCount);
        }
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

    private Vector finish(BytesVector bags, DecimalType argument, int rowCount) {
        DecimalType sumType = DecimalSumAggregate.typeOf(argument);
        DecimalOutput out = new DecimalOutput(sumType, rowCount);
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            BigInteger[] sum = {BigInteger.ZERO};
            ValueBag.forEach(
                    bags, row, (data, start, length, count) -> sum[0] = sum[0].add(digits(data, start, argument)));
            boolean fits = sum[0].abs().compareTo(sumType.limit()) < 0;
            if (!fits && ansi) {
                throw ValueErrors.overflow("decimal", "sum");
            }
            if (fits && ValueBag.size(bags, row) > 0) {
                out.set(row, sum[0]);
            } else {
                Validity.setNull(present, row);
            }
        }
        return out.vector(present);
    }

    /** Behind the byte that says that they are there; wide ones have their length before them. */
    private static BigInteger digits(byte[] data, int start, DecimalType type) {
        return type.isWide()
                ? Decimals.digits(data, start + 1 + Integer.BYTES)
                : BigInteger.valueOf(
                        ByteBuffer.wrap(data, start + 1, Long.BYTES).getLong());
    }

    private long plus(long sum, long value) {
        long next = sum + value;
        if (ansi && ((sum ^ next) & (value ^ next)) < 0) {
            throw ValueErrors.overflow("long", "sum");
        }
        return next;
    }
}

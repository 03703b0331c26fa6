package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.math.BigInteger;

/** The sum of decimals, with ten digits more than they have: null until there is a value; overflow is null without ANSI rules. */
final class DecimalSumAggregate implements BoundAggregate {
    private static final int MORE_DIGITS = 10;

    private final DecimalType type;
    private final boolean ansi;

    DecimalSumAggregate(DecimalType argument, boolean ansi) {
        this.type = typeOf(argument);
        this.ansi = ansi;
    }

    static DecimalType typeOf(DecimalType argument) {
        return DecimalType.bounded(argument.precision() + MORE_DIGITS, argument.scale());
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
    public StructType bufferSchema() {
        return DecimalSums.BUFFER;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        DecimalSums.add(groups, arguments[0], rowCount, buffers);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        DecimalSums.merge(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        DecimalOutput out = new DecimalOutput(type, rowCount);
        long[] present = Kernels.changeable(buffers[0].validity(), rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (buffers[0].isNull(row)) {
                continue;
            }
            BigInteger sum = DecimalSums.sum(buffers, row);
            if (sum != null && sum.abs().compareTo(type.limit()) < 0) {
                out.set(row, sum);
            } else if (ansi) {
                throw ValueErrors.overflow("decimal", "sum");
            } else {
                Validity.setNull(present, row);
            }
        }
        return out.vector(Kernels.compact(present, rowCount));
    }
}

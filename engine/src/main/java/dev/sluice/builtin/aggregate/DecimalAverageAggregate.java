package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;

/** The mean of decimals, with four more places behind the point: null until there is a value. */
final class DecimalAverageAggregate implements BoundAggregate {
    private static final int MORE_PLACES = 4;
    private static final StructType BUFFER = DecimalSums.BUFFER.add("count", AtomicType.BIGINT, false);

    private final CountAggregate count = new CountAggregate();
    private final DecimalType sum;
    private final DecimalType type;
    private final boolean ansi;

    DecimalAverageAggregate(DecimalType argument, boolean ansi) {
        this.sum = DecimalSumAggregate.typeOf(argument);
        this.type = DecimalType.bounded(argument.precision() + MORE_PLACES, argument.scale() + MORE_PLACES);
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
    public StructType bufferSchema() {
        return BUFFER;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        DecimalSums.add(groups, arguments[0], rowCount, buffers);
        count.update(groups, arguments, rowCount, Arrays.copyOfRange(buffers, DecimalSums.WIDTH, buffers.length));
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        DecimalSums.merge(groups, partials, rowCount, buffers);
        count.merge(
                groups,
                Arrays.copyOfRange(partials, DecimalSums.WIDTH, partials.length),
                rowCount,
                Arrays.copyOfRange(buffers, DecimalSums.WIDTH, buffers.length));
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        DecimalOutput out = new DecimalOutput(type, rowCount);
        long[] counts = ((LongVector) buffers[DecimalSums.WIDTH]).values();
        long[] present = Kernels.changeable(buffers[0].validity(), rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (buffers[0].isNull(row)) {
                continue;
            }
            BigInteger digits = DecimalSums.sum(buffers, row);
            BigDecimal mean =
                    digits == null || digits.abs().compareTo(sum.limit()) >= 0 ? null : mean(digits, counts[row]);
            if (mean == null || !out.setRounded(row, mean)) {
                if (ansi) {
                    throw mean == null ? ValueErrors.overflow("decimal", "avg") : ValueErrors.outOfRange(mean, type);
                }
                Validity.setNull(present, row);
            }
        }
        return out.vector(Kernels.compact(present, rowCount));
    }

    private BigDecimal mean(BigInteger digits, long rows) {
        return new BigDecimal(digits, sum.scale())
                .divide(BigDecimal.valueOf(rows), DecimalType.MAX_PRECISION + 1, RoundingMode.HALF_UP);
    }
}

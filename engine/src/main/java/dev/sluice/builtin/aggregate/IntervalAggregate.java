package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** The sum or the mean of intervals: null until there is a value. Only the end of all counts, in whatever order the values come. */
final class IntervalAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType()
            .add("sum", AtomicType.BIGINT)
            .add("wraps", AtomicType.BIGINT)
            .add("count", AtomicType.BIGINT, false);
    private static final BigDecimal WRAP = BigDecimal.TWO.pow(Long.SIZE);

    private final IntervalType type;
    private final boolean isMean;
    private final boolean isTrying;
    private final TrySumAggregate sums = new TrySumAggregate();
    private final CountAggregate counts = new CountAggregate();

    /**
     * @param type of the result
     * @param isTrying whether what the type does not hold is null; else it is an error
     */
    IntervalAggregate(IntervalType type, boolean isMean, boolean isTrying) {
        this.type = type;
        this.isMean = isMean;
        this.isTrying = isTrying;
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
        sums.update(groups, new Vector[] {longs(arguments[0], rowCount)}, rowCount, Arrays.copyOf(buffers, 2));
        counts.update(groups, arguments, rowCount, new MutableVector[] {buffers[2]});
    }

    private static LongVector longs(Vector lengths, int rowCount) {
        if (lengths instanceof LongVector longs) {
            return longs;
        }
        IntVector months = (IntVector) lengths;
        long[] values = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            values[row] = months.values()[row];
        }
        return new LongVector(values, months.validity());
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        sums.merge(groups, Arrays.copyOf(partials, 2), rowCount, Arrays.copyOf(buffers, 2));
        counts.merge(groups, new Vector[] {partials[2]}, rowCount, new MutableVector[] {buffers[2]});
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        LongVector parts = (LongVector) buffers[0];
        long[] wraps = ((LongVector) buffers[1]).values();
        long[] count = ((LongVector) buffers[2]).values();
        long[] results = new long[rowCount];
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (parts.isNull(row)) {
                Validity.setNull(present, row);
                continue;
            }
            BigDecimal sum = BigDecimal.valueOf(parts.values()[row]).add(WRAP.multiply(BigDecimal.valueOf(wraps[row])));
            // As in Spark, also where only the mean of them would fit.
            if (sum.compareTo(BigDecimal.valueOf(held(sum.longValue()))) != 0) {
                if (!isTrying) {
                    throw ValueErrors.intervalOverflow(isMean ? "avg" : "sum");
                }
                Validity.setNull(present, row);
                continue;
            }
            BigDecimal result = isMean ? sum.divide(BigDecimal.valueOf(count[row]), 0, RoundingMode.HALF_UP) : sum;
            results[row] = result.longValue();
        }
        return type.isOfMonths()
                ? new IntVector(
                        type,
                        Arrays.stream(results).mapToInt(length -> (int) length).toArray(),
                        present)
                : new LongVector(type, results, present);
    }

    private long held(long length) {
        return type.isOfMonths() ? (int) length : length;
    }
}

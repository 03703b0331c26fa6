package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The value below which a part of all values lies, between the two nearest ones if there is none exactly there. A second
 * argument is not looked at, a third says how often a value counts.
 */
final class PercentileAggregate extends BagAggregate {
    private static final int FREQUENCY = 2;

    private final double part;
    private final DataType type;

    /**
     * @param part from 0 to 1
     * @param type of the values: DOUBLE or an interval
     */
    PercentileAggregate(double part, DataType type) {
        super(false);
        this.part = part;
        this.type = type;
    }

    @Override
    public DataType resultType() {
        return type instanceof IntervalType interval ? interval.whole() : AtomicType.DOUBLE;
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    int valueCount(Vector[] arguments) {
        return 1;
    }

    @Override
    long weight(Vector[] arguments, int row) {
        if (arguments.length <= FREQUENCY) {
            return 1;
        }
        LongVector frequencies = (LongVector) arguments[FREQUENCY];
        long weight = frequencies.isNull(row) ? 0 : frequencies.values()[row];
        if (weight < 0) {
            throw ValueErrors.negativeFrequency(weight);
        }
        return weight;
    }

    /** A value and how often it is there. */
    private record Counted(double value, long count) {}

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector bags = (BytesVector) buffers[0];
        double[] result = new double[rowCount];
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            Counted[] values = sorted(bags, row);
            if (values.length == 0) {
                Validity.setNull(present, row);
            } else {
                result[row] = percentile(values);
            }
        }
        if (!(resultType() instanceof IntervalType interval)) {
            return new DoubleVector(result, present);
        }
        // What is between two lengths is cut off.
        return interval.isOfMonths()
                ? new IntVector(
                        interval,
                        Arrays.stream(result).mapToInt(value -> (int) value).toArray(),
                        present)
                : new LongVector(
                        interval,
                        Arrays.stream(result).mapToLong(value -> (long) value).toArray(),
                        present);
    }

    private Counted[] sorted(BytesVector bags, int row) {
        Counted[] values = new Counted[ValueBag.size(bags, row)];
        int[] filled = {0};
        ValueBag.forEach(bags, row, (data, start, length, count) -> {
            // Behind the byte that says that it is there.
            values[filled[0]++] = new Counted(number(ByteBuffer.wrap(data, start + 1, length - 1)), count);
        });
        Arrays.sort(values, Comparator.comparingDouble(Counted::value));
        return values;
    }

    private double number(ByteBuffer value) {
        if (type instanceof IntervalType interval) {
            return interval.isOfMonths() ? value.getInt() : value.getLong();
        }
        return value.getDouble();
    }

    private double percentile(Counted[] values) {
        long total = 0;
        for (Counted value : values) {
            total += value.count();
        }
        double position = (total - 1) * part;
        long lower = (long) Math.floor(position);
        long higher = (long) Math.ceil(position);
        double below = valueAt(values, lower);
        double above = valueAt(values, higher);
        return below == above || Double.isNaN(below) ? below : (higher - position) * below + (position - lower) * above;
    }

    /** The value at a place, counted from 0, if each stood as often as it is there. */
    private static double valueAt(Counted[] values, long place) {
        long before = 0;
        for (Counted value : values) {
            before += value.count();
            if (before > place) {
                return value.value();
            }
        }
        throw new IllegalStateException("no value at " + place + " of " + before);
    }
}

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

/**
 * A measure of how doubles lie about their mean, from the sums of powers of their distances to it. Each value, and each partial
 * result, moves the mean and corrects the sums, so that no large numbers are subtracted: the formulas are those of Spark, after
 * Chan and others, and Meng, "Simpler Online Updates for Arbitrary-Order Central Moments" (2015).
 */
final class MomentAggregate implements BoundAggregate {
    /** What is made of the sums in the end. */
    enum Measure {
        VARIANCE_OF_ALL(2),
        VARIANCE_OF_SAMPLE(2),
        DEVIATION_OF_ALL(2),
        DEVIATION_OF_SAMPLE(2),
        SKEWNESS(3),
        KURTOSIS(4);

        /** The highest power that is summed. */
        private final int order;

        Measure(int order) {
            this.order = order;
        }

        /** @return NaN where the values are too few, or all the same, for the measure; it is null then */
        private boolean isUndefined(double count, double squares) {
            return switch (this) {
                case VARIANCE_OF_ALL, DEVIATION_OF_ALL -> count == 0;
                case VARIANCE_OF_SAMPLE, DEVIATION_OF_SAMPLE -> count <= 1;
                case SKEWNESS, KURTOSIS -> count == 0 || squares == 0;
            };
        }

        private double of(double count, double squares, double last) {
            return switch (this) {
                case VARIANCE_OF_ALL -> squares / count;
                case VARIANCE_OF_SAMPLE -> squares / (count - 1);
                case DEVIATION_OF_ALL -> Math.sqrt(squares / count);
                case DEVIATION_OF_SAMPLE -> Math.sqrt(squares / (count - 1));
                case SKEWNESS -> Math.sqrt(count) * last / Math.sqrt(squares * squares * squares);
                case KURTOSIS -> count * last / (squares * squares) - 3;
            };
        }
    }

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int FIRST_POWER = 2;

    private final Measure measure;
    private final StructType buffer;

    MomentAggregate(Measure measure) {
        this.measure = measure;
        StructType columns = new StructType().add("count", AtomicType.DOUBLE).add("mean", AtomicType.DOUBLE);
        for (int power = 2; power <= measure.order; power++) {
            columns = columns.add("power" + power, AtomicType.DOUBLE);
        }
        this.buffer = columns;
    }

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
        return buffer;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    private static double[] values(MutableVector[] buffers, int index) {
        return index < buffers.length ? ((MutableDoubleVector) buffers[index]).values() : new double[0];
    }

    private static double[] values(Vector[] buffers, int index) {
        return ((DoubleVector) buffers[Math.min(index, buffers.length - 1)]).values();
    }

    private static void setPresent(MutableVector[] buffers, int group) {
        for (MutableVector column : buffers) {
            Validity.setPresent(column.validity(), group);
        }
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        DoubleVector argument = (DoubleVector) arguments[0];
        double[] counts = values(buffers, COUNT);
        double[] means = values(buffers, MEAN);
        double[] squares = values(buffers, FIRST_POWER);
        double[] cubes = values(buffers, FIRST_POWER + 1);
        double[] fourths = values(buffers, FIRST_POWER + 2);
        for (int row = 0; row < rowCount; row++) {
            if (argument.isNull(row)) {
                continue;
            }
            int group = groups[row];
            double count = counts[group] + 1;
            double delta = argument.values()[row] - means[group];
            double deltaPart = delta / count;
            double square = squares[group] + delta * (delta - deltaPart);
            counts[group] = count;
            means[group] += deltaPart;
            squares[group] = square;
            if (measure.order > 2) {
                double deltaSquare = delta * delta;
                double partSquare = deltaPart * deltaPart;
                double cube = cubes[group] - 3 * deltaPart * square + delta * (deltaSquare - partSquare);
                cubes[group] = cube;
                if (measure.order > 3) {
                    fourths[group] += -4 * deltaPart * cube
                            - 6 * partSquare * square
                            + delta * (delta * deltaSquare - deltaPart * partSquare);
                }
            }
            setPresent(buffers, group);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        double[] counts = values(buffers, COUNT);
        double[] means = values(buffers, MEAN);
        double[] squares = values(buffers, FIRST_POWER);
        double[] cubes = values(buffers, FIRST_POWER + 1);
        double[] fourths = values(buffers, FIRST_POWER + 2);
        for (int row = 0; row < rowCount; row++) {
            double right = partials[COUNT].isNull(row) ? 0 : values(partials, COUNT)[row];
            if (right == 0) {
                continue;
            }
            int group = groups[row];
            double left = counts[group];
            double count = left + right;
            double delta = values(partials, MEAN)[row] - means[group];
            double deltaPart = delta / count;
            double leftSquares = squares[group];
            double rightSquares = values(partials, FIRST_POWER)[row];
            if (measure.order > 3) {
                fourths[group] += values(partials, FIRST_POWER + 2)[row]
                        + deltaPart
                                * deltaPart
                                * deltaPart
                                * delta
                                * left
                                * right
                                * (left * left - left * right + right * right)
                        + 6 * deltaPart * deltaPart * (left * left * rightSquares + right * right * leftSquares)
                        + 4 * deltaPart * (left * values(partials, FIRST_POWER + 1)[row] - right * cubes[group]);
            }
            if (measure.order > 2) {
                cubes[group] += values(partials, FIRST_POWER + 1)[row]
                        + deltaPart * deltaPart * delta * left * right * (left - right)
                        + 3 * deltaPart * (left * rightSquares - right * leftSquares);
            }
            counts[group] = count;
            means[group] += deltaPart * right;
            squares[group] = leftSquares + rightSquares + delta * deltaPart * left * right;
            setPresent(buffers, group);
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        double[] result = new double[rowCount];
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            double count = buffers[COUNT].isNull(row) ? 0 : values(buffers, COUNT)[row];
            double squares = values(buffers, FIRST_POWER)[row];
            if (measure.isUndefined(count, squares)) {
                Validity.setNull(present, row);
            } else {
                result[row] = measure.of(count, squares, values(buffers, measure.order)[row]);
            }
        }
        return new DoubleVector(result, present);
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.ValueErrors;
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
 * How two columns of doubles go together: rows in which one is null do not count. Sums of products of distances to the means
 * are corrected with each value, as in {@link MomentAggregate}.
 */
final class PairAggregate implements BoundAggregate {
    /** What is made of the sums in the end. Regressions are of the first column by the second. */
    enum Measure {
        COVARIANCE_OF_ALL,
        COVARIANCE_OF_SAMPLE,
        CORRELATION,
        MEAN_OF_FIRST,
        MEAN_OF_SECOND,
        PRODUCTS,
        SQUARES_OF_FIRST,
        SQUARES_OF_SECOND,
        DETERMINATION,
        SLOPE,
        INTERCEPT;

        /** Whether the pairs are too few, or do not differ enough, for the measure. It is null then. */
        private boolean isUndefined(Sums sums) {
            return switch (this) {
                case COVARIANCE_OF_SAMPLE -> sums.count < 2;
                case CORRELATION -> sums.count < 2 || sums.spread() == 0;
                case DETERMINATION, SLOPE, INTERCEPT -> sums.count == 0 || sums.squaresY == 0;
                case COVARIANCE_OF_ALL, MEAN_OF_FIRST, MEAN_OF_SECOND, PRODUCTS, SQUARES_OF_FIRST, SQUARES_OF_SECOND ->
                    sums.count == 0;
            };
        }

        private double of(Sums sums) {
            return switch (this) {
                case COVARIANCE_OF_ALL -> sums.products / sums.count;
                case COVARIANCE_OF_SAMPLE -> sums.products / (sums.count - 1);
                case CORRELATION -> sums.correlation();
                case MEAN_OF_FIRST -> sums.meanX;
                case MEAN_OF_SECOND -> sums.meanY;
                case PRODUCTS -> sums.products;
                case SQUARES_OF_FIRST -> sums.squaresX;
                case SQUARES_OF_SECOND -> sums.squaresY;
                case DETERMINATION -> sums.squaresX == 0 ? 1 : sums.correlation() * sums.correlation();
                case SLOPE -> sums.slope();
                case INTERCEPT -> sums.meanX - sums.slope() * sums.meanY;
            };
        }
    }

    /** The buffer of one group. */
    private record Sums(double count, double meanX, double meanY, double products, double squaresX, double squaresY) {
        private static Sums of(Vector[] buffers, int row) {
            return new Sums(
                    buffers[COUNT].isNull(row) ? 0 : values(buffers, COUNT)[row],
                    values(buffers, MEAN_X)[row],
                    values(buffers, MEAN_Y)[row],
                    values(buffers, PRODUCTS)[row],
                    values(buffers, SQUARES_X)[row],
                    values(buffers, SQUARES_Y)[row]);
        }

        private double spread() {
            return Math.sqrt(squaresX * squaresY);
        }

        private double correlation() {
            return products / spread();
        }

        private double slope() {
            return products / squaresY;
        }
    }

    private static final int COUNT = 0;
    private static final int MEAN_X = 1;
    private static final int MEAN_Y = 2;
    private static final int PRODUCTS = 3;
    private static final int SQUARES_X = 4;
    private static final int SQUARES_Y = 5;

    private static final StructType BUFFER = new StructType()
            .add("count", AtomicType.DOUBLE)
            .add("meanX", AtomicType.DOUBLE)
            .add("meanY", AtomicType.DOUBLE)
            .add("products", AtomicType.DOUBLE)
            .add("squaresX", AtomicType.DOUBLE)
            .add("squaresY", AtomicType.DOUBLE);

    private final Measure measure;
    private final boolean ansi;

    PairAggregate(Measure measure, boolean ansi) {
        this.measure = measure;
        this.ansi = ansi;
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
        return BUFFER;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    private static double[] values(MutableVector[] buffers, int index) {
        return ((MutableDoubleVector) buffers[index]).values();
    }

    private static double[] values(Vector[] buffers, int index) {
        return ((DoubleVector) buffers[index]).values();
    }

    private static void setPresent(MutableVector[] buffers, int group) {
        for (MutableVector column : buffers) {
            Validity.setPresent(column.validity(), group);
        }
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        long[] validity = Validity.and(arguments[0].validity(), arguments[1].validity(), rowCount);
        double[] xs = values(arguments, 0);
        double[] ys = values(arguments, 1);
        double[] counts = values(buffers, COUNT);
        double[] meansX = values(buffers, MEAN_X);
        double[] meansY = values(buffers, MEAN_Y);
        double[] products = values(buffers, PRODUCTS);
        double[] squaresX = values(buffers, SQUARES_X);
        double[] squaresY = values(buffers, SQUARES_Y);
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            int group = groups[row];
            double count = counts[group] + 1;
            double deltaX = xs[row] - meansX[group];
            double deltaY = ys[row] - meansY[group];
            counts[group] = count;
            meansX[group] += deltaX / count;
            meansY[group] += deltaY / count;
            products[group] += deltaX * (ys[row] - meansY[group]);
            squaresX[group] += deltaX * (xs[row] - meansX[group]);
            squaresY[group] += deltaY * (ys[row] - meansY[group]);
            setPresent(buffers, group);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        for (int row = 0; row < rowCount; row++) {
            double right = partials[COUNT].isNull(row) ? 0 : values(partials, COUNT)[row];
            if (right == 0) {
                continue;
            }
            int group = groups[row];
            double left = values(buffers, COUNT)[group];
            double count = left + right;
            double deltaX = values(partials, MEAN_X)[row] - values(buffers, MEAN_X)[group];
            double deltaY = values(partials, MEAN_Y)[row] - values(buffers, MEAN_Y)[group];
            double both = left * right / count;
            values(buffers, COUNT)[group] = count;
            values(buffers, MEAN_X)[group] += deltaX / count * right;
            values(buffers, MEAN_Y)[group] += deltaY / count * right;
            values(buffers, PRODUCTS)[group] += values(partials, PRODUCTS)[row] + deltaX * deltaY * both;
            values(buffers, SQUARES_X)[group] += values(partials, SQUARES_X)[row] + deltaX * deltaX * both;
            values(buffers, SQUARES_Y)[group] += values(partials, SQUARES_Y)[row] + deltaY * deltaY * both;
            setPresent(buffers, group);
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        double[] result = new double[rowCount];
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            Sums sums = Sums.of(buffers, row);
            boolean isConstant = measure == Measure.CORRELATION && sums.count >= 2 && sums.spread() == 0;
            if (isConstant && ansi) {
                throw ValueErrors.divideByZero(false);
            }
            if (measure.isUndefined(sums)) {
                Validity.setNull(present, row);
            } else {
                result[row] = measure.of(sums);
            }
        }
        return new DoubleVector(result, present);
    }
}

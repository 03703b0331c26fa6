package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;

/** How numbers are distributed, by a {@link Histogram} for each group. */
final class HistogramAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("histogram", AtomicType.STRING);

    private final ScalarType type;
    private final int bins;
    private final ArrayType result;

    /**
     * @param type a numeric one, a time or an interval, of the argument and of the places of bins
     * @param bins at most
     */
    HistogramAggregate(ScalarType type, int bins) {
        this.type = type;
        this.bins = bins;
        this.result = new ArrayType(new StructType().add("x", type).add("y", AtomicType.DOUBLE), true);
    }

    @Override
    public DataType resultType() {
        return result;
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
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector numbers = arguments[0];
        MutableBytesVector histograms = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!numbers.isNull(row)) {
                Histogram histogram = histogram(histograms, groups[row]);
                histogram.add(RealNumbers.of(numbers, row));
                put(histograms, groups[row], histogram);
            }
        }
    }

    private Histogram histogram(MutableBytesVector histograms, int group) {
        return Histogram.of(
                bins, histograms.data(), histograms.starts()[group], histograms.lengths()[group]);
    }

    private static void put(MutableBytesVector histograms, int group, Histogram histogram) {
        byte[] bytes = histogram.toBytes();
        histograms.set(group, bytes, 0, bytes.length);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BytesVector partial = (BytesVector) partials[0];
        MutableBytesVector histograms = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!partial.isNull(row) && partial.lengths()[row] > 0) {
                Histogram own = histogram(histograms, groups[row]);
                own.merge(Histogram.of(bins, partial.data(), partial.starts()[row], partial.lengths()[row]));
                put(histograms, groups[row], own);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector bytes = (BytesVector) buffers[0];
        Histogram[] histograms = new Histogram[rowCount];
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        long[] present = Validity.allPresent(rowCount);
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            int length = bytes.isNull(row) ? 0 : bytes.lengths()[row];
            Histogram histogram = Histogram.of(bins, bytes.data(), length == 0 ? 0 : bytes.starts()[row], length);
            if (histogram.count() == 0) {
                Validity.setNull(present, row);
            }
            histograms[row] = histogram;
            starts[row] = total;
            lengths[row] = histogram.count();
            total = Math.addExact(total, histogram.count());
        }
        return new ArrayVector(result, starts, lengths, elements(histograms, total), present);
    }

    private StructVector elements(Histogram[] histograms, int total) {
        double[] places = new double[total];
        double[] heights = new double[total];
        int at = 0;
        for (Histogram histogram : histograms) {
            for (int bin = 0; bin < histogram.count(); bin++) {
                places[at] = histogram.place(bin);
                heights[at] = histogram.height(bin);
                at++;
            }
        }
        Vector[] fields = {RealNumbers.ofType(type, places, Validity.allPresent(total)), new DoubleVector(heights, null)
        };
        return new StructVector((StructType) result.elementType(), fields, null);
    }
}

package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** About the value below which a part of all numbers lies, by a {@link QuantileSummary} for each group. */
final class PercentileEstimateAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("summary", AtomicType.STRING);
    private static final int FIRST_HEAD = 4;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private final ScalarType type;
    private final double part;
    private final double error;

    /**
     * @param type a numeric one, DATE or TIMESTAMP, of the argument and of the result
     * @param accuracy the error is one part in so many
     */
    PercentileEstimateAggregate(ScalarType type, double part, long accuracy) {
        this.type = type;
        this.part = part;
        this.error = 1.0 / accuracy;
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

    /** Within the error. */
    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        Vector argument = arguments[0];
        MutableBytesVector summaries = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!argument.isNull(row)) {
                add(summaries, groups[row], RealNumbers.of(argument, row));
            }
        }
    }

    private void add(MutableBytesVector summaries, int group, double number) {
        int length = summaries.lengths()[group];
        if (length == 0) {
            put(summaries, group, new QuantileSummary(error), FIRST_HEAD);
        }
        int start = summaries.starts()[group];
        int headCount = (int) INTS.get(summaries.data(), start + QuantileSummary.HEAD_COUNT);
        int at = headAt(summaries, group) + headCount * Double.BYTES;
        if (at + Double.BYTES > start + summaries.lengths()[group]) {
            put(summaries, group, summary(summaries, group), Math.min(2 * headCount, QuantileSummary.HEAD_SIZE));
            start = summaries.starts()[group];
            at = headAt(summaries, group) + headCount * Double.BYTES;
        }
        byte[] data = summaries.data();
        DOUBLES.set(data, at, number);
        INTS.set(data, start + QuantileSummary.HEAD_COUNT, headCount + 1);
        data[start + QuantileSummary.IS_COMPRESSED] = 0;
        if (headCount + 1 == QuantileSummary.HEAD_SIZE) {
            QuantileSummary full = summary(summaries, group);
            full.absorbHead();
            put(summaries, group, full, FIRST_HEAD);
        }
    }

    /** Where the numbers that wait begin. */
    private static int headAt(MutableBytesVector summaries, int group) {
        int start = summaries.starts()[group];
        int sampleCount = (int) INTS.get(summaries.data(), start + QuantileSummary.SAMPLE_COUNT);
        return start + QuantileSummary.HEADER + sampleCount * QuantileSummary.SAMPLE_BYTES;
    }

    private static void put(MutableBytesVector summaries, int group, QuantileSummary summary, int headRoom) {
        byte[] bytes = summary.toBytes(headRoom);
        summaries.set(group, bytes, 0, bytes.length);
    }

    private QuantileSummary summary(MutableBytesVector summaries, int group) {
        return QuantileSummary.of(
                error, summaries.data(), summaries.starts()[group], summaries.lengths()[group]);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BytesVector partial = (BytesVector) partials[0];
        MutableBytesVector summaries = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!partial.isNull(row) && partial.lengths()[row] > 0) {
                QuantileSummary own = summary(summaries, groups[row]);
                own.merge(QuantileSummary.of(error, partial.data(), partial.starts()[row], partial.lengths()[row]));
                put(summaries, groups[row], own, FIRST_HEAD);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector summaries = (BytesVector) buffers[0];
        double[] numbers = new double[rowCount];
        long[] present = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            int length = summaries.isNull(row) ? 0 : summaries.lengths()[row];
            QuantileSummary summary = QuantileSummary.of(
                    error, summaries.data(), length == 0 ? 0 : summaries.starts()[row], length);
            if (summary.isEmpty()) {
                Validity.setNull(present, row);
            } else {
                numbers[row] = summary.percentile(part);
            }
        }
        return RealNumbers.ofType(type, numbers, present);
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;

/**
 * Notes the event times of all rows that pass. A row without a time counts as the epoch, as in Spark; of a window column
 * the end counts.
 */
final class WatermarkOperator implements Operator {
    /** Above this span, sums of differences could overflow and are taken as doubles. */
    private static final long SUMMABLE_SPAN = 1L << 46;

    private static final long MICROS_PER_MILLI = 1_000L;

    private final int column;
    private final EventTimeStats stats;

    WatermarkOperator(int column, EventTimeStats stats) {
        this.column = column;
        this.stats = stats;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        if (batch.rowCount() > 0) {
            observe(batch.vector(column), batch.rowCount());
        }
        output.push(batch);
    }

    private void observe(Vector vector, int rowCount) {
        observe(EventTimes.of(vector, rowCount).withEpochForNulls(rowCount), rowCount);
    }

    /** As in Spark each time is cut to milliseconds before the mean is taken. */
    private void observe(long[] micros, int rowCount) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row = 0; row < rowCount; row++) {
            min = Math.min(min, micros[row]);
            max = Math.max(max, micros[row]);
        }
        long minMillis = Math.floorDiv(min, MICROS_PER_MILLI);
        double sum;
        if (max - min >= 0 && max - min < SUMMABLE_SPAN) {
            // From there on all differences are positive, so that dividing them cuts towards the past.
            long start = minMillis * MICROS_PER_MILLI;
            long difference = 0;
            for (int row = 0; row < rowCount; row++) {
                difference += (micros[row] - start) / MICROS_PER_MILLI;
            }
            sum = (double) minMillis * rowCount + difference;
        } else {
            sum = 0;
            for (int row = 0; row < rowCount; row++) {
                sum += Math.floorDiv(micros[row], MICROS_PER_MILLI);
            }
        }
        stats.add(rowCount, minMillis, Math.floorDiv(max, MICROS_PER_MILLI), sum);
    }
}

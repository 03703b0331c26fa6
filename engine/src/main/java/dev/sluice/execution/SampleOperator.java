package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.plan.logical.LogicalPlan;

/** Rows by chance. What becomes of a row depends on the seed, and on its place in its split, alone. */
final class SampleOperator implements Operator {
    /** A place is the number of the input, then that of the task, then that of the row in it. */
    private static final int INPUT_BITS = 56;

    private static final int TASK_BITS = 36;

    /** Between the chances of two rows: an odd number whose multiples spread over all longs. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** From this mean on, numbers of repetitions are drawn in parts: beyond it {@code exp(-mean)} would be zero. */
    private static final double LARGEST_MEAN = 500;

    private static final double UNIT = 0x1.0p-53;

    private final LogicalPlan.Sample sample;
    private final RowFates fates = new RowFates();
    private long place;

    /** @param input its number in a union below the sample */
    SampleOperator(LogicalPlan.Sample sample, int input, int task) {
        this.sample = sample;
        this.place = (long) input << INPUT_BITS | (long) task << TASK_BITS;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        if (sample.withReplacement()) {
            repeat(batch, output);
        } else {
            keep(batch, output);
        }
        place += batch.rowCount();
    }

    private void keep(Batch batch, Output output) {
        int[] kept = new int[batch.rowCount()];
        int count = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            double chance = unit(mixed(place + row));
            kept[count] = row;
            count += chance >= sample.from() && chance < sample.to() ? 1 : 0;
        }
        fates.pass(count, count);
        fates.add(Fate.FILTERED, batch.rowCount() - count);
        if (count > 0) {
            output.push(batch.gather(kept, count));
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    private void repeat(Batch batch, Output output) {
        long[] times = new long[batch.rowCount()];
        for (int row = 0; row < times.length; row++) {
            times[row] = poisson(sample.to(), mixed(place + row));
        }
        RepeatOperator.push(batch, times, output, fates);
    }

    /** How often something happens that happens {@code mean} times on average, by Knuth's products of chances. */
    private static long poisson(double mean, long start) {
        long state = start;
        long count = 0;
        for (double left = mean; left > 0; left -= LARGEST_MEAN) {
            double limit = Math.exp(-Math.min(left, LARGEST_MEAN));
            double product = unit(state);
            while (product > limit) {
                count++;
                state = finish(state + STEP);
                product *= unit(state);
            }
            state = finish(state + STEP);
        }
        return count;
    }

    private long mixed(long of) {
        return finish(finish(sample.seed()) + of * STEP);
    }

    /** The last step of SplitMix64, which makes of neighbours numbers that have nothing in common. */
    private static long finish(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** From 0, included, to 1. */
    private static double unit(long value) {
        return (value >>> 11) * UNIT;
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;

/** Each row as often as a number says; not at all where that is null or below one. */
final class RepeatOperator implements Operator {
    private final CompiledExpression times;
    private final RowFates fates = new RowFates();

    /** @param times of type BIGINT */
    RepeatOperator(CompiledExpression times) {
        this.times = times;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        LongVector numbers = Vectors.longs(times.evaluate(batch), batch.rowCount());
        long[] wanted = new long[batch.rowCount()];
        for (int row = 0; row < wanted.length; row++) {
            wanted[row] = Validity.isPresent(numbers.validity(), row) ? numbers.values()[row] : 0;
        }
        push(batch, wanted, output, fates);
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    /** Pushes each row {@code times[row]} times, in batches of the default size. */
    static void push(Batch batch, long[] times, Output output, RowFates fates) {
        int[] rows = new int[Batch.DEFAULT_ROWS];
        int count = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (times[row] > 0) {
                fates.pass(1, times[row]);
            } else {
                fates.add(Fate.FILTERED, 1);
            }
            for (long left = times[row]; left > 0; left--) {
                rows[count++] = row;
                if (count == rows.length) {
                    output.push(batch.gather(rows, count));
                    count = 0;
                }
            }
        }
        if (count > 0) {
            output.push(batch.gather(rows, count));
        }
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * Hands on a row for each window a row is in, with the window as an additional last column. A row without a time is in no
 * window.
 */
final class AssignWindowsOperator implements Operator {
    private final StructType schema;
    private final CompiledExpression time;
    private final WindowSpec spec;
    private final WindowRows windows;
    private final RowFates fates = new RowFates();

    AssignWindowsOperator(StructType schema, CompiledExpression time, WindowSpec spec) {
        this.schema = schema;
        this.time = time;
        this.spec = spec;
        this.windows = new WindowRows(spec, false);
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        LongVector times = Vectors.longs(time.evaluate(batch), batch.rowCount());
        windows.expand(times.values(), times.validity(), batch.rowCount(), Long.MIN_VALUE);
        fates.add(Fate.NULL_TIME, windows.rowsWithoutTime());
        fates.add(Fate.FILTERED, windows.rowsOutside());
        fates.pass(windows.openRows(), windows.count());
        int[] rows = windows.rows();
        long[] starts = windows.starts();
        for (int from = 0; from < windows.count(); from += Batch.DEFAULT_ROWS) {
            int count = Math.min(Batch.DEFAULT_ROWS, windows.count() - from);
            int[] part = Arrays.copyOfRange(rows, from, from + count);
            Batch repeated = batch.gather(part, count);
            Vector[] vectors = Arrays.copyOf(repeated.vectors(), schema.size());
            vectors[schema.size() - 1] = windowVector(
                    (StructType) schema.type(schema.size() - 1), Arrays.copyOfRange(starts, from, from + count), spec);
            output.push(repeated.with(schema, vectors));
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    /** The windows that begin at these moments, as structs of a type. */
    static StructVector windowVector(StructType type, long[] starts, WindowSpec spec) {
        long[] ends = new long[starts.length];
        for (int row = 0; row < ends.length; row++) {
            ends[row] = starts[row] + spec.durationMicros();
        }
        Vector[] fields = {new LongVector(type.type(0), starts, null), new LongVector(type.type(1), ends, null)};
        return new StructVector(type, fields, null);
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.function.IntFunction;

/** {@code count} numbers from {@code first} on, each {@code step} after the one before. */
record RangeInput(long first, long count, long step, StructType schema) implements StageInput {
    @Override
    public void pushAll(TaskContext context, TaskOutput output, Demand demand) {
        for (long done = 0; done < count && demand.wantsMore(); done += Batch.DEFAULT_ROWS) {
            long from = first + done * step;
            IntFunction<String> places = row -> "id " + (from + row * step);
            int rows = (int) Math.min(Batch.DEFAULT_ROWS, count - done);
            if (schema.size() == 0) {
                output.push(new Batch(schema, new Vector[0], rows), places);
                continue;
            }
            long[] values = new long[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = from + row * step;
            }
            output.push(new Batch(schema, new Vector[] {new LongVector(values, null)}, rows), places);
        }
    }
}

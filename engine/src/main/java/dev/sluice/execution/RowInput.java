package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;

/**
 * Rows that the program or a query keeps.
 *
 * @param firstRow the number of the first of them, from 0
 */
record RowInput(BatchSequence rows, long firstRow) implements StageInput {
    @Override
    public void pushAll(TaskContext context, TaskOutput output, Demand demand) {
        try (BatchSequence.Reader reader = rows.open()) {
            long next = firstRow;
            while (demand.wantsMore()) {
                Batch batch = reader.next();
                if (batch == null) {
                    return;
                }
                long start = next;
                output.push(batch, row -> "row " + (start + row));
                next += batch.rowCount();
            }
        }
    }

    @Override
    public long mostRows() {
        return rows.rowCount();
    }
}

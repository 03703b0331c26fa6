package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;

/** Rows that the program or a query keeps. */
record RowInput(BatchSequence rows) implements StageInput {
    @Override
    public void pushAll(TaskContext context, Output output, Demand demand) {
        try (BatchSequence.Reader reader = rows.open()) {
            while (demand.wantsMore()) {
                Batch batch = reader.next();
                if (batch == null) {
                    return;
                }
                output.push(batch);
            }
        }
    }

    @Override
    public long mostRows() {
        return rows.rowCount();
    }
}

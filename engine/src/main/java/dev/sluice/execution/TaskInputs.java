package dev.sluice.execution;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/** Divides rows that no source reads into the tasks of a batch, the same in every attempt. */
final class TaskInputs {
    /** Numbers in one task of a range, and how many rows of a buffer are worth a task. */
    private static final long SPLIT_ROWS = 1 << 18;

    private TaskInputs() {}

    /** A task for consecutive parts that together hold enough rows to be worth one. */
    static List<StageInput> of(BatchSequence rows) {
        List<StageInput> tasks = new ArrayList<>();
        List<BatchSequence> parts = new ArrayList<>();
        long count = 0;
        long firstRow = 0;
        for (BatchSequence part : rows.parts()) {
            parts.add(part);
            count += part.rowCount();
            if (count >= SPLIT_ROWS) {
                tasks.add(new RowInput(BatchSequence.concat(parts), firstRow));
                firstRow += count;
                parts.clear();
                count = 0;
            }
        }
        if (tasks.isEmpty() || !parts.isEmpty()) {
            tasks.add(new RowInput(BatchSequence.concat(parts), firstRow));
        }
        return tasks;
    }

    static List<StageInput> of(LogicalPlan.Range range) {
        List<StageInput> tasks = new ArrayList<>();
        long count = range.rowCount();
        for (long done = 0; done < count; done += SPLIT_ROWS) {
            tasks.add(new RangeInput(
                    range.start() + done * range.step(),
                    Math.min(SPLIT_ROWS, count - done),
                    range.step(),
                    range.schema()));
        }
        return tasks;
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.Stage.Step;
import dev.sluice.execution.ledger.RowFates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of one task, each pushing into the next and the last into the end of the stage. */
final class Pipeline implements Output {
    private final List<Operator> operators = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final Output first;
    private final List<TaskMetrics.StepRows> rows = new ArrayList<>();
    private long pushedRows;
    private long arrivedRows;

    Pipeline(List<Step> steps, TaskContext context, Output end) {
        for (Step step : steps) {
            operators.add(step.factory().create(context));
            rows.add(context.metrics().stepRows(step));
        }
        Output next = batch -> {
            arrivedRows += batch.rowCount();
            end.push(batch);
        };
        for (int index = operators.size() - 1; index >= 0; index--) {
            Output output = counted(rows.get(index), next);
            outputs.addFirst(output);
            next = into(operators.get(index), rows.get(index), output);
        }
        this.first = next;
    }

    private static Output counted(TaskMetrics.StepRows rows, Output output) {
        return batch -> {
            rows.addOut(batch.rowCount());
            output.push(batch);
        };
    }

    private static Output into(Operator operator, TaskMetrics.StepRows rows, Output output) {
        return batch -> {
            if (batch.rowCount() > 0) {
                rows.addIn(batch.rowCount());
                operator.process(0, batch, output);
            }
        };
    }

    @Override
    public void push(Batch batch) {
        pushedRows += batch.rowCount();
        first.push(batch);
    }

    /** Says that the task has no more rows. */
    void finish() {
        for (int index = 0; index < operators.size(); index++) {
            operators.get(index).finish(0, outputs.get(index));
            operators.get(index).endBatch(outputs.get(index));
        }
        for (int index = 0; index < operators.size(); index++) {
            noteFates(operators.get(index).fates(), rows.get(index));
        }
    }

    private static void noteFates(@Nullable RowFates fates, TaskMetrics.StepRows rows) {
        if (fates == null) {
            rows.fates().pass(rows.in(), rows.in());
        } else {
            rows.fates().add(fates);
        }
    }

    /** Rows that were pushed in. */
    long pushedRows() {
        return pushedRows;
    }

    /** Rows that came to the end of the stage. */
    long arrivedRows() {
        return arrivedRows;
    }
}

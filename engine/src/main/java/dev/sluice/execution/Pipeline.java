package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.Stage.Step;
import dev.sluice.execution.ledger.RowFates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The operators of one task, each pushing into the next and the last into the end of the stage. */
final class Pipeline implements TaskOutput {
    private final List<Operator> operators = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final Output first;
    private final List<TaskMetrics.StepRows> rows = new ArrayList<>();
    private long pushedRows;
    private long arrivedRows;
    private @Nullable FailedRows failedRows;
    private @Nullable String failedStep;

    /** @param terminal what the end is of */
    Pipeline(List<Step> steps, TaskContext context, Output end, Stage.Terminal terminal) {
        for (Step step : steps) {
            operators.add(step.factory().create(context));
            rows.add(context.metrics().stepRows(step));
        }
        Output next = batch -> {
            arrivedRows += batch.rowCount();
            try {
                end.push(batch);
            } catch (SluiceException failed) {
                noteFailed(Explain.describe(terminal));
                throw failed;
            }
        };
        for (int index = operators.size() - 1; index >= 0; index--) {
            Output output = counted(rows.get(index), next);
            outputs.addFirst(output);
            next = into(steps.get(index), operators.get(index), rows.get(index), output);
        }
        this.first = next;
    }

    private static Output counted(TaskMetrics.StepRows rows, Output output) {
        return batch -> {
            rows.addOut(batch.rowCount());
            output.push(batch);
        };
    }

    private Output into(Step step, Operator operator, TaskMetrics.StepRows rows, Output output) {
        return batch -> {
            if (batch.rowCount() > 0) {
                rows.addIn(batch.rowCount());
                try {
                    operator.process(0, batch, output);
                } catch (SluiceException failed) {
                    noteFailed(step.description());
                    throw failed;
                }
            }
        };
    }

    /** Errors pass the steps from the last to the first. */
    private void noteFailed(String step) {
        if (failedStep == null) {
            failedStep = FailedRows.operator(step);
        }
    }

    /** The step in which rows failed. */
    @Nullable
    String failedStep() {
        return failedStep;
    }

    /** From here on errors say of which row they are. */
    void locateBy(FailedRows rowsThatFailed) {
        failedRows = rowsThatFailed;
    }

    @Override
    public void push(Batch batch) {
        push(batch, null);
    }

    @Override
    public void push(Batch batch, @Nullable IntFunction<String> places) {
        pushedRows += batch.rowCount();
        try {
            first.push(batch);
        } catch (SluiceException failed) {
            throw failedRows == null ? failed : failedRows.located(failed, failedStep, batch, places);
        }
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

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.kept.TaskKeptRows;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import org.jspecify.annotations.Nullable;

/** What becomes of rows that come too late to one operator of a task: they are counted, and kept where the query is asked to. */
final class LateRows {
    private final StatefulSpec operator;
    private final long lateMicros;
    private final TaskMetrics.OperatorRows counted;
    private final RowFates fates;
    private final @Nullable TaskKeptRows kept;

    /**
     * @param lateMicros rows at or before it are late
     * @param fates of the rows of the task
     */
    LateRows(StatefulSpec spec, long lateMicros, TaskContext context, RowFates fates) {
        this.operator = spec;
        this.lateMicros = lateMicros;
        this.counted = context.metrics().operatorRows(spec.operatorId());
        this.fates = fates;
        TaskKeptRows ofTask = context.kept();
        this.kept = ofTask != null && ofTask.keepsLate() ? ofTask : null;
    }

    /** Whether {@link #keep} does anything. */
    boolean areKept() {
        return kept != null;
    }

    /** @param partlyLate rows that are late for some of their windows only, and are not dropped */
    void count(long late, long partlyLate) {
        counted.addLate(late, partlyLate);
        fates.add(Fate.LATE, late);
    }

    /** Keeps rows that were counted. */
    void keep(Batch late) {
        if (kept != null) {
            kept.late(operator.describe(), lateMicros, late);
        }
    }

    /**
     * Drops the rows that are not on time.
     *
     * @param onTime the numbers of the others, ascending
     */
    void drop(Batch batch, int[] onTime, int count) {
        int lateCount = batch.rowCount() - count;
        if (lateCount == 0) {
            return;
        }
        count(lateCount, 0);
        if (kept == null) {
            return;
        }
        int[] late = new int[lateCount];
        int found = 0;
        int next = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (next < count && onTime[next] == row) {
                next++;
            } else {
                late[found++] = row;
            }
        }
        keep(batch.gather(late, lateCount));
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.ledger.RowFates;
import org.jspecify.annotations.Nullable;

/**
 * A step of a task: rows are pushed in, rows are pushed out. One instance serves one task, or one partition of state, and
 * is used by one thread at a time. Control flows down the same path as data: watermark, end of an input, end of the batch.
 */
public interface Operator {
    /** Takes rows of input {@code input}; the batch is the caller's again when the call returns. */
    void process(int input, Batch batch, Output output);

    /** Says that no row with an event time at or before {@code micros} will follow, for rhythms without batches. */
    default void watermark(long micros, Output output) {}

    /** Says that input {@code input} has no more rows in this task. */
    default void finish(int input, Output output) {}

    /** Says that the batch has no more rows at all: state is settled and what is due is emitted. */
    default void endBatch(Output output) {}

    /** The fates of the rows that were taken; null where each of them was handed on, once. */
    default @Nullable RowFates fates() {
        return null;
    }
}

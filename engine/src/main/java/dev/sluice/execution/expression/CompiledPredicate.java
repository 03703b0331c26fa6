package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;

/** A condition ready to run over batches, for one task; used by one thread at a time. */
@FunctionalInterface
public interface CompiledPredicate {
    /**
     * Puts the numbers of the rows for which the condition is true, neither false nor null, into {@code rows}, ascending.
     *
     * @param rows with room for every row of the batch
     * @return how many there are
     */
    int select(Batch batch, int[] rows);
}

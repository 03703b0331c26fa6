package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;

/** An expression ready to run over batches, for one task: it keeps scratch arrays and is used by one thread at a time. */
@FunctionalInterface
public interface CompiledExpression {
    /** The value of each row, in any encoding; may share arrays with the batch, and is valid until the next call. */
    Vector evaluate(Batch batch);
}

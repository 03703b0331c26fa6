package dev.sluice.execution;

import dev.sluice.columnar.Batch;

/** Where an operator pushes its rows: the next operator, an exchange, or a sink. */
@FunctionalInterface
public interface Output {
    /** The batch belongs to the callee until the call returns; who keeps rows copies them. */
    void push(Batch batch);
}

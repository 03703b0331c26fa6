package dev.sluice.execution;

/** Makes the operator of one task; the plan holds factories, each task its own operators. */
@FunctionalInterface
public interface OperatorFactory {
    Operator create(TaskContext context);
}

package dev.sluice.execution;

/**
 * What an operator of one task works with.
 *
 * @param task its number among those that read the same input, the same in every attempt at the batch
 */
public record TaskContext(BatchContext batch, TaskMetrics metrics, int task) {}

package dev.sluice.execution;

/** What an operator of one task works with. */
public record TaskContext(BatchContext batch, TaskMetrics metrics) {}

/**
 * Rows that are kept: how much of the heap they may take ({@link dev.sluice.execution.memory.MemoryBudget}), and where they
 * go beyond that ({@link dev.sluice.execution.memory.BatchBuffer}, {@link dev.sluice.execution.memory.Scratch}).
 */
@NullMarked
package dev.sluice.execution.memory;

import org.jspecify.annotations.NullMarked;

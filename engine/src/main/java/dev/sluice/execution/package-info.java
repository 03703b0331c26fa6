/**
 * Running plans: {@link dev.sluice.execution.Planner} makes stages of a logical plan,
 * {@link dev.sluice.execution.BatchRunner} runs them for one batch.
 */
@NullMarked
package dev.sluice.execution;

import org.jspecify.annotations.NullMarked;

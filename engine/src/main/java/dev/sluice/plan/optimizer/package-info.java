/** Makes resolved plans cheaper without changing what they mean. Start at {@link dev.sluice.plan.optimizer.Optimizer}. */
@NullMarked
package dev.sluice.plan.optimizer;

import org.jspecify.annotations.NullMarked;

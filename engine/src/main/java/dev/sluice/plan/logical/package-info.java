/** Relations, as the user said them ({@link dev.sluice.plan.logical.UnresolvedPlan}) and resolved ({@link dev.sluice.plan.logical.LogicalPlan}). */
@NullMarked
package dev.sluice.plan.logical;

import org.jspecify.annotations.NullMarked;

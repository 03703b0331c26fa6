package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.ConstantFolder;
import dev.sluice.plan.expression.Folding;
import dev.sluice.plan.logical.LogicalPlan;

/**
 * What does not depend on the row is computed once, and conditions lose the parts that decide nothing:
 *
 * <pre>
 * Filter true AND a > 1 + 1     =>     Filter a > 2
 * </pre>
 *
 * Not what depends on the batch, is not deterministic, or fails: that is left to the rows that ask for it. But as in Spark
 * nothing is asked of what stands beside a constant that decides, be it false in a conjunction or null in a sum.
 */
final class FoldConstants {
    private final Folding folding;

    FoldConstants(ConstantFolder folder) {
        this.folding = new Folding(folder);
    }

    LogicalPlan apply(LogicalPlan plan) {
        if (isOfHeldRows(plan)) {
            return plan;
        }
        LogicalPlan below = PlanRewrites.mapChildren(plan, this::apply);
        return PlanRewrites.mapExpressions(below, folding::fold);
    }

    /** Whether it only computes columns of rows that the program holds, which as in Spark are computed as they are written. */
    private static boolean isOfHeldRows(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.LocalRows ignored -> true;
            case LogicalPlan.Project project -> isOfHeldRows(project.child());
            case LogicalPlan.Filter filter -> isOfHeldRows(filter.child());
            case LogicalPlan.Limit limit -> isOfHeldRows(limit.child());
            case LogicalPlan.AssignWindows windows -> windows.spec().isTumbling() && isOfHeldRows(windows.child());
            case LogicalPlan other -> false;
        };
    }
}

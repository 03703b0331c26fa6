package dev.sluice.plan.optimizer;

import dev.sluice.plan.logical.LogicalPlan;

/**
 * One limit in the place of two, so that a stream is counted once:
 *
 * <pre>
 * Limit 3                            Limit 3              Project [x as a]
 *    Limit 5        Limit 3             Project     =>       Limit 3
 *       Scan    =>     Scan                Limit 5              Scan
 *                                             Scan
 * </pre>
 */
final class CombineLimits {
    private CombineLimits() {}

    static LogicalPlan apply(LogicalPlan plan) {
        LogicalPlan below = PlanRewrites.mapChildren(plan, CombineLimits::apply);
        return below instanceof LogicalPlan.Limit limit ? combined(limit) : below;
    }

    private static LogicalPlan combined(LogicalPlan.Limit limit) {
        return switch (limit.child()) {
            case LogicalPlan.Limit inner ->
                new LogicalPlan.Limit(inner.child(), Math.min(limit.count(), inner.count()));
            case LogicalPlan.Project project
            when project.child() instanceof LogicalPlan.Limit inner ->
                new LogicalPlan.Project(
                        new LogicalPlan.Limit(inner.child(), Math.min(limit.count(), inner.count())),
                        project.columns(),
                        project.output());
            default -> limit;
        };
    }
}

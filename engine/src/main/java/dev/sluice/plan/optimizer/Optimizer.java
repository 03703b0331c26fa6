package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.ConstantFolder;
import dev.sluice.plan.expression.KernelFolder;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applies the rules, each over the whole tree; their order lets each find what the ones before prepared. */
public final class Optimizer {
    private Optimizer() {}

    public static LogicalPlan optimize(LogicalPlan analyzed) {
        return optimize(analyzed, new KernelFolder());
    }

    /** @param folder of what is known before anything runs */
    public static LogicalPlan optimize(LogicalPlan analyzed, ConstantFolder folder) {
        FoldConstants foldConstants = new FoldConstants(folder);
        List<UnaryOperator<LogicalPlan>> rules = List.of(
                foldConstants::apply,
                PushFiltersDown::apply,
                CollapseProjects::apply,
                foldConstants::apply,
                RemoveFilters::apply,
                CombineLimits::apply,
                PruneColumns::apply,
                CollapseProjects::apply);
        LogicalPlan plan = analyzed;
        for (UnaryOperator<LogicalPlan> rule : rules) {
            plan = rule.apply(plan);
        }
        return plan;
    }
}

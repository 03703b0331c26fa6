package dev.sluice.plan.optimizer;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.List;

/**
 * Filters that keep every row go, and static data of which no row is kept is not read:
 *
 * <pre>
 * Filter true          child        Filter false         LocalRows, none
 *    child       =>                    Scan        =>
 * </pre>
 *
 * A stream is read even if no row is kept: its offsets and its counts of rows go on.
 */
final class RemoveFilters {
    private RemoveFilters() {}

    static LogicalPlan apply(LogicalPlan plan) {
        LogicalPlan below = PlanRewrites.mapChildren(plan, RemoveFilters::apply);
        if (!(below instanceof LogicalPlan.Filter filter)
                || !(filter.condition() instanceof Expression.Literal condition)) {
            return below;
        }
        if (Boolean.TRUE.equals(condition.value())) {
            return filter.child();
        }
        return filter.isStreaming() ? filter : new LogicalPlan.LocalRows(filter.output(), BatchSequence.of(List.of()));
    }
}

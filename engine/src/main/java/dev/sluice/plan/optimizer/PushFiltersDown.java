package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Filters move towards the source, each conjunct for itself:
 *
 * <pre>
 * Filter a > 1 and f(t)            EventTimeWatermark t
 *    EventTimeWatermark t    =>       (but f(t) stays above)
 *       Project [x as a, t]             Project [x as a, t]
 *          Scan                            Filter x > 1
 *                                             Scan
 * </pre>
 *
 * A conjunct that reads the event time, or whose value depends on more than the row, stays above the watermark: what it
 * removes has moved the watermark. No filter crosses an aggregate, a limit or an assignment of the windows it reads.
 * None crosses a projection that parses text for it, unless a watermark below has to see its effect.
 */
final class PushFiltersDown {
    private PushFiltersDown() {}

    static LogicalPlan apply(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Filter filter) {
            return push(apply(filter.child()), Expressions.conjuncts(filter.condition()));
        }
        LogicalPlan below = PlanRewrites.mapChildren(plan, PushFiltersDown::apply);
        return below instanceof LogicalPlan.Join join
                ? JoinFilters.push(join, List.of(), PushFiltersDown::push)
                : below;
    }

    /** The plan below these conjuncts, with each as far down as it may go. */
    private static LogicalPlan push(LogicalPlan below, List<Expression> conjuncts) {
        if (conjuncts.isEmpty()) {
            return below;
        }
        return switch (below) {
            case LogicalPlan.Filter filter -> {
                List<Expression> all = new ArrayList<>(Expressions.conjuncts(filter.condition()));
                all.addAll(conjuncts);
                yield push(filter.child(), all);
            }
            case LogicalPlan.Project project -> {
                boolean isDeterministic =
                        project.columns().stream().allMatch(column -> Expressions.isDeterministic(column.expression()));
                boolean isBelow = reachesWatermark(project.child());
                yield split(
                        below,
                        conjuncts,
                        conjunct -> isDeterministic && (isBelow || !isCostly(conjunct, project)),
                        false,
                        moved -> new LogicalPlan.Project(
                                push(
                                        project.child(),
                                        moved.stream()
                                                .map(conjunct -> Expressions.substitute(conjunct, project.columns()))
                                                .toList()),
                                project.columns(),
                                project.output()));
            }
            case LogicalPlan.EventTimeWatermark watermark ->
                split(
                        below,
                        conjuncts,
                        conjunct -> Expressions.isDeterministic(conjunct)
                                && !Expressions.references(conjunct).get(watermark.column()),
                        true,
                        moved ->
                                watermark.over(push(watermark.child(), moved), watermark.column(), watermark.output()));
            case LogicalPlan.AssignWindows windows -> {
                int window = windows.output().size() - 1;
                yield split(
                        below,
                        conjuncts,
                        conjunct -> Expressions.isDeterministic(conjunct)
                                && !Expressions.references(conjunct).get(window),
                        false,
                        moved -> new LogicalPlan.AssignWindows(
                                push(windows.child(), moved), windows.time(), windows.spec(), windows.output()));
            }
            case LogicalPlan.Join join -> JoinFilters.push(join, conjuncts, PushFiltersDown::push);
            case LogicalPlan.Generate generate -> {
                int first = generate.child().output().size();
                yield split(
                        below,
                        conjuncts,
                        conjunct -> Expressions.isDeterministic(conjunct)
                                && Expressions.references(conjunct).length() <= first,
                        false,
                        moved -> generate.over(push(generate.child(), moved), generate.collection()));
            }
            case LogicalPlan.AssignSessions sessions -> {
                int session = sessions.output().size() - 1;
                yield split(
                        below,
                        conjuncts,
                        conjunct -> Expressions.isDeterministic(conjunct)
                                && !Expressions.references(conjunct).get(session),
                        false,
                        moved -> new LogicalPlan.AssignSessions(
                                push(sessions.child(), moved),
                                sessions.time(),
                                sessions.gap(),
                                sessions.zone(),
                                sessions.output()));
            }
            case LogicalPlan other -> new LogicalPlan.Filter(other, Expressions.conjunction(conjuncts));
        };
    }

    /** Whether filters that cross this plan come to a watermark, before which they have to be evaluated if they can. */
    private static boolean reachesWatermark(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.EventTimeWatermark ignored -> true;
            case LogicalPlan.Project project -> reachesWatermark(project.child());
            case LogicalPlan.Filter filter -> reachesWatermark(filter.child());
            case LogicalPlan.AssignWindows windows -> reachesWatermark(windows.child());
            case LogicalPlan.Generate generate -> reachesWatermark(generate.child());
            case LogicalPlan.AssignSessions sessions -> reachesWatermark(sessions.child());
            case LogicalPlan other -> false;
        };
    }

    /** Whether the projection works on texts or structs for this conjunct; below it that work would be done twice. */
    private static boolean isCostly(Expression conjunct, LogicalPlan.Project project) {
        return Expressions.references(conjunct).stream()
                .mapToObj(column -> project.columns().get(column).expression())
                .anyMatch(expression -> Expressions.any(expression, PushFiltersDown::isOverBytes));
    }

    private static boolean isOverBytes(Expression expression) {
        boolean isComputed = expression instanceof Expression.Call || expression instanceof Expression.Cast;
        return isComputed
                && (hasBytes(expression.type())
                        || expression.children().stream().anyMatch(child -> hasBytes(child.type())));
    }

    private static boolean hasBytes(DataType type) {
        return type == AtomicType.STRING || !(type instanceof AtomicType);
    }

    private interface Rebuild {
        LogicalPlan over(List<Expression> moved);
    }

    private static LogicalPlan split(
            LogicalPlan below,
            List<Expression> conjuncts,
            Predicate<Expression> mayMove,
            boolean mayOvertake,
            Rebuild rebuild) {
        List<Expression> moved = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            // Behind one that stays, one that can fail stays too: it may only hold for the rows that pass the first.
            // Not so at a watermark, where the place of each conjunct is part of what the query means.
            boolean moves = mayMove.test(conjunct) && (mayOvertake || kept.isEmpty() || !Expressions.canFail(conjunct));
            (moves ? moved : kept).add(conjunct);
        }
        LogicalPlan rebuilt = moved.isEmpty() ? below : rebuild.over(moved);
        return kept.isEmpty() ? rebuilt : new LogicalPlan.Filter(rebuilt, Expressions.conjunction(kept));
    }
}

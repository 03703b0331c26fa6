package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ways to rebuild a tree. */
final class PlanRewrites {
    private PlanRewrites() {}

    /** The same node over changed children, whose columns stay what they were. */
    static LogicalPlan mapChildren(LogicalPlan plan, UnaryOperator<LogicalPlan> change) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> scan;
            case LogicalPlan.LocalRows rows -> rows;
            // Its rows are what they are.
            case LogicalPlan.Kept kept -> kept;
            case LogicalPlan.Range range -> range;
            case LogicalPlan.Project node ->
                new LogicalPlan.Project(change.apply(node.child()), node.columns(), node.output());
            case LogicalPlan.Filter node -> new LogicalPlan.Filter(change.apply(node.child()), node.condition());
            case LogicalPlan.EventTimeWatermark node ->
                node.over(change.apply(node.child()), node.column(), node.output());
            case LogicalPlan.AssignWindows node ->
                new LogicalPlan.AssignWindows(change.apply(node.child()), node.time(), node.spec(), node.output());
            case LogicalPlan.Generate node -> node.over(change.apply(node.child()), node.collection());
            case LogicalPlan.AssignSessions node ->
                new LogicalPlan.AssignSessions(
                        change.apply(node.child()), node.time(), node.gap(), node.zone(), node.output());
            case LogicalPlan.Aggregate node ->
                new LogicalPlan.Aggregate(change.apply(node.child()), node.keys(), node.aggregates(), node.output());
            case LogicalPlan.Observe node ->
                new LogicalPlan.Observe(
                        change.apply(node.child()), node.name(), node.aggregates(), node.metrics(), node.waiting());
            case LogicalPlan.MapRows node ->
                new LogicalPlan.MapRows(change.apply(node.child()), node.what(), node.function(), node.output());
            case LogicalPlan.Expand node ->
                new LogicalPlan.Expand(change.apply(node.child()), node.projections(), node.output());
            case LogicalPlan.Deduplicate node ->
                new LogicalPlan.Deduplicate(
                        change.apply(node.child()), node.keys(), node.eventTime(), node.delayMillis());
            case LogicalPlan.Union node ->
                new LogicalPlan.Union(node.children().stream().map(change).toList(), node.output());
            case LogicalPlan.Join node ->
                new LogicalPlan.Join(
                        change.apply(node.left()),
                        change.apply(node.right()),
                        node.type(),
                        node.condition(),
                        node.output());
            case LogicalPlan.Sort node -> new LogicalPlan.Sort(change.apply(node.child()), node.orders());
            case LogicalPlan.Limit node -> new LogicalPlan.Limit(change.apply(node.child()), node.count());
            case LogicalPlan.Offset node -> new LogicalPlan.Offset(change.apply(node.child()), node.count());
            case LogicalPlan.Sample node ->
                new LogicalPlan.Sample(
                        change.apply(node.child()), node.from(), node.to(), node.withReplacement(), node.seed());
            case LogicalPlan.Repeat node -> new LogicalPlan.Repeat(change.apply(node.child()), node.times());
        };
    }

    /** The same node with {@code change} applied to each of its expressions, whose types must stay what they were. */
    static LogicalPlan mapExpressions(LogicalPlan plan, UnaryOperator<Expression> change) {
        return switch (plan) {
            case LogicalPlan.Project node ->
                new LogicalPlan.Project(node.child(), named(node.columns(), change), node.output());
            case LogicalPlan.Filter node -> new LogicalPlan.Filter(node.child(), change.apply(node.condition()));
            case LogicalPlan.AssignWindows node ->
                new LogicalPlan.AssignWindows(node.child(), change.apply(node.time()), node.spec(), node.output());
            case LogicalPlan.Generate node -> node.over(node.child(), change.apply(node.collection()));
            case LogicalPlan.AssignSessions node ->
                new LogicalPlan.AssignSessions(
                        node.child(), change.apply(node.time()), change.apply(node.gap()), node.zone(), node.output());
            case LogicalPlan.Aggregate node ->
                new LogicalPlan.Aggregate(
                        node.child(),
                        named(node.keys(), change),
                        node.aggregates().stream()
                                .map(call -> new AggregateCall(
                                        call.name(),
                                        call.aggregate(),
                                        call.arguments().stream().map(change).toList(),
                                        call.outputName()))
                                .toList(),
                        node.output());
            case LogicalPlan.Expand node ->
                new LogicalPlan.Expand(
                        node.child(),
                        node.projections().stream()
                                .map(columns -> columns.stream().map(change).toList())
                                .toList(),
                        node.output());
            case LogicalPlan.Sort node ->
                new LogicalPlan.Sort(
                        node.child(),
                        node.orders().stream()
                                .map(order -> new LogicalPlan.SortOrder(
                                        change.apply(order.expression()), order.ascending(), order.nullsFirst()))
                                .toList());
            case LogicalPlan.Join node ->
                node.condition() == null
                        ? node
                        : new LogicalPlan.Join(
                                node.left(), node.right(), node.type(), change.apply(node.condition()), node.output());
            case LogicalPlan.Scan node -> node;
            case LogicalPlan.LocalRows node -> node;
            case LogicalPlan.Kept node -> node;
            case LogicalPlan.Range node -> node;
            case LogicalPlan.EventTimeWatermark node -> node;
            case LogicalPlan.MapRows node -> node;
            case LogicalPlan.Observe node -> node;
            case LogicalPlan.Deduplicate node -> node;
            case LogicalPlan.Union node -> node;
            case LogicalPlan.Limit node -> node;
            case LogicalPlan.Offset node -> node;
            case LogicalPlan.Sample node -> node;
            case LogicalPlan.Repeat node -> new LogicalPlan.Repeat(node.child(), change.apply(node.times()));
        };
    }

    private static List<NamedExpression> named(List<NamedExpression> columns, UnaryOperator<Expression> change) {
        return columns.stream()
                .map(column -> new NamedExpression(change.apply(column.expression()), column.name()))
                .toList();
    }
}

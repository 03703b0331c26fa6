package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.ColumnId;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.Attribute.Identity;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import java.util.ArrayList;
import java.util.List;

/** Gives columns that a step makes their ids, by which a {@code Column} taken from a table finds them again. */
final class Identities {
    private Identities() {}

    /**
     * The plan with an id for each column of its output that has none.
     *
     * @param step that the plan was made of: the same step gives the same ids in every analysis
     */
    static LogicalPlan given(LogicalPlan plan, UnresolvedPlan step) {
        List<Attribute> output = new ArrayList<>();
        boolean isChanged = false;
        for (int place = 0; place < plan.output().size(); place++) {
            Attribute column = plan.output().get(place);
            boolean isNew = column.identity().id() == null;
            Identity identity = isNew ? new Identity(new ColumnId(step, place), null, null) : column.identity();
            output.add(column.withIdentity(identity));
            isChanged |= isNew;
        }
        return isChanged ? withOutput(plan, output) : plan;
    }

    /** The plan whose columns belong to a table of this name. */
    static LogicalPlan ofTable(LogicalPlan plan, String name) {
        return withOutput(
                plan,
                plan.output().stream()
                        .map(column -> column.withIdentity(new Identity(
                                column.identity().id(), column.identity().copyOf(), name)))
                        .toList());
    }

    /** The same plan whose columns are called otherwise. */
    static LogicalPlan withOutput(LogicalPlan plan, List<Attribute> output) {
        return switch (plan) {
            case LogicalPlan.Scan node -> new LogicalPlan.Scan(node.relation(), output);
            case LogicalPlan.LocalRows node -> new LogicalPlan.LocalRows(output, node.rows());
            case LogicalPlan.Kept node -> new LogicalPlan.Kept(withOutput(node.child(), output), node.rows());
            case LogicalPlan.Range node -> new LogicalPlan.Range(node.start(), node.end(), node.step(), output);
            case LogicalPlan.Project node -> new LogicalPlan.Project(node.child(), node.columns(), output);
            case LogicalPlan.EventTimeWatermark node -> node.over(node.child(), node.column(), output);
            case LogicalPlan.AssignWindows node ->
                new LogicalPlan.AssignWindows(node.child(), node.time(), node.spec(), output);
            case LogicalPlan.Generate node ->
                new LogicalPlan.Generate(
                        node.child(), node.collection(), node.withPosition(), node.isInline(), node.isOuter(), output);
            case LogicalPlan.AssignSessions node ->
                new LogicalPlan.AssignSessions(node.child(), node.time(), node.gap(), node.zone(), output);
            case LogicalPlan.Aggregate node ->
                new LogicalPlan.Aggregate(node.child(), node.keys(), node.aggregates(), output);
            case LogicalPlan.Observe node ->
                new LogicalPlan.Observe(
                        withOutput(node.child(), output),
                        node.name(),
                        node.aggregates(),
                        node.metrics(),
                        node.waiting());
            case LogicalPlan.MapRows node ->
                new LogicalPlan.MapRows(node.child(), node.what(), node.function(), output);
            case LogicalPlan.Expand node -> new LogicalPlan.Expand(node.child(), node.projections(), output);
            case LogicalPlan.Union node -> new LogicalPlan.Union(node.children(), output);
            case LogicalPlan.Join node ->
                new LogicalPlan.Join(node.left(), node.right(), node.type(), node.condition(), output);
            case LogicalPlan.Filter node -> new LogicalPlan.Filter(withOutput(node.child(), output), node.condition());
            case LogicalPlan.Deduplicate node ->
                new LogicalPlan.Deduplicate(
                        withOutput(node.child(), output), node.keys(), node.eventTime(), node.delayMillis());
            case LogicalPlan.Sort node -> new LogicalPlan.Sort(withOutput(node.child(), output), node.orders());
            case LogicalPlan.Limit node -> new LogicalPlan.Limit(withOutput(node.child(), output), node.count());
            case LogicalPlan.Offset node -> new LogicalPlan.Offset(withOutput(node.child(), output), node.count());
            case LogicalPlan.Sample node ->
                new LogicalPlan.Sample(
                        withOutput(node.child(), output), node.from(), node.to(), node.withReplacement(), node.seed());
            case LogicalPlan.Repeat node -> new LogicalPlan.Repeat(withOutput(node.child(), output), node.times());
        };
    }
}

package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import java.util.ArrayList;
import java.util.List;

/** Settles what is observed of the rows that pass: it is what a grouping of all of them into one would give. */
final class Observations {
    private final Types types;
    private final boolean caseSensitive;

    Observations(Types types, boolean caseSensitive) {
        this.types = types;
        this.caseSensitive = caseSensitive;
    }

    LogicalPlan analyze(LogicalPlan child, UnresolvedPlan.Observe step) {
        String name = step.name();
        List<UnresolvedExpression> metrics = step.metrics();
        if (name.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.OBSERVED_METRICS_WITHOUT_NAME, "observe(...) has an empty name")
                    .mend("give it a name, by which the metrics are found")
                    .build();
        }
        metrics.forEach(this::requireAggregate);
        boolean isTaken = LogicalPlan.nodes(child).stream()
                .anyMatch(node -> node instanceof LogicalPlan.Observe other
                        && other.name().equals(name));
        if (isTaken) {
            throw SluiceException.analysis(
                            ErrorCondition.DUPLICATED_METRICS_NAME, "two steps observe metrics under one name")
                    .found(name)
                    .mend("give each a name of its own")
                    .build();
        }
        LogicalPlan grouped = new AggregateAnalysis(types, caseSensitive).analyze(child, List.of(), metrics, null);
        return switch (grouped) {
            case LogicalPlan.Project(LogicalPlan.Aggregate aggregate, var columns, var ignored) ->
                observe(child, step, aggregate, columns);
            case LogicalPlan.Aggregate aggregate -> {
                Scope scope = new Scope(aggregate.output(), true);
                List<NamedExpression> columns = new ArrayList<>();
                for (int column = 0; column < aggregate.output().size(); column++) {
                    columns.add(new NamedExpression(
                            scope.column(column), aggregate.output().get(column).name()));
                }
                yield observe(child, step, aggregate, columns);
            }
            case LogicalPlan other -> throw new IllegalStateException("no grouping: " + other.describe());
        };
    }

    private static LogicalPlan observe(
            LogicalPlan child,
            UnresolvedPlan.Observe step,
            LogicalPlan.Aggregate aggregate,
            List<NamedExpression> metrics) {
        if (!aggregate.child().equals(child)) {
            throw SluiceException.analysis(ErrorCondition.NOT_YET_SUPPORTED, "window(...) cannot stand in observe(...)")
                    .mend("add the window in a select(...) before it")
                    .build();
        }
        return new LogicalPlan.Observe(child, step.name(), aggregate.aggregates(), metrics, step.waiting());
    }

    private void requireAggregate(UnresolvedExpression metric) {
        if (!AggregateAnalysis.hasAggregate(metric, types)
                && !HiddenColumns.names(List.of(metric)).isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.OBSERVED_METRIC_IS_NO_AGGREGATE,
                            "\"" + UnresolvedText.of(metric) + "\" has no aggregate in it")
                    .at("observe(...)")
                    .mend("put it into an aggregate, for example max(...)")
                    .build();
        }
    }
}

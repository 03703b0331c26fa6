package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a sort and a filter see columns that a projection below them has left out, as Spark does:
 *
 * <pre>
 * Sort [b]                 Project [a]
 *    Project [a]     =>       Sort [b]
 *       child                    Project [a, b]
 *                                   child
 * </pre>
 */
final class HiddenColumns {
    private final boolean caseSensitive;

    HiddenColumns(boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
    }

    /** The child with those columns at its end that the expressions name, that it lacks, and that a node below it has. */
    LogicalPlan reveal(LogicalPlan child, List<? extends UnresolvedExpression> expressions) {
        return reveal(child, expressions, name -> true);
    }

    /** As above, but only names that {@code isWanted}. */
    LogicalPlan reveal(
            LogicalPlan child,
            List<? extends UnresolvedExpression> expressions,
            Predicate<UnresolvedExpression.Name> isWanted) {
        LogicalPlan revealed = child;
        for (UnresolvedExpression.Name name : names(expressions)) {
            if (isWanted.test(name) && named(revealed, name).isEmpty()) {
                LogicalPlan wider = widened(revealed, name);
                revealed = wider == null ? revealed : wider;
            }
        }
        return revealed;
    }

    /** The names in these expressions, each as often as it stands there. */
    static List<UnresolvedExpression.Name> names(List<? extends UnresolvedExpression> expressions) {
        List<UnresolvedExpression.Name> names = new ArrayList<>();
        expressions.forEach(expression -> collect(expression, names));
        return names;
    }

    /** The child with those columns at its end that the expressions name and that only its source has. */
    LogicalPlan ofSource(LogicalPlan child, List<? extends UnresolvedExpression> expressions) {
        return reveal(child, expressions, HiddenColumns::isOfSource);
    }

    /** The first {@code count} columns. */
    static LogicalPlan hide(LogicalPlan plan, int count) {
        if (plan.output().size() == count) {
            return plan;
        }
        Scope scope = new Scope(plan.output(), true);
        List<NamedExpression> columns = new ArrayList<>();
        for (int ordinal = 0; ordinal < count; ordinal++) {
            columns.add(new NamedExpression(
                    scope.column(ordinal), plan.output().get(ordinal).name()));
        }
        return new LogicalPlan.Project(plan, columns, plan.output().subList(0, count));
    }

    /** The plan with one more column at its end, null if it cannot have it. */
    private @Nullable LogicalPlan widened(LogicalPlan plan, UnresolvedExpression.Name name) {
        return switch (plan) {
            case LogicalPlan.Project project -> widened(project, name);
            case LogicalPlan.Scan scan -> widened(scan, name);
            // What is left out is not kept, and so computed anew.
            case LogicalPlan.Kept kept -> widened(kept.child(), name);
            case LogicalPlan.Filter filter -> {
                LogicalPlan below = widened(filter.child(), name);
                yield below == null ? null : new LogicalPlan.Filter(below, filter.condition());
            }
            case LogicalPlan.Sort sort -> {
                LogicalPlan below = widened(sort.child(), name);
                yield below == null ? null : new LogicalPlan.Sort(below, sort.orders());
            }
            case LogicalPlan.Limit limit -> {
                LogicalPlan below = widened(limit.child(), name);
                yield below == null ? null : new LogicalPlan.Limit(below, limit.count());
            }
            case LogicalPlan.EventTimeWatermark watermark
            when isOfSource(name) -> {
                LogicalPlan below = widened(watermark.child(), name);
                if (below == null) {
                    yield null;
                }
                List<Attribute> output = new ArrayList<>(watermark.output());
                output.add(below.output().getLast());
                yield watermark.over(below, watermark.column(), output);
            }
            default -> null;
        };
    }

    private static boolean isOfSource(UnresolvedExpression.Name name) {
        return SourceRelation.MAY_BE_HIDDEN.equalsIgnoreCase(name.parts().getFirst());
    }

    private static @Nullable LogicalPlan widened(LogicalPlan.Scan scan, UnresolvedExpression.Name name) {
        for (Attribute hidden : Attribute.of(scan.relation().hidden())) {
            if (hidden.name().equalsIgnoreCase(name.parts().getFirst())) {
                List<Attribute> output = new ArrayList<>(scan.output());
                output.add(hidden);
                return new LogicalPlan.Scan(scan.relation(), output);
            }
        }
        return null;
    }

    /** A name that several columns of the child have means one further below, as in Spark. */
    private @Nullable LogicalPlan widened(LogicalPlan.Project project, UnresolvedExpression.Name name) {
        List<Integer> named = named(project.child(), name);
        if (named.size() == 1) {
            return withColumn(project, project.child(), named.getFirst());
        }
        LogicalPlan below = widened(project.child(), name);
        return below == null ? null : withColumn(project, below, below.output().size() - 1);
    }

    private static LogicalPlan withColumn(LogicalPlan.Project project, LogicalPlan below, int ordinal) {
        Attribute column = below.output().get(ordinal);
        List<NamedExpression> columns = new ArrayList<>(project.columns());
        columns.add(new NamedExpression(new Scope(below.output(), true).column(ordinal), column.name()));
        List<Attribute> output = new ArrayList<>(project.output());
        output.add(column);
        return new LogicalPlan.Project(below, columns, output);
    }

    private List<Integer> named(LogicalPlan plan, UnresolvedExpression.Name name) {
        return new Scope(plan.output(), caseSensitive).matching(name);
    }

    private static void collect(UnresolvedExpression expression, List<UnresolvedExpression.Name> names) {
        switch (expression) {
            case UnresolvedExpression.Name name -> names.add(name);
            case UnresolvedExpression.Function function ->
                function.arguments().forEach(argument -> collect(argument, names));
            case UnresolvedExpression.UserCall call -> call.arguments().forEach(argument -> collect(argument, names));
            case UnresolvedExpression.Cast cast -> collect(cast.child(), names);
            case UnresolvedExpression.Alias alias -> collect(alias.child(), names);
            case UnresolvedExpression.Aliases aliases -> collect(aliases.child(), names);
            case UnresolvedExpression.FieldAccess access -> collect(access.child(), names);
            case UnresolvedExpression.SortKey key -> collect(key.child(), names);
            case UnresolvedExpression.CaseWhen caseWhen -> {
                caseWhen.conditions().forEach(condition -> collect(condition, names));
                caseWhen.values().forEach(value -> collect(value, names));
                if (caseWhen.otherwise() != null) {
                    collect(caseWhen.otherwise(), names);
                }
            }
            case UnresolvedExpression.Lambda lambda -> collect(lambda.body(), names);
            case UnresolvedExpression.Variable ignored -> {}
            case UnresolvedExpression.Star ignored -> {}
            case UnresolvedExpression.Value ignored -> {}
        }
    }
}

package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * One projection in the place of two, and none where it changes nothing:
 *
 * <pre>
 * Project [a + 1 as b]                 Project [(x + 1) + 1 as b]
 *    Project [x + 1 as a, y]     =>       child
 *       child
 * </pre>
 *
 * Not where an expression would then be computed twice, or is not deterministic.
 */
final class CollapseProjects {
    private CollapseProjects() {}

    static LogicalPlan apply(LogicalPlan plan) {
        LogicalPlan below = PlanRewrites.mapChildren(plan, CollapseProjects::apply);
        if (!(below instanceof LogicalPlan.Project upper)) {
            return below;
        }
        if (upper.child() instanceof LogicalPlan.Project lower && mayMerge(upper, lower)) {
            List<NamedExpression> columns = new ArrayList<>();
            for (NamedExpression column : upper.columns()) {
                columns.add(new NamedExpression(
                        Expressions.substitute(column.expression(), lower.columns()), column.name()));
            }
            return withoutNothing(new LogicalPlan.Project(lower.child(), columns, upper.output()));
        }
        return withoutNothing(upper);
    }

    /** A projection that hands on every column as it is goes, unless it gives one another name or mark. */
    private static LogicalPlan withoutNothing(LogicalPlan.Project project) {
        boolean changesNothing = project.output().equals(project.child().output());
        for (int column = 0; column < project.columns().size() && changesNothing; column++) {
            changesNothing = project.columns().get(column).expression() instanceof Expression.InputRef reference
                    && reference.ordinal() == column;
        }
        return changesNothing ? project.child() : project;
    }

    private static boolean mayMerge(LogicalPlan.Project upper, LogicalPlan.Project lower) {
        int[] uses = new int[lower.columns().size()];
        for (NamedExpression column : upper.columns()) {
            count(column.expression(), uses);
        }
        for (int column = 0; column < uses.length; column++) {
            Expression expression = lower.columns().get(column).expression();
            boolean isCheap = expression instanceof Expression.Literal || isReference(expression);
            if ((uses[column] > 1 && !isCheap) || !Expressions.isDeterministic(expression)) {
                return false;
            }
        }
        return true;
    }

    /** A column, or a field of one. */
    private static boolean isReference(Expression expression) {
        return expression instanceof Expression.InputRef
                || (expression instanceof Expression.GetField field && isReference(field.struct()));
    }

    private static void count(Expression expression, int[] uses) {
        if (expression instanceof Expression.InputRef reference) {
            uses[reference.ordinal()]++;
        }
        expression.children().forEach(child -> count(child, uses));
    }
}

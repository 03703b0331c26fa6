package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What is asked of one side of a join alone is asked before it, and what an inner join is filtered by it is joined by:
 *
 * <pre>
 * Filter l.a > 1 and l.b = r.b           Join Inner l.b = r.b
 *    Join Inner r.c < 5           =>        Filter a > 1
 *       left                                   left
 *       right                               Filter c < 5
 *                                              right
 * </pre>
 *
 * A side of which rows without a partner come out is not filtered by the condition of the join, and the other one not by a
 * filter above it. What can fail stays where it is: below it would be asked of rows that the join drops.
 */
final class JoinFilters {
    private final LogicalPlan.Join join;
    private final int leftCount;
    private final List<Expression> ofLeft = new ArrayList<>();
    private final List<Expression> ofRight = new ArrayList<>();
    private final List<Expression> ofJoin = new ArrayList<>();
    private final List<Expression> above = new ArrayList<>();

    private JoinFilters(LogicalPlan.Join join) {
        this.join = join;
        this.leftCount = join.left().output().size();
    }

    /**
     * @param conjuncts of a filter above the join
     * @param push puts filters over a plan, each as far down as it may go
     */
    static LogicalPlan push(
            LogicalPlan.Join join,
            List<Expression> conjuncts,
            BiFunction<LogicalPlan, List<Expression>, LogicalPlan> push) {
        JoinFilters filters = new JoinFilters(join);
        conjuncts.forEach(filters::placeFilter);
        if (join.condition() != null) {
            Expressions.conjuncts(join.condition()).forEach(filters::placeCondition);
        }
        return filters.rebuilt(push);
    }

    private boolean isInner() {
        return join.type() == JoinType.INNER || join.type() == JoinType.CROSS;
    }

    private void placeFilter(Expression conjunct) {
        if (!isMovable(conjunct)) {
            above.add(conjunct);
        } else if (isOfLeft(conjunct) && !join.type().keepsRight()) {
            ofLeft.add(conjunct);
        } else if (isOfRight(conjunct) && !join.type().keepsLeft()) {
            ofRight.add(Expressions.shifted(conjunct, -leftCount));
        } else if (isInner()) {
            ofJoin.add(conjunct);
        } else {
            above.add(conjunct);
        }
    }

    private void placeCondition(Expression conjunct) {
        if (isMovable(conjunct) && isOfLeft(conjunct) && !join.type().keepsLeft()) {
            ofLeft.add(conjunct);
        } else if (isMovable(conjunct) && isOfRight(conjunct) && !join.type().keepsRight()) {
            ofRight.add(Expressions.shifted(conjunct, -leftCount));
        } else {
            ofJoin.add(conjunct);
        }
    }

    private static boolean isMovable(Expression conjunct) {
        return Expressions.isDeterministic(conjunct) && !Expressions.canFail(conjunct);
    }

    private boolean isOfLeft(Expression conjunct) {
        BitSet columns = Expressions.references(conjunct);
        return !columns.isEmpty() && columns.length() <= leftCount;
    }

    private boolean isOfRight(Expression conjunct) {
        return Expressions.references(conjunct).nextSetBit(0) >= leftCount;
    }

    private LogicalPlan rebuilt(BiFunction<LogicalPlan, List<Expression>, LogicalPlan> push) {
        LogicalPlan rebuilt = new LogicalPlan.Join(
                push.apply(join.left(), ofLeft),
                push.apply(join.right(), ofRight),
                join.type(),
                ofJoin.isEmpty() ? null : Expressions.conjunction(ofJoin),
                join.output());
        return above.isEmpty() ? rebuilt : new LogicalPlan.Filter(rebuilt, Expressions.conjunction(above));
    }
}

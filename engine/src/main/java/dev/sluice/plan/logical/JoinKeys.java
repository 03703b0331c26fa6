package dev.sluice.plan.logical;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a join, taken apart: what has to be equal on both sides, and the rest.
 *
 * @param left expressions over the left side
 * @param right expressions over the right side, each equal to the one of its place on the left
 * @param nullsMatch for each key whether null equals null, else a row with a null there has no partner
 * @param rest over the columns of both sides, asked of rows whose keys are equal; null if there is nothing more to ask
 */
public record JoinKeys(
        List<Expression> left,
        List<Expression> right,
        List<Boolean> nullsMatch,
        @Nullable Expression rest) {
    public JoinKeys {
        left = List.copyOf(left);
        right = List.copyOf(right);
        nullsMatch = List.copyOf(nullsMatch);
    }

    public static JoinKeys of(LogicalPlan.Join join) {
        List<Expression> left = new ArrayList<>();
        List<Expression> right = new ArrayList<>();
        List<Boolean> nullsMatch = new ArrayList<>();
        List<Expression> rest = new ArrayList<>();
        int leftCount = join.left().output().size();
        Expression condition = join.condition();
        for (Expression conjunct : condition == null ? List.<Expression>of() : Expressions.conjuncts(condition)) {
            List<Expression> sides = isEquality(conjunct) ? conjunct.children() : List.of();
            if (sides.size() == 2
                    && isOf(sides.get(0), 0, leftCount)
                    && isOf(sides.get(1), leftCount, Integer.MAX_VALUE)) {
                left.add(sides.get(0));
                right.add(Expressions.shifted(sides.get(1), -leftCount));
                nullsMatch.add(isNullSafe(conjunct));
            } else if (sides.size() == 2
                    && isOf(sides.get(1), 0, leftCount)
                    && isOf(sides.get(0), leftCount, Integer.MAX_VALUE)) {
                left.add(sides.get(1));
                right.add(Expressions.shifted(sides.get(0), -leftCount));
                nullsMatch.add(isNullSafe(conjunct));
            } else {
                rest.add(conjunct);
            }
        }
        return new JoinKeys(left, right, nullsMatch, rest.isEmpty() ? null : Expressions.conjunction(rest));
    }

    private static boolean isEquality(Expression conjunct) {
        return conjunct instanceof Expression.Call call
                && (call.name().equals("=") || call.name().equals("==") || isNullSafe(call))
                && Expressions.isDeterministic(call);
    }

    private static boolean isNullSafe(Expression conjunct) {
        return conjunct instanceof Expression.Call call && call.name().equals("<=>");
    }

    /** Whether it reads columns, all of them from {@code from} up to {@code to}. */
    private static boolean isOf(Expression expression, int from, int to) {
        BitSet columns = Expressions.references(expression);
        return !columns.isEmpty() && columns.nextSetBit(0) >= from && columns.length() <= to;
    }
}

package dev.sluice.execution.expression;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import java.util.BitSet;

/** What can be said of an expression before it runs. */
public final class ExpressionTraits {
    private ExpressionTraits() {}

    /** Whether every row of every batch of a task gives the same value. */
    static boolean isConstant(Expression expression) {
        boolean varies = switch (expression) {
            case Expression.InputRef ignored -> true;
            case Expression.Call call -> !call.function().isDeterministic();
            case Expression.Cast cast -> !cast.function().isDeterministic();
            case Expression.HigherOrder higherOrder ->
                higherOrder.lambdas().stream().anyMatch(lambda -> !Expressions.isDeterministic(lambda.body()));
            case Expression.Literal ignored -> false;
            case Expression.GetField ignored -> false;
            case Expression.And ignored -> false;
            case Expression.Or ignored -> false;
            case Expression.CaseWhen ignored -> false;
            case Expression.Coalesce ignored -> false;
            case Expression.Attempt ignored -> false;
            case Expression.MakeStruct ignored -> false;
            case Expression.CurrentTimestamp ignored -> false;
        };
        if (varies) {
            return false;
        }
        for (Expression child : expression.children()) {
            if (!isConstant(child)) {
                return false;
            }
        }
        return true;
    }

    /** Whether some values make it fail. A function that is not deterministic counts, as it must see each row once. */
    public static boolean canFail(Expression expression) {
        if (expression instanceof Expression.Attempt attempt) {
            return !Expressions.isDeterministic(attempt);
        }
        boolean fails = switch (expression) {
            case Expression.Call call ->
                call.function().canFail() || !call.function().isDeterministic();
            case Expression.Cast cast ->
                cast.function().canFail() || !cast.function().isDeterministic();
            case Expression.HigherOrder higherOrder ->
                higherOrder.function().canFail()
                        || higherOrder.lambdas().stream().anyMatch(lambda -> canFail(lambda.body()));
            case Expression.InputRef ignored -> false;
            case Expression.Literal ignored -> false;
            case Expression.GetField ignored -> false;
            case Expression.And ignored -> false;
            case Expression.Or ignored -> false;
            case Expression.CaseWhen ignored -> false;
            case Expression.Coalesce ignored -> false;
            case Expression.Attempt ignored -> false;
            case Expression.MakeStruct ignored -> false;
            case Expression.CurrentTimestamp ignored -> false;
        };
        if (fails) {
            return true;
        }
        for (Expression child : expression.children()) {
            if (canFail(child)) {
                return true;
            }
        }
        return false;
    }

    /** The columns of the input that it reads, ascending. */
    static int[] inputOrdinals(Expression expression) {
        BitSet ordinals = new BitSet();
        collect(expression, ordinals);
        int[] ascending = new int[ordinals.cardinality()];
        int next = -1;
        for (int index = 0; index < ascending.length; index++) {
            next = ordinals.nextSetBit(next + 1);
            ascending[index] = next;
        }
        return ascending;
    }

    private static void collect(Expression expression, BitSet ordinals) {
        if (expression instanceof Expression.InputRef reference) {
            ordinals.set(reference.ordinal());
        }
        for (Expression child : expression.children()) {
            collect(child, ordinals);
        }
    }
}

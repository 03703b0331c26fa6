package dev.sluice.plan.expression;

import java.util.BitSet;
import java.util.Set;

/** What comparisons ask of the columns they read. */
public final class Comparisons {
    private static final Set<String> STRICT = Set.of("=", "==", "<", "<=", ">", ">=");

    private Comparisons() {}

    /** The columns that must not be null for the condition to be true, as far as it is a comparison of sums of columns. */
    public static BitSet required(Expression condition) {
        BitSet required = new BitSet();
        boolean isComparison = condition instanceof Expression.Call call && STRICT.contains(call.name());
        if (isComparison && condition.children().stream().allMatch(Comparisons::isNullWithAColumn)) {
            Expressions.addReferences(condition, required);
        }
        return required;
    }

    /** Whether it is null as soon as one of its columns is. */
    private static boolean isNullWithAColumn(Expression expression) {
        return switch (expression) {
            case Expression.InputRef ignored -> true;
            case Expression.Literal ignored -> true;
            case Expression.Cast cast -> isNullWithAColumn(cast.child());
            case Expression.Call call ->
                (call.name().equals("+") || call.name().equals("-"))
                        && call.arguments().stream().allMatch(Comparisons::isNullWithAColumn);
            case Expression other -> false;
        };
    }
}

package dev.sluice.plan.expression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ways to walk, ask and rewrite trees of expressions. */
public final class Expressions {
    private Expressions() {}

    /** The same node with {@code change} applied to each child; the node itself where no child changes. */
    @SuppressWarnings("ReferenceEquality") // Whether it is the same tree, not whether it says the same.
    public static Expression mapChildren(Expression expression, UnaryOperator<Expression> change) {
        List<Expression> before = expression.children();
        List<Expression> after = new ArrayList<>(before.size());
        boolean isChanged = false;
        for (Expression child : before) {
            Expression changed = change.apply(child);
            isChanged |= changed != child;
            after.add(changed);
        }
        return isChanged ? withChildren(expression, after) : expression;
    }

    private static Expression withChildren(Expression expression, List<Expression> children) {
        return switch (expression) {
            case Expression.Literal literal -> literal;
            case Expression.InputRef reference -> reference;
            case Expression.CurrentTimestamp now -> now;
            case Expression.GetField field -> new Expression.GetField(children.getFirst(), field.ordinal());
            case Expression.Cast cast ->
                new Expression.Cast(children.getFirst(), cast.type(), cast.function(), cast.isTrying());
            case Expression.Call call -> new Expression.Call(call.name(), call.function(), children);
            case Expression.And ignored -> new Expression.And(children.get(0), children.get(1));
            case Expression.Or ignored -> new Expression.Or(children.get(0), children.get(1));
            case Expression.Coalesce coalesce -> new Expression.Coalesce(children, coalesce.type());
            case Expression.Attempt ignored -> new Expression.Attempt(children.getFirst());
            case Expression.HigherOrder higherOrder -> higherOrder.withChildren(children);
            case Expression.MakeStruct struct -> new Expression.MakeStruct(struct.names(), children);
            case Expression.CaseWhen caseWhen -> {
                List<Expression> conditions = new ArrayList<>();
                List<Expression> values = new ArrayList<>();
                for (int branch = 0; branch < caseWhen.conditions().size(); branch++) {
                    conditions.add(children.get(2 * branch));
                    values.add(children.get(2 * branch + 1));
                }
                Expression otherwise = caseWhen.otherwise() == null ? null : children.getLast();
                yield new Expression.CaseWhen(conditions, values, otherwise, caseWhen.type());
            }
        };
    }

    /** Children first, then the node made of them. */
    public static Expression transformUp(Expression expression, UnaryOperator<Expression> change) {
        return change.apply(mapChildren(expression, child -> transformUp(child, change)));
    }

    /** Each reference to a column replaced by the expression that computes this column. */
    public static Expression substitute(Expression expression, List<NamedExpression> columns) {
        return transformUp(
                expression,
                node -> node instanceof Expression.InputRef reference
                        ? columns.get(reference.ordinal()).expression()
                        : node);
    }

    /** Each reference to a column moved by so many places. */
    public static Expression shifted(Expression expression, int places) {
        return transformUp(
                expression,
                node -> node instanceof Expression.InputRef reference
                        ? new Expression.InputRef(
                                reference.ordinal() + places,
                                reference.name(),
                                reference.type(),
                                reference.isNullable())
                        : node);
    }

    /** The columns of the input that are read. */
    public static BitSet references(Expression expression) {
        BitSet ordinals = new BitSet();
        addReferences(expression, ordinals);
        return ordinals;
    }

    public static void addReferences(Expression expression, BitSet ordinals) {
        if (expression instanceof Expression.InputRef reference) {
            ordinals.set(reference.ordinal());
        }
        expression.children().forEach(child -> addReferences(child, ordinals));
    }

    public static boolean any(Expression expression, Predicate<Expression> isWanted) {
        if (isWanted.test(expression)) {
            return true;
        }
        for (Expression child : expression.children()) {
            if (any(child, isWanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the same row gives the same value whenever it is asked. */
    public static boolean isDeterministic(Expression expression) {
        return !any(expression, node -> switch (node) {
            case Expression.Call call -> !call.function().isDeterministic();
            case Expression.Cast cast -> !cast.function().isDeterministic();
            case Expression.HigherOrder higherOrder ->
                !higherOrder.lambdas().stream().allMatch(lambda -> isDeterministic(lambda.body()));
            case Expression other -> false;
        });
    }

    /** Whether some values make it fail. */
    public static boolean canFail(Expression expression) {
        return switch (expression) {
            case Expression.Attempt ignored -> false;
            case Expression.Call call when call.function().canFail() -> true;
            case Expression.Cast cast when cast.function().canFail() -> true;
            case Expression.HigherOrder higherOrder when canFailItself(higherOrder) -> true;
            case Expression other -> other.children().stream().anyMatch(Expressions::canFail);
        };
    }

    private static boolean canFailItself(Expression.HigherOrder higherOrder) {
        return higherOrder.function().canFail()
                || higherOrder.lambdas().stream().anyMatch(lambda -> canFail(lambda.body()));
    }

    /** The parts of a condition that must all be true, from left to right. */
    public static List<Expression> conjuncts(Expression condition) {
        List<Expression> parts = new ArrayList<>();
        addConjuncts(condition, parts);
        return parts;
    }

    private static void addConjuncts(Expression condition, List<Expression> parts) {
        if (condition instanceof Expression.And(Expression left, Expression right)) {
            addConjuncts(left, parts);
            addConjuncts(right, parts);
        } else {
            parts.add(condition);
        }
    }

    /** @param parts at least one */
    public static Expression conjunction(List<Expression> parts) {
        Expression all = parts.getFirst();
        for (Expression part : parts.subList(1, parts.size())) {
            all = new Expression.And(all, part);
        }
        return all;
    }
}

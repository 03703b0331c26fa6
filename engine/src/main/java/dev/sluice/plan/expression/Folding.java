package dev.sluice.plan.expression;

import dev.sluice.types.AtomicType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an expression is known before anything runs, put in its place. What fails is left to the rows that ask for it. */
public final class Folding {
    private final ConstantFolder folder;

    public Folding(ConstantFolder folder) {
        this.folder = folder;
    }

    public Expression fold(Expression expression) {
        return Expressions.transformUp(expression, this::node);
    }

    private Expression node(Expression expression) {
        return switch (expression) {
            case Expression.And and -> and(and);
            case Expression.Or or -> or(or);
            case Expression.CaseWhen caseWhen -> caseWhen(caseWhen);
            case Expression.Coalesce coalesce -> coalesce(coalesce);
            case Expression.Call call -> call(call);
            case Expression.Cast cast -> computed(cast);
            case Expression.Attempt attempt -> computed(attempt);
            case Expression other -> other;
        };
    }

    private Expression call(Expression.Call call) {
        int deciding = call.function().decidingArgument();
        boolean isNull = false;
        for (int index = 0; index < call.arguments().size(); index++) {
            int place = index == deciding ? 0 : index < deciding ? index + 1 : index;
            isNull |= place < call.function().decidingCount()
                    && is(call.arguments().get(index), null);
        }
        return isNull ? new Expression.Literal(null, call.type()) : computed(call);
    }

    private Expression computed(Expression expression) {
        boolean isConstant = Expressions.isDeterministic(expression)
                && !Expressions.any(
                        expression,
                        node -> node instanceof Expression.InputRef || node instanceof Expression.CurrentTimestamp);
        return isConstant ? folder.fold(expression).map(Expression.class::cast).orElse(expression) : expression;
    }

    private static Expression and(Expression.And and) {
        if (is(and.left(), true)) {
            return and.right();
        }
        if (is(and.right(), true)) {
            return and.left();
        }
        return is(and.left(), false) || is(and.right(), false) ? literal(false) : and;
    }

    private static Expression or(Expression.Or or) {
        if (is(or.left(), false)) {
            return or.right();
        }
        if (is(or.right(), false)) {
            return or.left();
        }
        return is(or.left(), true) || is(or.right(), true) ? literal(true) : or;
    }

    /** Branches that no row takes go; one that every row takes ends the list; where all give the same, none is chosen. */
    private static Expression caseWhen(Expression.CaseWhen caseWhen) {
        List<Expression> conditions = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        Expression otherwise = caseWhen.otherwise();
        for (int branch = 0; branch < caseWhen.conditions().size(); branch++) {
            Expression condition = caseWhen.conditions().get(branch);
            if (is(condition, true)) {
                otherwise = caseWhen.values().get(branch);
                break;
            }
            if (!is(condition, false) && !is(condition, null)) {
                conditions.add(condition);
                values.add(caseWhen.values().get(branch));
            }
        }
        Expression last = otherwise == null ? new Expression.Literal(null, caseWhen.type()) : otherwise;
        if (values.stream().allMatch(last::equals) && conditions.stream().allMatch(Expressions::isDeterministic)) {
            return last;
        }
        boolean isChanged = conditions.size() != caseWhen.conditions().size();
        return isChanged ? new Expression.CaseWhen(conditions, values, otherwise, caseWhen.type()) : caseWhen;
    }

    private static Expression coalesce(Expression.Coalesce coalesce) {
        List<Expression> arguments = coalesce.arguments().stream()
                .filter(argument -> !is(argument, null))
                .toList();
        if (arguments.isEmpty()) {
            return new Expression.Literal(null, coalesce.type());
        }
        if (arguments.size() == 1 || arguments.getFirst() instanceof Expression.Literal) {
            return arguments.getFirst();
        }
        return arguments.size() == coalesce.arguments().size()
                ? coalesce
                : new Expression.Coalesce(arguments, coalesce.type());
    }

    private static Expression literal(boolean value) {
        return new Expression.Literal(value, AtomicType.BOOLEAN);
    }

    private static boolean is(Expression expression, @Nullable Boolean value) {
        return expression instanceof Expression.Literal literal
                && (value == null ? literal.value() == null : value.equals(literal.value()));
    }
}

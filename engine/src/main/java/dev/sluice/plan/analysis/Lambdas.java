package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.spi.function.BoundHigherOrder;
import dev.sluice.spi.function.HigherOrderFunction;
import dev.sluice.spi.function.HigherOrderFunction.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Resolves calls with lambdas. While the body of a lambda is resolved its variables are columns of numbers that no input has;
 * then the body is closed: what else it reads becomes a captured value, and it speaks of these and its variables alone.
 */
final class Lambdas {
    /** Variables are numbered from here on. */
    private static final int FIRST_VARIABLE = 1 << 24;

    private final Types types;
    private final Resolver resolver;
    private final BiFunction<String, List<Expression>, Expression> call;

    /** Those of the lambdas around what is being resolved; of two of one name the inner. */
    private final Map<String, Expression.InputRef> variables = new HashMap<>();

    private int nextVariable = FIRST_VARIABLE;

    /** Gives an expression its types. */
    @FunctionalInterface
    interface Resolver {
        Expression resolve(UnresolvedExpression expression);
    }

    /** @param call calls a function of the registry */
    Lambdas(Types types, Resolver resolver, BiFunction<String, List<Expression>, Expression> call) {
        this.types = types;
        this.resolver = resolver;
        this.call = call;
    }

    Expression variable(UnresolvedExpression.Variable variable) {
        Expression.InputRef known = variables.get(variable.name());
        if (known == null) {
            throw SluiceException.analysis(
                            ErrorCondition.LAMBDA_ELSEWHERE, "A variable of a lambda stands outside of it")
                    .found(variable.name())
                    .mend("use what a lambda is called with in its own result only")
                    .build();
        }
        return known;
    }

    static SluiceException elsewhere(UnresolvedExpression.Lambda lambda) {
        return SluiceException.analysis(ErrorCondition.LAMBDA_ELSEWHERE, "A lambda stands where none is called")
                .found(UnresolvedText.of(lambda))
                .mend("pass it to a function such as transform(...)")
                .build();
    }

    /** Whether the function is given lambdas, or does nothing without. */
    boolean isCall(UnresolvedExpression.Function function) {
        return function.arguments().stream().anyMatch(UnresolvedExpression.Lambda.class::isInstance)
                || (types.functions().higherOrder(function.name()).isPresent()
                        && types.functions().scalar(function.name()).isEmpty());
    }

    Expression call(UnresolvedExpression.Function function) {
        HigherOrderFunction declared = types.functions()
                .higherOrder(function.name())
                .orElseThrow(() -> SluiceException.analysis(
                                ErrorCondition.LAMBDA_ELSEWHERE, "`" + function.name() + "` takes no lambda")
                        .found(UnresolvedText.of(function))
                        .mend("see the reference of functions")
                        .build());
        List<Expression> values = new ArrayList<>();
        List<UnresolvedExpression.Lambda> lambdas = new ArrayList<>();
        for (UnresolvedExpression argument : function.arguments()) {
            if (argument instanceof UnresolvedExpression.Lambda lambda) {
                lambdas.add(lambda);
            } else {
                values.add(resolver.resolve(argument));
            }
        }
        HigherOrderFunction.Opened opened = declared.open(
                values.stream().map(FunctionArguments::of).toList(),
                lambdas.stream().map(lambda -> lambda.variables().size()).toList(),
                types.context());
        List<Expression> cast = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            cast.add(types.cast(values.get(index), opened.castTo().get(index)));
        }
        List<Expression.Lambda> closed = new ArrayList<>();
        for (int index = 0; index < lambdas.size(); index++) {
            closed.add(lambda(lambdas.get(index), opened.variables(index)));
        }
        BoundHigherOrder bound = opened.bind(closed.stream()
                .map(lambda -> FunctionArguments.of(lambda.body()))
                .toList());
        return new Expression.HigherOrder(function.name(), bound, behindNull(cast), closed);
    }

    /** What stands behind a list that may be null is not asked for where it is, if it can fail. */
    private List<Expression> behindNull(List<Expression> values) {
        Expression list = values.getFirst();
        if (!list.isNullable() || !Expressions.isDeterministic(list)) {
            return values;
        }
        Expression isPresent = call.apply("isnotnull", List.of(list));
        List<Expression> asked = new ArrayList<>(List.of(list));
        for (Expression value : values.subList(1, values.size())) {
            asked.add(
                    Expressions.canFail(value)
                            ? new Expression.CaseWhen(List.of(isPresent), List.of(value), null, value.type())
                            : value);
        }
        return asked;
    }

    private Expression.Lambda lambda(UnresolvedExpression.Lambda lambda, List<Variable> types) {
        Map<String, Expression.InputRef> outer = new HashMap<>(variables);
        List<Expression.InputRef> own = new ArrayList<>();
        for (int index = 0; index < types.size(); index++) {
            Variable type = types.get(index);
            String name = lambda.variables().get(index);
            own.add(new Expression.InputRef(nextVariable++, "lambda " + name, type.type(), type.nullable()));
            variables.put(name, own.getLast());
        }
        Expression body = resolver.resolve(lambda.body());
        variables.clear();
        variables.putAll(outer);
        return closed(body, own);
    }

    /** The body over what it reads, then its own variables. */
    private static Expression.Lambda closed(Expression body, List<Expression.InputRef> own) {
        List<Expression.InputRef> captured = new ArrayList<>();
        collect(body, own, captured);
        List<Expression.InputRef> columns = new ArrayList<>(captured);
        columns.addAll(own);
        UnaryOperator<Expression> local =
                node -> node instanceof Expression.InputRef reference ? column(columns, reference) : node;
        return new Expression.Lambda(List.copyOf(captured), own, Expressions.transformUp(body, local));
    }

    private static Expression column(List<Expression.InputRef> columns, Expression.InputRef reference) {
        return new Expression.InputRef(
                indexOf(columns, reference.ordinal()), reference.name(), reference.type(), reference.isNullable());
    }

    private static void collect(
            Expression expression, List<Expression.InputRef> own, List<Expression.InputRef> captured) {
        if (expression instanceof Expression.InputRef reference
                && indexOf(own, reference.ordinal()) < 0
                && indexOf(captured, reference.ordinal()) < 0) {
            captured.add(reference);
        }
        expression.children().forEach(child -> collect(child, own, captured));
    }

    private static int indexOf(List<Expression.InputRef> columns, int ordinal) {
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).ordinal() == ordinal) {
                return index;
            }
        }
        return -1;
    }
}

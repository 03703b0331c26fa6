package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.spi.function.ScalarFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions are told of their arguments before anything runs. */
final class FunctionArguments {
    private FunctionArguments() {}

    static ScalarFunction.Argument of(Expression expression) {
        return expression instanceof Expression.Literal literal && (literal.value() != null || literal.isUntyped())
                ? new ScalarFunction.Argument(
                        literal.type(), literal.isNullable(), true, literal.value(), literal.sql())
                : new ScalarFunction.Argument(
                        expression.type(),
                        expression.isNullable(),
                        false,
                        isConstant(expression),
                        literalTexts(expression),
                        expression.sql());
    }

    private static boolean isConstant(Expression expression) {
        return Expressions.isDeterministic(expression)
                && !Expressions.any(expression, node -> node instanceof Expression.InputRef);
    }

    /** The entries of a map of literal texts, as functions take their options; null for anything else. */
    private static @Nullable Map<String, String> literalTexts(Expression expression) {
        if (!(expression instanceof Expression.Call call) || !call.name().equals("map")) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int index = 0; index < call.arguments().size(); index += 2) {
            if (!(call.arguments().get(index) instanceof Expression.Literal key)
                    || !(call.arguments().get(index + 1) instanceof Expression.Literal value)
                    || !(key.value() instanceof String name)
                    || !(value.value() instanceof String text)) {
                return null;
            }
            texts.put(name, text);
        }
        return texts;
    }
}

package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.Folding;
import dev.sluice.plan.expression.KernelFolder;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.ArrayType;
import dev.sluice.types.MapType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions are told of their arguments before anything runs. */
final class FunctionArguments {
    private static final KernelFolder FOLDER = new KernelFolder();
    private static final Folding FOLDING = new Folding(FOLDER);

    private FunctionArguments() {}

    static ScalarFunction.Argument of(Expression expression) {
        if (Types.isUntyped(expression)) {
            return new ScalarFunction.Argument(expression.type(), true, true, null, expression.sql());
        }
        return expression instanceof Expression.Literal literal && (literal.value() != null || literal.isUntyped())
                ? new ScalarFunction.Argument(
                        literal.type(), literal.isNullable(), true, literal.value(), literal.sql())
                : new ScalarFunction.Argument(
                        expression.type(),
                        expression.isNullable(),
                        false,
                        null,
                        isConstant(expression) ? () -> value(expression) : null,
                        expression.sql());
    }

    private static boolean isConstant(Expression expression) {
        return Expressions.isDeterministic(expression)
                && !Expressions.any(expression, node -> node instanceof Expression.InputRef);
    }

    private static @Nullable Object value(Expression expression) {
        if (expression.type() instanceof MapType) {
            return expression instanceof Expression.Call call && call.name().equals("map") ? entries(call) : null;
        }
        if (expression.type() instanceof ArrayType) {
            return expression instanceof Expression.Call call && call.name().equals("array") ? elements(call) : null;
        }
        Expression folded = FOLDING.fold(expression);
        return folded instanceof Expression.Literal literal
                ? literal.value()
                : FOLDER.compute(folded).map(Expression.Literal::value).orElseThrow(() -> notKnown(expression));
    }

    private static List<@Nullable Object> elements(Expression.Call array) {
        List<@Nullable Object> elements = new ArrayList<>();
        array.arguments().forEach(element -> elements.add(value(element)));
        return elements;
    }

    private static SluiceException notKnown(Expression expression) {
        return SluiceException.analysis(
                        ErrorCondition.NON_FOLDABLE_INPUT,
                        "An argument that shapes the plan cannot be computed before anything runs")
                .found("\"" + expression.sql() + "\"")
                .mend("write it as a literal")
                .build();
    }

    /** As functions take their options. */
    private static Map<Object, Object> entries(Expression.Call map) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int index = 0; index < map.arguments().size(); index += 2) {
            Object key = value(map.arguments().get(index));
            Object value = value(map.arguments().get(index + 1));
            entries.put(String.valueOf(key), String.valueOf(value));
        }
        return entries;
    }
}

package dev.sluice.plan.analysis;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.UnresolvedExpression.Function;
import dev.sluice.types.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Functions that give null for what fails. Those in which what their arguments fail with counts too are Spark's {@code TryEval};
 * an operator of two numbers is none of them.
 */
final class AttemptForms {
    /** The operators, by the names under which they are tried. */
    private static final Map<String, String> OPERATORS = Map.of(
            "try_add", "+",
            "try_subtract", "-",
            "try_multiply", "*",
            "try_divide", "/",
            "try_mod", "%");

    private final TimeArithmetic timeArithmetic;

    /** Makes the call of a function of resolved arguments. */
    private final BiFunction<Function, List<Expression>, Expression> caller;

    AttemptForms(TimeArithmetic timeArithmetic, BiFunction<Function, List<Expression>, Expression> caller) {
        this.timeArithmetic = timeArithmetic;
        this.caller = caller;
    }

    /** @param name of the function, in small letters: that of an operator that is tried */
    Expression operator(String name, Function function, List<Expression> operands) {
        if (operands.stream().allMatch(AttemptForms::isNumber)) {
            return caller.apply(function, operands);
        }
        String operator = Objects.requireNonNull(OPERATORS.get(name), name);
        Function strict = new Function(operator, function.arguments());
        boolean isOfTimes = operator.equals("+") || operator.equals("-");
        return attempt(isOfTimes ? timeArithmetic.resolve(strict, operands) : caller.apply(strict, operands));
    }

    private static boolean isNumber(Expression operand) {
        return !Types.isUntyped(operand) && operand.type() instanceof ScalarType type && type.isNumeric();
    }

    /** Null where the expression, or what it is computed of, fails. */
    static Expression attempt(Expression expression) {
        return Expressions.canFail(expression) ? new Expression.Attempt(expression) : expression;
    }
}

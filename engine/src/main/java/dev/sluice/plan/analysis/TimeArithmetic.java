package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedExpression.Function;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Sums and differences in which a time takes part mean something else than those of numbers (Spark's
 * BinaryArithmeticWithDatetimeResolver):
 *
 * <pre>
 * date + days, days + date     =>     date_add(date, days)
 * date - days                  =>     date_sub(date, days)
 * time - time                  =>     an interval
 * </pre>
 */
final class TimeArithmetic {
    private final boolean ansi;

    /** Makes the call of a function of resolved arguments. */
    private final BiFunction<Function, List<Expression>, Expression> caller;

    private final Map<UnresolvedExpression, UnresolvedExpression> shown;

    /** @param shown told of the operators that stood for something else, and of the calls in their place, by which columns are named */
    TimeArithmetic(
            boolean ansi,
            BiFunction<Function, List<Expression>, Expression> caller,
            Map<UnresolvedExpression, UnresolvedExpression> shown) {
        this.shown = shown;
        this.ansi = ansi;
        this.caller = caller;
    }

    /** Whether days are added to a date or taken from it. */
    static boolean isOfDates(List<Expression> operands) {
        return operands.stream().anyMatch(operand -> operand.type() == AtomicType.DATE);
    }

    /**
     * What the operator means.
     *
     * @param operator {@code +} or {@code -}
     * @param operands two, resolved
     */
    Expression resolve(Function operator, List<Expression> operands) {
        Expression left = operands.getFirst();
        Expression right = operands.getLast();
        if (operator.name().equals("+")) {
            if (left.type() == AtomicType.DATE) {
                return sum(operator, operator.arguments(), left, right);
            }
            return right.type() == AtomicType.DATE
                    ? sum(operator, operator.arguments().reversed(), right, left)
                    : caller.apply(operator, operands);
        }
        boolean isOfTimestamps = left.type() == AtomicType.TIMESTAMP || right.type() == AtomicType.TIMESTAMP;
        boolean isOfDates = right.type() == AtomicType.DATE || (left.type() == AtomicType.DATE && isText(right));
        if (isOfTimestamps || isOfDates) {
            // Without ANSI rules a text is read as a date before a date, and as a number elsewhere.
            boolean isTextTime = ansi || right.type() == AtomicType.DATE;
            throw isTime(left, isTextTime) && isTime(right, isTextTime)
                    ? interval(operator)
                    : refused(operator, left, right);
        }
        return left.type() == AtomicType.DATE
                ? dated("date_sub", operator, operator.arguments(), operands)
                : caller.apply(operator, operands);
    }

    private Expression sum(Function operator, List<UnresolvedExpression> arguments, Expression date, Expression days) {
        if (isUntypedNull(days)) {
            // Spark reads it as an interval.
            throw interval(operator);
        }
        if (days.type() == AtomicType.STRING) {
            throw refused(operator, date, days);
        }
        return dated("date_add", operator, arguments, List.of(date, days));
    }

    private Expression dated(
            String name, Function operator, List<UnresolvedExpression> arguments, List<Expression> operands) {
        Function call = new Function(name, arguments);
        shown.put(operator, call);
        return caller.apply(call, operands);
    }

    private static boolean isTime(Expression operand, boolean isTextTime) {
        DataType type = operand.type();
        return type == AtomicType.DATE
                || type == AtomicType.TIMESTAMP
                || isUntypedNull(operand)
                || (isTextTime && type == AtomicType.STRING);
    }

    private static boolean isText(Expression operand) {
        return operand.type() == AtomicType.STRING;
    }

    private static boolean isUntypedNull(Expression operand) {
        return operand instanceof Expression.Literal literal && literal.isUntyped();
    }

    private static SluiceException interval(Function operator) {
        return SluiceException.analysis(
                        ErrorCondition.NOT_YET_SUPPORTED,
                        "An interval takes part in " + UnresolvedText.of(operator)
                                + ", which is not a type of this engine")
                .mend("cast a null to INT, and subtract unix_micros(...) of both times")
                .build();
    }

    private static SluiceException refused(Function operator, Expression left, Expression right) {
        return SluiceException.analysis(
                        ErrorCondition.DATATYPE_MISMATCH,
                        "Cannot resolve \"" + UnresolvedText.of(operator) + "\" due to data type mismatch")
                .found(left.type().sql() + " and " + right.type().sql())
                .expected("a DATE and an INT, or two times")
                .mend("cast one side")
                .build();
    }
}

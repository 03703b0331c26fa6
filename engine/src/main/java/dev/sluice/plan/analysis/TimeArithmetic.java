package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedExpression.Function;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.TimeTypes;
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
 * text + interval              =>     the text of the time that the text says, so much later
 * </pre>
 */
final class TimeArithmetic {
    private final Types types;

    /** Makes the call of a function of resolved arguments. */
    private final BiFunction<Function, List<Expression>, Expression> caller;

    private final Map<UnresolvedExpression, UnresolvedExpression> shown;

    /** @param shown told of the operators that stood for something else, and of the calls in their place, by which columns are named */
    TimeArithmetic(
            Types types,
            BiFunction<Function, List<Expression>, Expression> caller,
            Map<UnresolvedExpression, UnresolvedExpression> shown) {
        this.shown = shown;
        this.types = types;
        this.caller = caller;
    }

    /** Whether days are added to a date or taken from it. */
    static boolean isOfDates(List<Expression> operands) {
        return operands.stream().anyMatch(operand -> operand.type() == AtomicType.DATE)
                && operands.stream().noneMatch(operand -> operand.type() instanceof IntervalType);
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
        if (isOfText(operator.name(), operands)) {
            return ofText(operator, operands, false);
        }
        if (left.type() instanceof IntervalType || right.type() instanceof IntervalType) {
            return withInterval(operator, operands);
        }
        if (operator.name().equals("+")) {
            if (TimeTypes.isTimestamp(left.type()) && isUntypedNull(right)) {
                return sum(operator, operator.arguments(), left, right);
            }
            if (TimeTypes.isTimestamp(right.type()) && isUntypedNull(left)) {
                return sum(operator, operator.arguments().reversed(), right, left);
            }
            if (left.type() == AtomicType.DATE) {
                return sum(operator, operator.arguments(), left, right);
            }
            return right.type() == AtomicType.DATE
                    ? sum(operator, operator.arguments().reversed(), right, left)
                    : caller.apply(operator, operands);
        }
        boolean isOfTimestamps = TimeTypes.isTimestamp(left.type()) || TimeTypes.isTimestamp(right.type());
        boolean isOfDates = right.type() == AtomicType.DATE || (left.type() == AtomicType.DATE && isText(right));
        if (isOfTimestamps || isOfDates) {
            // Without ANSI rules a text is read as a date before a date, and as a number elsewhere.
            boolean isTextTime = types.context().ansi() || right.type() == AtomicType.DATE;
            if (isTime(left, isTextTime) && isTime(right, isTextTime)) {
                return caller.apply(operator, operands);
            }
            throw refused(operator, left, right);
        }
        return left.type() == AtomicType.DATE
                ? dated("date_sub", operator, operator.arguments(), operands)
                : caller.apply(operator, operands);
    }

    /**
     * Whether a text is a time from which an interval of days and seconds leads to another.
     *
     * @param operator {@code +} or {@code -}
     */
    static boolean isOfText(String operator, List<Expression> operands) {
        return isTextAndClock(operands.getFirst(), operands.getLast())
                || (operator.equals("+") && isTextAndClock(operands.getLast(), operands.getFirst()));
    }

    private static boolean isTextAndClock(Expression text, Expression interval) {
        return isText(text)
                && !isUntypedNull(text)
                && interval.type() instanceof IntervalType type
                && !type.isOfMonths();
    }

    /** @param isTrying whether what fails is null */
    Expression ofText(Function operator, List<Expression> operands, boolean isTrying) {
        int time = isText(operands.getFirst()) ? 0 : 1;
        Expression by = operands.get(1 - time);
        Expression moved = types.cast(operands.get(time), AtomicType.TIMESTAMP, isTrying);
        if (!isTrying) {
            List<UnresolvedExpression> said = operator.arguments();
            shown.put(operator, new Function("time " + operator.name(), List.of(said.get(time), said.get(1 - time))));
        }
        return types.cast(caller.apply(operator, List.of(moved, by)), AtomicType.STRING);
    }

    /** A time and an interval are shown without brackets, the time first; days added to a date as what adds them. */
    private Expression withInterval(Function operator, List<Expression> operands) {
        int time = TimeTypes.isTime(operands.getFirst().type()) ? 0 : 1;
        DataType type = operands.get(time).type();
        boolean isSum = operator.name().equals("+");
        if (TimeTypes.isTime(type) && (isSum || time == 0)) {
            UnresolvedExpression moved = operator.arguments().get(time);
            UnresolvedExpression by = operator.arguments().get(1 - time);
            boolean isOfDays = type == AtomicType.DATE
                    && operands.get(1 - time).type() instanceof IntervalType interval
                    && interval.last() == IntervalType.Unit.DAY;
            Function days = new Function("extractansiintervaldays", List.of(by));
            shown.put(
                    operator,
                    isOfDays
                            ? new Function("date_add", List.of(moved, isSum ? days : new Function("-", List.of(days))))
                            : new Function("time " + operator.name(), List.of(moved, by)));
        }
        return caller.apply(operator, operands);
    }

    private Expression sum(Function operator, List<UnresolvedExpression> arguments, Expression date, Expression days) {
        if (isUntypedNull(days)) {
            // Spark reads it as an interval.
            shown.put(operator, new Function("time +", arguments));
            return caller.apply(
                    new Function("+", arguments),
                    List.of(date, new Expression.Literal(null, IntervalType.DAY_TO_SECOND)));
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
        return TimeTypes.isTime(type) || isUntypedNull(operand) || (isTextTime && type == AtomicType.STRING);
    }

    private static boolean isText(Expression operand) {
        return operand.type() == AtomicType.STRING;
    }

    private static boolean isUntypedNull(Expression operand) {
        return operand instanceof Expression.Literal literal && literal.isUntyped();
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

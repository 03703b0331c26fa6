package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedExpression.Function;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.types.AtomicType;
import dev.sluice.types.TimeTypes;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code window(...)} out of the expressions of a node:
 *
 * <pre>
 * Project [window(time, 1 hour), x]      Project [window, x]
 *    child                          =>      AssignWindows time, 1 hour
 *                                              child
 * </pre>
 */
final class Windows {
    private static final String COLUMN = "window";
    private static final String SESSION_COLUMN = "session_window";

    private Windows() {}

    /** The name of the column that a call makes. */
    static String columnOf(Function window) {
        return window.isSession() ? SESSION_COLUMN : COLUMN;
    }

    /** The one window call of these expressions, null if there is none. */
    static @Nullable Function in(List<? extends UnresolvedExpression> expressions) {
        Set<Function> found = new LinkedHashSet<>();
        expressions.forEach(expression -> collect(expression, found));
        if (found.size() > 1) {
            throw SluiceException.analysis(
                            ErrorCondition.SEVERAL_WINDOWS,
                            "Multiple time window expressions would result in a cartesian product of rows")
                    .found(UnresolvedText.of(new ArrayList<>(found)))
                    .mend("use one window in a step; add the other in a select(...) before it")
                    .build();
        }
        return found.isEmpty() ? null : found.iterator().next();
    }

    private static void collect(UnresolvedExpression expression, Set<Function> found) {
        switch (expression) {
            case Function function -> {
                if (function.isWindow()) {
                    found.add(function);
                } else {
                    function.arguments().forEach(argument -> collect(argument, found));
                }
            }
            case UnresolvedExpression.UserCall call -> call.arguments().forEach(argument -> collect(argument, found));
            case UnresolvedExpression.Cast cast -> collect(cast.child(), found);
            case UnresolvedExpression.Alias alias -> collect(alias.child(), found);
            case UnresolvedExpression.Lambda lambda -> collect(lambda.body(), found);
            case UnresolvedExpression.Variable ignored -> {}
            case UnresolvedExpression.Aliases aliases -> collect(aliases.child(), found);
            case UnresolvedExpression.FieldAccess access -> collect(access.child(), found);
            case UnresolvedExpression.SortKey key -> collect(key.child(), found);
            case UnresolvedExpression.CaseWhen caseWhen -> {
                caseWhen.conditions().forEach(condition -> collect(condition, found));
                caseWhen.values().forEach(value -> collect(value, found));
                if (caseWhen.otherwise() != null) {
                    collect(caseWhen.otherwise(), found);
                }
            }
            case UnresolvedExpression.Name ignored -> {}
            case UnresolvedExpression.Star ignored -> {}
            case UnresolvedExpression.Value ignored -> {}
        }
    }

    /** The child with the window as its last column. */
    static LogicalPlan assign(LogicalPlan child, Function window, ExpressionResolver resolver, Types types) {
        return window.isSession()
                ? assignSessions(child, window, resolver, types)
                : assignFixed(child, window, resolver, types);
    }

    private static LogicalPlan.AssignSessions assignSessions(
            LogicalPlan child, Function session, ExpressionResolver resolver, Types types) {
        if (session.arguments().size() != 2) {
            throw SluiceException.analysis(ErrorCondition.WRONG_NUM_ARGS, "session_window(...) takes a time and a gap")
                    .found(UnresolvedText.of(session))
                    .build();
        }
        Time time = time(session, resolver, types);
        Expression gap = resolver.resolve(session.arguments().get(1));
        if (gap.type() != AtomicType.STRING) {
            throw SluiceException.analysis(
                            ErrorCondition.DATATYPE_MISMATCH,
                            "Cannot resolve \"" + UnresolvedText.of(session) + "\": the gap is no interval")
                    .found(gap.type().sql())
                    .expected("a text such as \"10 minutes\"")
                    .mend("write the gap as a text, or compute one with when(...)")
                    .build();
        }
        List<Attribute> output = new ArrayList<>(child.output());
        output.add(new Attribute(
                SESSION_COLUMN,
                Attribute.windowType(time.timestamp().type()),
                false,
                time.mark(),
                true,
                true,
                Attribute.Identity.NONE));
        ZoneId zone = time.timestamp().type() == AtomicType.TIMESTAMP
                ? types.context().timeZone()
                : ZoneOffset.UTC;
        return new LogicalPlan.AssignSessions(child, time.timestamp(), gap, zone, output);
    }

    private record Time(Expression timestamp, Attribute.@Nullable EventTime mark) {}

    /** The first argument as a timestamp: of a window the last moment. */
    private static Time time(Function window, ExpressionResolver resolver, Types types) {
        UnresolvedExpression argument = window.arguments().getFirst();
        Expression time = resolver.resolve(argument);
        Attribute.EventTime mark = resolver.attribute(time, argument, COLUMN).eventTime();
        if (time instanceof Expression.InputRef reference
                && resolver.scope().columns().get(reference.ordinal()).isWindow()) {
            time = resolver.resolve(new Function("window_time", List.of(argument)));
        }
        return new Time(TimeTypes.isTimestamp(time.type()) ? time : asTimestamp(time, window, types), mark);
    }

    private static LogicalPlan.AssignWindows assignFixed(
            LogicalPlan child, Function window, ExpressionResolver resolver, Types types) {
        List<UnresolvedExpression> arguments = window.arguments();
        if (arguments.size() < 2 || arguments.size() > 4) {
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS, "window(...) takes a time, a duration, a slide and a start")
                    .found(UnresolvedText.of(window))
                    .build();
        }
        Time time = time(window, resolver, types);
        long duration = micros(arguments, 1, window);
        long slide = arguments.size() > 2 ? micros(arguments, 2, window) : duration;
        long start = arguments.size() > 3 ? micros(arguments, 3, window) : 0;
        WindowSpec spec = spec(window, duration, slide, start);
        List<Attribute> output = new ArrayList<>(child.output());
        output.add(new Attribute(
                COLUMN,
                Attribute.windowType(time.timestamp().type()),
                false,
                time.mark(),
                true,
                false,
                Attribute.Identity.NONE));
        return new LogicalPlan.AssignWindows(child, time.timestamp(), spec, output);
    }

    private static Expression asTimestamp(Expression time, Function window, Types types) {
        if (time.type() != AtomicType.DATE && time.type() != AtomicType.STRING) {
            throw SluiceException.analysis(
                            ErrorCondition.DATATYPE_MISMATCH,
                            "Cannot resolve \"" + UnresolvedText.of(window) + "\": the first argument is no time")
                    .found(time.type().sql())
                    .expected("TIMESTAMP")
                    .mend("convert it, for example with to_timestamp(...) or timestamp_seconds(...)")
                    .build();
        }
        return types.cast(time, AtomicType.TIMESTAMP);
    }

    private static long micros(List<UnresolvedExpression> arguments, int position, Function window) {
        if (arguments.get(position) instanceof UnresolvedExpression.Value(@Nullable Object value, var ignored)
                && value instanceof String text) {
            return Intervals.parseMicros(text);
        }
        throw SluiceException.analysis(
                        ErrorCondition.NON_FOLDABLE_INPUT,
                        "Cannot resolve \"" + UnresolvedText.of(window)
                                + "\" due to data type mismatch: a duration is not a literal")
                .found(UnresolvedText.of(arguments.get(position)))
                .expected("a literal, for example \"10 minutes\"")
                .mend("write the duration as a literal")
                .build();
    }

    private static WindowSpec spec(Function window, long duration, long slide, long start) {
        if (duration <= 0 || slide <= 0) {
            throw refused(ErrorCondition.VALUE_OUT_OF_RANGE, window, duration, slide, start)
                    .expected("a duration and a slide above zero")
                    .build();
        }
        if (slide > duration) {
            throw refused(ErrorCondition.PARAMETER_CONSTRAINT_VIOLATION, window, duration, slide, start)
                    .expected("a slide of at most the duration: else rows would be in no window")
                    .build();
        }
        if (start <= -slide || start >= slide) {
            throw refused(ErrorCondition.PARAMETER_CONSTRAINT_VIOLATION, window, duration, slide, start)
                    .expected("a start nearer to the epoch than the slide is long")
                    .build();
        }
        return new WindowSpec(duration, slide, start);
    }

    private static SluiceException.Builder refused(
            ErrorCondition condition, Function window, long duration, long slide, long start) {
        return SluiceException.analysis(
                        condition, "Cannot resolve \"" + UnresolvedText.of(window) + "\": these are no windows")
                .found("duration " + duration + " us, slide " + slide + " us, start " + start + " us")
                .mend("correct the durations");
    }
}

package dev.sluice.plan.logical;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For how long rows of the sides of a join of two streams are of use, once no row at or before the watermark comes any more
 * (semantics 6.4). A bound is found in comparisons of sums and differences of the two event times and of constants:
 *
 * <pre>
 * right.t - 10 s <= left.t     =>     left.t >= watermark - 10 s     =>     left rows go at left.t + 10 s + 1 ms
 * </pre>
 *
 * @param key the place of the key that is an event time, by which rows of both sides go; -1 if there is none
 * @param left the bound of the left side, null if there is none; not asked for where a key is an event time
 * @param right as {@code left}
 * @param boundsLeft whether the condition bounds any column of the left side, be it an event time or not
 * @param boundsRight as {@code boundsLeft}
 */
public record JoinWatermarks(
        int key, @Nullable Bound left, @Nullable Bound right, boolean boundsLeft, boolean boundsRight) {
    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    /**
     * Rows with time {@code t} are of no use once {@code t + lagMicros} is at or before the watermark.
     *
     * @param column the event time, as a column of its side
     * @param inSeconds whether times were compared as whole seconds, so that only those of the watermark count
     */
    public record Bound(int column, long lagMicros, boolean inSeconds) {}

    public static JoinWatermarks of(LogicalPlan.Join join) {
        JoinKeys keys = JoinKeys.of(join);
        List<Attribute> left = join.left().output();
        List<Attribute> right = join.right().output();
        int key = keyWithTime(keys.left(), keys.nullsMatch(), left);
        List<Bound> ofLeft = bounds(keys.rest(), 0, left, left.size(), right);
        List<Bound> ofRight = bounds(keys.rest(), left.size(), right, 0, left);
        return new JoinWatermarks(
                key < 0 ? keyWithTime(keys.right(), keys.nullsMatch(), right) : key,
                longest(ofLeft, eventTime(left)),
                longest(ofRight, eventTime(right)),
                !ofLeft.isEmpty(),
                !ofRight.isEmpty());
    }

    /** The column that rows are late by, -1 if there is none: the first that carries the mark of event time. */
    public static int eventTime(List<Attribute> columns) {
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).eventTime() != null) {
                return column;
            }
        }
        return -1;
    }

    /** Times of which two nulls are equal do not count, as in Spark: rows without one would stay. */
    private static int keyWithTime(List<Expression> keys, List<Boolean> nullsMatch, List<Attribute> columns) {
        for (int key = 0; key < keys.size(); key++) {
            if (!nullsMatch.get(key)
                    && keys.get(key) instanceof Expression.InputRef column
                    && columns.get(column.ordinal()).eventTime() != null) {
                return key;
            }
        }
        return -1;
    }

    /** What the conjuncts say of columns of the side that begins at {@code first}, by the event time of the other one. */
    private static List<Bound> bounds(
            @Nullable Expression rest, int first, List<Attribute> side, int firstOfOther, List<Attribute> other) {
        List<Bound> bounds = new ArrayList<>();
        int time = eventTime(other);
        if (rest != null && time >= 0) {
            for (Expression conjunct : Expressions.conjuncts(rest)) {
                Sum difference = difference(conjunct);
                int column = difference == null ? -1 : difference.columnAfter(firstOfOther + time) - first;
                if (difference != null && column >= 0 && column < side.size()) {
                    bounds.add(new Bound(column, difference.lagMicros(), difference.inSeconds));
                }
            }
        }
        return bounds;
    }

    /** The bound of an event time that lets rows stay longest, null if there is none. */
    private static @Nullable Bound longest(List<Bound> bounds, int time) {
        Bound longest = null;
        for (Bound bound : bounds) {
            if (bound.column == time) {
                longest = longest == null
                        ? bound
                        : new Bound(
                                time,
                                Math.max(bound.lagMicros, longest.lagMicros),
                                bound.inSeconds || longest.inSeconds);
            }
        }
        return longest;
    }

    /** The conjunct as a sum that has to be below zero; null if it is no such comparison. */
    private static @Nullable Sum difference(Expression conjunct) {
        if (!(conjunct instanceof Expression.Call call) || call.arguments().size() != 2) {
            return null;
        }
        Expression first = call.arguments().getFirst();
        Expression second = call.arguments().getLast();
        return switch (call.name()) {
            case "<" -> Sum.difference(first, second, false);
            case "<=" -> Sum.difference(first, second, true);
            case ">" -> Sum.difference(second, first, false);
            case ">=" -> Sum.difference(second, first, true);
            default -> null;
        };
    }

    /** A sum of columns, each added or subtracted once, and of constants, in microseconds. */
    private static final class Sum {
        private final List<Integer> added = new ArrayList<>();
        private final List<Integer> subtracted = new ArrayList<>();
        private final boolean mayBeZero;
        private long constantMicros;
        private boolean inSeconds;

        private Sum(boolean mayBeZero) {
            this.mayBeZero = mayBeZero;
        }

        static @Nullable Sum difference(Expression minuend, Expression subtrahend, boolean mayBeZero) {
            Sum sum = new Sum(mayBeZero);
            try {
                return sum.add(minuend, false) && sum.add(subtrahend, true) ? sum : null;
            } catch (ArithmeticException tooLarge) {
                return null;
            }
        }

        /** The only column that is subtracted, if this one is the only one that is added; else -1. */
        int columnAfter(int column) {
            return added.equals(List.of(column)) && subtracted.size() == 1 ? subtracted.getFirst() : -1;
        }

        /** {@code other + constant < time}: time goes when {@code time - constant} is passed, and a little later if it may be equal. */
        long lagMicros() {
            return (mayBeZero ? MICROS_PER_MILLI : 0) - constantMicros;
        }

        private boolean add(Expression term, boolean isNegative) {
            return switch (term) {
                case Expression.InputRef column -> {
                    (isNegative ? subtracted : added).add(column.ordinal());
                    yield true;
                }
                case Expression.Literal literal -> addConstant(literal, isNegative);
                case Expression.Cast cast -> {
                    inSeconds |= isWhole(cast) && !(cast.child() instanceof Expression.Literal);
                    boolean isTaken = isNumber(cast)
                            || cast.type() == AtomicType.TIMESTAMP
                            || cast.type() instanceof IntervalType;
                    yield isTaken && add(cast.child(), isNegative);
                }
                case Expression.Call call -> addCall(call, isNegative);
                case Expression other -> false;
            };
        }

        private boolean addCall(Expression.Call call, boolean isNegative) {
            List<Expression> terms = call.arguments();
            return switch (call.name()) {
                case "+" -> terms.size() == 2 && add(terms.getFirst(), isNegative) && add(terms.getLast(), isNegative);
                case "-" ->
                    terms.size() == 1
                            ? add(terms.getFirst(), !isNegative)
                            : add(terms.getFirst(), isNegative) && add(terms.getLast(), !isNegative);
                default -> false;
            };
        }

        /** A number stands for seconds: times become numbers as seconds. Months have no length. */
        private boolean addConstant(Expression.Literal literal, boolean isNegative) {
            Object value = literal.value();
            boolean isOfMonths = literal.type() instanceof IntervalType interval && interval.isOfMonths();
            if (!(value instanceof Number number) || literal.type() == AtomicType.DATE || isOfMonths) {
                return false;
            }
            boolean isInMicros = literal.type() == AtomicType.TIMESTAMP || literal.type() instanceof IntervalType;
            long micros = isInMicros
                    ? number.longValue()
                    : new BigDecimal(number.toString())
                            .multiply(BigDecimal.valueOf(MICROS_PER_SECOND))
                            .longValue();
            constantMicros = Math.addExact(constantMicros, isNegative ? Math.negateExact(micros) : micros);
            return true;
        }

        private static boolean isNumber(Expression.Cast cast) {
            return isWhole(cast)
                    || cast.type() == AtomicType.FLOAT
                    || cast.type() == AtomicType.DOUBLE
                    || cast.type() instanceof DecimalType;
        }

        private static boolean isWhole(Expression.Cast cast) {
            return cast.type() == AtomicType.BIGINT
                    || cast.type() == AtomicType.INT
                    || cast.type() == AtomicType.SMALLINT
                    || cast.type() == AtomicType.TINYINT;
        }
    }
}

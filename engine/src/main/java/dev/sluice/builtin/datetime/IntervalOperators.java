package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.NumericTypes;
import dev.sluice.types.TimeTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** The operators of numbers where times and intervals take part. */
public final class IntervalOperators {
    private static final IntervalType DAYS = new IntervalType(IntervalType.Unit.DAY, IntervalType.Unit.DAY);
    private static final double ROUNDING = 0.5;

    private IntervalOperators() {}

    /** Whether an operator is none of numbers. */
    public static boolean concern(Call call) {
        return call.size() == 2
                && (isInterval(call, 0) || isInterval(call, 1) || (call.name().equals("-") && areTimes(call)));
    }

    private static boolean areTimes(Call call) {
        return (TimeTypes.isTime(call.type(0)) && isTimeOrText(call, 1))
                || (TimeTypes.isTime(call.type(1)) && isTimeOrText(call, 0));
    }

    private static boolean isTimeOrText(Call call, int index) {
        return TimeTypes.isTime(call.type(index)) || call.type(index) == AtomicType.STRING;
    }

    private static boolean isInterval(Call call, int index) {
        return call.type(index) instanceof IntervalType;
    }

    private static boolean isNull(Call call, int index) {
        return call.argument(index).isUntypedNull();
    }

    public static Binding add(Call call) {
        return sum(call, 1);
    }

    public static Binding subtract(Call call) {
        return isInterval(call, 0) || isInterval(call, 1) ? sum(call, -1) : between(call);
    }

    private static Binding sum(Call call, int sign) {
        boolean isIntervalFirst = isInterval(call, 0);
        int index = isIntervalFirst ? 0 : 1;
        int other = 1 - index;
        IntervalType interval = (IntervalType) call.type(index);
        if (isNull(call, other)) {
            return ofIntervals(call, interval, sign);
        }
        if (call.type(other) instanceof IntervalType second) {
            if (second.isOfMonths() != interval.isOfMonths()) {
                throw sign < 0 && second.isOfMonths() ? call.differingTypes(0, 1) : call.unexpectedType(0, "TIMESTAMP");
            }
            return ofIntervals(call, interval.wider(second), sign);
        }
        boolean isTaken = sign < 0 && isIntervalFirst;
        if (!TimeTypes.isTime(call.type(other))) {
            throw interval.isOfMonths() || isTaken
                    ? call.differingTypes(0, 1)
                    : call.unexpectedType(other, "TIMESTAMP");
        }
        if (isTaken) {
            throw call.unexpectedType(other, "TIMESTAMP");
        }
        return moved(call, other, interval, sign);
    }

    private static Binding ofIntervals(Call call, IntervalType type, int sign) {
        return new Scalar(type, call.anyNullable(), true, RowKernels.lengths(type, row -> {
                    try {
                        long right = row.getLength(1);
                        return fitting(
                                sign > 0
                                        ? Math.addExact(row.getLength(0), right)
                                        : Math.subtractExact(row.getLength(0), right),
                                type);
                    } catch (ArithmeticException tooLong) {
                        throw ValueErrors.intervalOverflow(call.name());
                    }
                }))
                .decidedBy(0)
                .castingAllTo(type, 2);
    }

    private static long fitting(long length, IntervalType type) {
        return type.isOfMonths() ? Math.toIntExact(length) : length;
    }

    private static Binding moved(Call call, int time, IntervalType interval, int sign) {
        int length = 1 - time;
        AtomicType of = (AtomicType) call.type(time);
        boolean isDate = of == AtomicType.DATE && (interval.isOfMonths() || interval.equals(DAYS));
        AtomicType type = isDate || of != AtomicType.DATE ? of : AtomicType.TIMESTAMP;
        List<DataType> castTo = time == 0 ? List.of(type, interval) : List.of(interval, type);
        return new Scalar(
                        type,
                        call.anyNullable(),
                        true,
                        isDate
                                ? RowKernels.ints(type, row -> date(row, time, length, interval, sign))
                                : RowKernels.longsOf(type, () -> {
                                    SessionZone zone = SessionZone.of(type, call.context());
                                    return row -> timestamp(row, time, length, interval, sign, zone);
                                }))
                .decidedBy(time)
                .castingTo(castTo);
    }

    /** What is taken away is negated first, and the longest of all has no opposite. */
    private static long signed(long length, int sign, IntervalType type) {
        try {
            return sign > 0 ? length : fitting(Math.negateExact(length), type);
        } catch (ArithmeticException tooLong) {
            throw ValueErrors.madeIntervalOverflow("the opposite of an interval");
        }
    }

    private static int date(RowArguments row, int time, int length, IntervalType interval, int sign) {
        int date = row.getInt(time);
        if (!interval.isOfMonths()) {
            // As in Spark, days beyond all dates begin again at the other end.
            return date + sign * (int) (row.getLength(length) / IntervalType.Unit.DAY.length());
        }
        long months = signed(row.getLength(length), sign, interval);
        try {
            return Math.toIntExact(LocalDate.ofEpochDay(date).plusMonths(months).toEpochDay());
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw ValueErrors.overflow("integer", "a date and an interval");
        }
    }

    private static long timestamp(
            RowArguments row, int time, int length, IntervalType interval, int sign, SessionZone zone) {
        long signed = signed(row.getLength(length), sign, interval);
        try {
            return interval.isOfMonths()
                    ? zone.plusMonths(row.getLong(time), signed)
                    : zone.plusMicros(row.getLong(time), signed);
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw ValueErrors.timeOverflow("a time and an interval", tooFar);
        }
    }

    /** From the second time to the first: days of dates, else what clocks on the wall show. */
    private static Binding between(Call call) {
        boolean areDates = !TimeTypes.isTimestamp(call.type(0)) && !TimeTypes.isTimestamp(call.type(1));
        if (areDates) {
            boolean isTaken = call.type(1) == AtomicType.DATE
                    || isNull(call, 1)
                    || call.context().ansi();
            if (!isTaken) {
                throw call.unexpectedType(1, "INT");
            }
            return new Scalar(
                            DAYS,
                            call.anyNullable(),
                            true,
                            RowKernels.lengths(
                                    DAYS,
                                    row -> ((long) row.getInt(0) - row.getInt(1)) * IntervalType.Unit.DAY.length()))
                    .decidedBy(0)
                    .castingAllTo(AtomicType.DATE, 2);
        }
        AtomicType type = TimeTypes.isTime(call.type(0)) && TimeTypes.isTime(call.type(1))
                ? TimeTypes.wider(call.type(0), call.type(1))
                : (AtomicType) call.type(TimeTypes.isTime(call.type(0)) ? 0 : 1);
        boolean hasText = call.type(0) == AtomicType.STRING || call.type(1) == AtomicType.STRING;
        boolean hasNull = isNull(call, 0) || isNull(call, 1);
        if (hasText && !hasNull && !call.context().ansi()) {
            throw call.unexpectedType(call.type(0) == AtomicType.STRING ? 0 : 1, "TIMESTAMP");
        }
        return new Scalar(
                        IntervalType.DAY_TO_SECOND,
                        call.anyNullable(),
                        true,
                        RowKernels.longsOf(IntervalType.DAY_TO_SECOND, () -> {
                            SessionZone end = SessionZone.of(type, call.context());
                            SessionZone start = SessionZone.of(type, call.context());
                            return row -> {
                                try {
                                    return between(start, row.getLong(1), end, row.getLong(0));
                                } catch (ArithmeticException tooLong) {
                                    throw ValueErrors.overflow("long", call.name());
                                }
                            };
                        }))
                .decidedBy(0)
                .castingAllTo(type, 2);
    }

    /** Also where a clock on the wall shows no TIMESTAMP. */
    private static long between(SessionZone start, long startMicros, SessionZone end, long endMicros) {
        long seconds = end.localSeconds(endMicros) - start.localSeconds(startMicros);
        long micros = Math.floorMod(endMicros, SessionZone.MICROS_PER_SECOND)
                - Math.floorMod(startMicros, SessionZone.MICROS_PER_SECOND);
        boolean isBorrowed = seconds < 0 && micros > 0;
        return Math.addExact(
                Math.multiplyExact(isBorrowed ? seconds + 1 : seconds, SessionZone.MICROS_PER_SECOND),
                isBorrowed ? micros - SessionZone.MICROS_PER_SECOND : micros);
    }

    /** With a number, on either side. */
    public static Binding multiply(Call call) {
        int index = isInterval(call, 0) ? 0 : 1;
        return scaled(call, index, false);
    }

    public static Binding divide(Call call) {
        if (!isInterval(call, 0)) {
            throw call.differingTypes(0, 1);
        }
        return scaled(call, 0, true);
    }

    private static Binding scaled(Call call, int index, boolean divides) {
        int factor = 1 - index;
        IntervalType of = (IntervalType) call.type(index);
        DataType number = call.type(factor);
        boolean isText = number == AtomicType.STRING;
        if (!TypeRules.isNumeric(number) && !isText) {
            throw call.unexpectedType(factor, "NUMERIC");
        }
        DataType castTo = isText ? AtomicType.DOUBLE : number;
        IntervalType type = of.whole();
        return new Scalar(type, call.anyNullable(), true, RowKernels.lengths(type, row -> {
                    try {
                        long length = row.getLength(index);
                        return fitting(
                                divides
                                        ? divided(length, row, factor, castTo)
                                        : multiplied(length, row, factor, castTo),
                                type);
                    } catch (ArithmeticException tooLong) {
                        throw ValueErrors.intervalOverflow(call.name());
                    }
                }))
                .decidedBy(index)
                .castingTo(index == 0 ? List.of(of, castTo) : List.of(castTo, of));
    }

    private static long multiplied(long length, RowArguments row, int factor, DataType type) {
        if (type instanceof DecimalType) {
            return rounded(row.getDecimal(factor).multiply(BigDecimal.valueOf(length)));
        }
        return NumericTypes.isReal(type)
                ? rounded(length * row.getDouble(factor))
                : Math.multiplyExact(length, row.getWhole(factor));
    }

    private static long divided(long length, RowArguments row, int divisor, DataType type) {
        if (type instanceof DecimalType) {
            BigDecimal by = row.getDecimal(divisor);
            if (by.signum() == 0) {
                throw ValueErrors.intervalDividedByZero();
            }
            return BigDecimal.valueOf(length)
                    .divide(by, 0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        if (NumericTypes.isReal(type)) {
            double by = row.getDouble(divisor);
            if (by == 0) {
                throw ValueErrors.intervalDividedByZero();
            }
            return rounded(length / by);
        }
        long by = row.getWhole(divisor);
        if (by == 0) {
            throw ValueErrors.intervalDividedByZero();
        }
        return BigDecimal.valueOf(length)
                .divide(BigDecimal.valueOf(by), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static long rounded(BigDecimal length) {
        return length.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Half away from zero. */
    private static long rounded(double length) {
        if (!(Math.abs(length) < 0x1p63)) {
            throw new ArithmeticException("no length: " + length);
        }
        double whole = Math.rint(length);
        boolean isHalf = Math.abs(length - Math.floor(length)) == ROUNDING;
        return (long) (isHalf ? length + Math.copySign(ROUNDING, length) : whole);
    }
}

package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.TINYINT;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.IntervalType.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Functions that make intervals, and take them apart. */
public final class IntervalFunctions {
    private static final int MICRO_PLACES = 6;
    private static final DecimalType SECONDS = new DecimalType(18, MICRO_PLACES);
    private static final DecimalType SECONDS_OF_MINUTE = new DecimalType(8, MICRO_PLACES);
    private static final Unit[] CLOCK = {Unit.DAY, Unit.HOUR, Unit.MINUTE};
    private static final Unit[] CALENDAR = {Unit.YEAR, Unit.MONTH};

    private static final Map<String, Unit> PARTS = Map.ofEntries(
            Map.entry("YEAR", Unit.YEAR),
            Map.entry("Y", Unit.YEAR),
            Map.entry("YEARS", Unit.YEAR),
            Map.entry("YR", Unit.YEAR),
            Map.entry("YRS", Unit.YEAR),
            Map.entry("MONTH", Unit.MONTH),
            Map.entry("MON", Unit.MONTH),
            Map.entry("MONS", Unit.MONTH),
            Map.entry("MONTHS", Unit.MONTH),
            Map.entry("DAY", Unit.DAY),
            Map.entry("D", Unit.DAY),
            Map.entry("DAYS", Unit.DAY),
            Map.entry("HOUR", Unit.HOUR),
            Map.entry("H", Unit.HOUR),
            Map.entry("HOURS", Unit.HOUR),
            Map.entry("HR", Unit.HOUR),
            Map.entry("HRS", Unit.HOUR),
            Map.entry("MINUTE", Unit.MINUTE),
            Map.entry("M", Unit.MINUTE),
            Map.entry("MIN", Unit.MINUTE),
            Map.entry("MINS", Unit.MINUTE),
            Map.entry("MINUTES", Unit.MINUTE),
            Map.entry("SECOND", Unit.SECOND),
            Map.entry("S", Unit.SECOND),
            Map.entry("SEC", Unit.SECOND),
            Map.entry("SECONDS", Unit.SECOND),
            Map.entry("SECS", Unit.SECOND));

    private IntervalFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "make_dt_interval",
                        "make_dt_interval([days INT[, hours INT[, minutes INT[, seconds DECIMAL]]]]): INTERVAL DAY TO SECOND",
                        "The interval of so many days, hours, minutes and seconds, of which any may be negative.",
                        "make_dt_interval(1, 2, 3, 4.5) -> INTERVAL '1 02:03:04.5' DAY TO SECOND",
                        IntervalFunctions::ofClock),
                family.declare(
                        "make_ym_interval",
                        "make_ym_interval([years INT[, months INT]]): INTERVAL YEAR TO MONTH",
                        "The interval of so many years and months, of which any may be negative.",
                        "make_ym_interval(1, 2) -> INTERVAL '1-2' YEAR TO MONTH",
                        IntervalFunctions::ofCalendar));
    }

    private static Binding ofClock(Call call) {
        call.requireCount(0, CLOCK.length + 1);
        List<DataType> castTo = ints(call, Math.min(call.size(), CLOCK.length));
        if (call.size() > CLOCK.length) {
            boolean isNumber = TypeRules.isNumeric(call.type(CLOCK.length))
                    || call.type(CLOCK.length) == AtomicType.STRING
                    || call.argument(CLOCK.length).isUntypedNull();
            if (!isNumber) {
                throw call.unexpectedType(CLOCK.length, SECONDS.sql());
            }
            castTo.add(SECONDS);
        }
        return made(call, IntervalType.DAY_TO_SECOND, CLOCK, castTo);
    }

    private static Binding ofCalendar(Call call) {
        call.requireCount(0, CALENDAR.length);
        return made(call, IntervalType.YEAR_TO_MONTH, CALENDAR, ints(call, call.size()));
    }

    private static List<DataType> ints(Call call, int count) {
        List<DataType> castTo = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            castTo.add(call.implicitly(index, INT));
        }
        return castTo;
    }

    private static Binding made(Call call, IntervalType type, Unit[] units, List<DataType> castTo) {
        Scalar made = new Scalar(type, call.anyNullable(), true, RowKernels.lengths(type, row -> {
            try {
                long length = length(row, units);
                return type.isOfMonths() ? Math.toIntExact(length) : length;
            } catch (ArithmeticException tooLong) {
                throw ValueErrors.madeIntervalOverflow(call.name());
            }
        }));
        return (call.size() > 1 ? made.decidedBy(0) : made).castingTo(castTo);
    }

    private static long length(RowArguments row, Unit[] units) {
        long length = 0;
        for (int index = 0; index < Math.min(row.count(), units.length); index++) {
            length = Math.addExact(length, Math.multiplyExact(row.getInt(index), units[index].length()));
        }
        return row.count() > units.length
                ? Math.addExact(
                        length,
                        row.getDecimal(units.length)
                                .movePointRight(MICRO_PLACES)
                                .longValueExact())
                : length;
    }

    /** The interval with another sign. */
    public static Binding signed(Call call, IntervalType type, LongUnaryOperator exact) {
        return new Scalar(type, call.anyNullable(), true, RowKernels.lengths(type, row -> {
                    try {
                        long length = exact.applyAsLong(row.getLength(0));
                        return type.isOfMonths() ? Math.toIntExact(length) : length;
                    } catch (ArithmeticException tooLong) {
                        throw ValueErrors.overflow("interval", call.name());
                    }
                }))
                .castingAllTo(type, 1);
    }

    /** 1.0, 0.0 or -1.0. */
    public static Binding sign(Call call, IntervalType type) {
        return new Scalar(
                        AtomicType.DOUBLE,
                        call.anyNullable(),
                        false,
                        RowKernels.doubles(row -> Long.signum(row.getLength(0))))
                .castingAllTo(type, 1);
    }

    /** The part of an interval that is argument 0, empty if the type does not have it. */
    static Optional<Binding> part(Call call, String name, IntervalType type) {
        Unit unit = PARTS.get(name);
        if (unit == null || unit.compareTo(type.first()) < 0 || unit.compareTo(type.last()) > 0) {
            return Optional.empty();
        }
        if (unit == Unit.SECOND) {
            return Optional.of(new Scalar(
                            SECONDS_OF_MINUTE,
                            call.anyNullable(),
                            false,
                            Kernels.unary((lengths, validity, rowCount) -> seconds(lengths, rowCount)))
                    .castingAllTo(type, 1));
        }
        AtomicType result = unit == Unit.DAY || unit == Unit.YEAR ? INT : TINYINT;
        int perGreater = switch (unit) {
            case MONTH -> 12;
            case HOUR -> 24;
            case MINUTE -> 60;
            // These count all there are.
            case YEAR, DAY, SECOND -> 0;
        };
        return Optional.of(new Scalar(
                        result,
                        call.anyNullable(),
                        false,
                        RowKernels.ints(result, row -> counted(row.getLength(0) / unit.length(), perGreater)))
                .castingAllTo(type, 1));
    }

    private static int counted(long units, int perGreater) {
        return (int) (perGreater == 0 ? units : units % perGreater);
    }

    private static Vector seconds(Vector lengths, int rowCount) {
        DecimalOutput out = new DecimalOutput(SECONDS_OF_MINUTE, rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (!lengths.isNull(row)) {
                long rest = RowArguments.length(lengths, row) % Unit.MINUTE.length();
                out.setRounded(row, BigDecimal.valueOf(rest, MICRO_PLACES));
            }
        }
        return out.vector(lengths.validity());
    }
}

package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Flattener;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.TimeTypes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Functions of timestamps and dates. */
public final class DateTimeFunctions {
    private static final String FAMILY = "datetime";

    private static final int MICRO_PLACES = 6;

    private DateTimeFunctions() {}

    public static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>(basic());
        Family family = new Family(FAMILY);
        all.addAll(CalendarFunctions.all(family));
        all.addAll(IntervalFunctions.all(family));
        all.addAll(MadeTimestampFunctions.all(family));
        all.addAll(TimeReadingFunctions.all(family));
        all.addAll(TimeTextFunctions.all(family));
        all.addAll(TimeUnitFunctions.all(family));
        all.addAll(TimePartFunctions.all(family, List.copyOf(all)));
        return all;
    }

    private static List<ScalarFunction> basic() {
        return List.of(
                declare(
                        "date_trunc",
                        "date_trunc('unit', time TIMESTAMP): TIMESTAMP",
                        "The timestamp cut down to a unit from YEAR to MICROSECOND.",
                        "date_trunc('HOUR', '2026-01-01 10:20:30') -> 2026-01-01 10:00:00",
                        DateTimeFunctions::truncate),
                new ScalarDeclaration(
                        new FunctionDocumentation(
                                List.of("date_add", "dateadd"),
                                FAMILY,
                                List.of("date_add(start DATE, days INT): DATE"),
                                "The date so many days later.",
                                "date_add('2026-02-28', 1) -> 2026-03-01"),
                        call -> DateArithmetic.bind(call, 1)),
                declare(
                        "date_sub",
                        "date_sub(start DATE, days INT): DATE",
                        "The date so many days earlier.",
                        "date_sub('2026-03-01', 1) -> 2026-02-28",
                        call -> DateArithmetic.bind(call, -1)),
                fromEpoch("timestamp_seconds", "seconds", 1_000_000L, "timestamp_seconds(0) -> 1970-01-01 00:00:00"),
                fromEpoch("timestamp_millis", "milliseconds", 1_000L, "timestamp_millis(0) -> 1970-01-01 00:00:00"),
                fromEpoch("timestamp_micros", "microseconds", 1L, "timestamp_micros(0) -> 1970-01-01 00:00:00"),
                toEpoch("unix_seconds", "seconds", 1_000_000L, "unix_seconds(timestamp_seconds(1)) -> 1"),
                toEpoch("unix_millis", "milliseconds", 1_000L, "unix_millis(timestamp_seconds(1)) -> 1000"),
                toEpoch("unix_micros", "microseconds", 1L, "unix_micros(timestamp_seconds(1)) -> 1000000"),
                datePart(List.of("year"), "year('2026-03-04') -> 2026", LocalDate::getYear),
                datePart(List.of("month"), "month('2026-03-04') -> 3", LocalDate::getMonthValue),
                datePart(List.of("day", "dayofmonth"), "day('2026-03-04') -> 4", LocalDate::getDayOfMonth),
                timePart("hour", "hour('2026-03-04 05:06:07') -> 5", 3_600, 24),
                timePart("minute", "minute('2026-03-04 05:06:07') -> 6", 60, 60),
                timePart("second", "second('2026-03-04 05:06:07') -> 7", 1, 60));
    }

    private static ScalarFunction declare(
            String name, String signature, String usage, String example, ScalarDeclaration.Binder binder) {
        return new ScalarDeclaration(FunctionDocumentation.of(name, FAMILY, signature, usage, example), binder);
    }

    /** Refuses what neither is a time nor, as a text, may hold one. */
    static void requireTime(Call call, int index, String expected) {
        DataType type = call.type(index);
        if (!TimeTypes.isTime(type) && type != AtomicType.STRING) {
            throw call.unexpectedType(index, expected);
        }
    }

    private static Binding truncate(Call call) {
        call.requireCount(2, 2);
        requireTime(call, 1, "TIMESTAMP");
        call.implicitly(0, AtomicType.STRING);
        if (!call.argument(0).isConstant()) {
            return new Scalar(AtomicType.TIMESTAMP, true, true, RowKernels.longsOf(AtomicType.TIMESTAMP, () -> {
                        SessionZone zone = new SessionZone(call.context().timeZone());
                        return row -> truncate(row, zone);
                    }))
                    .decidedBy(
                            0,
                            (units, row) -> TruncationUnit.of(((BytesVector) units).text(row))
                                    .isEmpty())
                    .castingTo(List.of(AtomicType.STRING, AtomicType.TIMESTAMP));
        }
        Object name = call.argument(0).constant();
        Optional<TruncationUnit> unit = name == null ? Optional.empty() : TruncationUnit.of(name.toString());
        if (unit.isEmpty()) {
            // The result is known without the time, which must not fail then.
            return new Scalar(AtomicType.TIMESTAMP, true, false, Kernels.nulls(AtomicType.TIMESTAMP))
                    .castingTo(List.of());
        }
        return new Scalar(AtomicType.TIMESTAMP, call.argument(1).nullable(), true, () -> {
                    SessionZone zone = new SessionZone(call.context().timeZone());
                    return (arguments, rowCount) -> truncate(arguments[1], unit.get(), zone, rowCount);
                })
                .castingTo(List.of(AtomicType.STRING, AtomicType.TIMESTAMP));
    }

    /** By the unit of the row. */
    private static long truncate(RowArguments row, SessionZone zone) {
        Optional<TruncationUnit> unit = TruncationUnit.of(row.getText(0));
        if (unit.isEmpty()) {
            row.giveNull();
            return 0;
        }
        return unit.get().truncate(row.getLong(1), zone);
    }

    private static Vector truncate(Vector times, TruncationUnit unit, SessionZone zone, int rowCount) {
        LongVector flat = Vectors.longs(times, rowCount);
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = flat.isNull(row) ? 0 : unit.truncate(flat.values()[row], zone);
        }
        return new LongVector(AtomicType.TIMESTAMP, result, flat.validity());
    }

    /** Refuses what microseconds do not hold, with or without ANSI rules. */
    private static Binding ofDecimalSeconds(Call call, DecimalType type) {
        return new Scalar(
                        AtomicType.TIMESTAMP,
                        call.anyNullable(),
                        true,
                        RowKernels.longsOf(AtomicType.TIMESTAMP, () -> row -> {
                            try {
                                return row.getDecimal(0)
                                        .movePointRight(MICRO_PLACES)
                                        .longValueExact();
                            } catch (ArithmeticException beyond) {
                                throw ValueErrors.overflow("long", call.name());
                            }
                        }))
                .castingAllTo(type, 1);
    }

    /** What is no number, or beyond all, is null; what microseconds do not hold is the last time that they do. */
    private static Binding ofRealSeconds() {
        return new Scalar(AtomicType.TIMESTAMP, true, false, RowKernels.longsOf(AtomicType.TIMESTAMP, () -> row -> {
                    double seconds = row.getDouble(0);
                    if (!Double.isFinite(seconds)) {
                        row.giveNull();
                    }
                    return (long) (seconds * SessionZone.MICROS_PER_SECOND);
                }))
                .castingAllTo(AtomicType.DOUBLE, 1);
    }

    private static ScalarFunction fromEpoch(String name, String unit, long microsPerUnit, String example) {
        String signature = name + "(" + unit
                + (microsPerUnit == SessionZone.MICROS_PER_SECOND ? " NUMERIC" : " INTEGRAL") + "): TIMESTAMP";
        return declare(name, signature, "The timestamp that many " + unit + " after the epoch.", example, call -> {
            call.requireCount(1, 1);
            if (!TypeRules.isNumeric(call.type(0))) {
                throw call.unexpectedType(0, "NUMERIC");
            }
            if (call.type(0) instanceof DecimalType decimal && microsPerUnit == SessionZone.MICROS_PER_SECOND) {
                return ofDecimalSeconds(call, decimal);
            }
            boolean isReal = !((ScalarType) call.type(0)).isIntegral();
            if (isReal && microsPerUnit == SessionZone.MICROS_PER_SECOND) {
                return ofRealSeconds();
            }
            if (isReal) {
                throw call.unexpectedType(0, "INTEGRAL");
            }
            return new Scalar(
                            AtomicType.TIMESTAMP,
                            call.anyNullable(),
                            microsPerUnit > 1,
                            Kernels.unary((argument, validity, rowCount) -> {
                                long[] units = ((LongVector) argument).values();
                                long[] result = new long[rowCount];
                                for (int row = 0; row < rowCount; row++) {
                                    result[row] = units[row] * microsPerUnit;
                                    boolean overflows =
                                            Math.multiplyHigh(units[row], microsPerUnit) != result[row] >> 63;
                                    if (overflows && Validity.isPresent(validity, row)) {
                                        throw ValueErrors.overflow("long", name);
                                    }
                                }
                                return new LongVector(AtomicType.TIMESTAMP, result, validity);
                            }))
                    .castingAllTo(AtomicType.BIGINT, 1);
        });
    }

    private static ScalarFunction toEpoch(String name, String unit, long microsPerUnit, String example) {
        return declare(
                name,
                name + "(time TIMESTAMP): BIGINT",
                "The whole " + unit + " since the epoch, negative before it.",
                example,
                call -> {
                    call.requireCount(1, 1);
                    // Unlike other functions these cast nothing but the null that has no type.
                    if (call.type(0) != AtomicType.TIMESTAMP
                            && !call.argument(0).isUntypedNull()) {
                        throw call.unexpectedType(0, "TIMESTAMP");
                    }
                    return new Scalar(
                                    AtomicType.BIGINT,
                                    call.anyNullable(),
                                    false,
                                    Kernels.unary((argument, validity, rowCount) -> {
                                        long[] times = ((LongVector) argument).values();
                                        long[] result = new long[rowCount];
                                        for (int row = 0; row < rowCount; row++) {
                                            result[row] = Math.floorDiv(times[row], microsPerUnit);
                                        }
                                        return new LongVector(result, validity);
                                    }))
                            .castingAllTo(AtomicType.TIMESTAMP, 1);
                });
    }

    private static ScalarFunction datePart(List<String> names, String example, ToIntFunction<LocalDate> part) {
        String name = names.getFirst();
        List<String> signatures = List.of(name + "(date DATE): INT");
        String usage = "The " + name + " of a date.";
        return new ScalarDeclaration(new FunctionDocumentation(names, FAMILY, signatures, usage, example), call -> {
            call.requireCount(1, 1);
            requireTime(call, 0, "TIMESTAMP");
            return new Scalar(
                            AtomicType.INT, call.anyNullable(), false, Kernels.unary((argument, validity, rowCount) -> {
                                int[] dates = ((IntVector) argument).values();
                                int[] result = new int[rowCount];
                                for (int row = 0; row < rowCount; row++) {
                                    if (Validity.isPresent(validity, row)) {
                                        result[row] = part.applyAsInt(LocalDate.ofEpochDay(dates[row]));
                                    }
                                }
                                return new IntVector(result, validity);
                            }))
                    .castingAllTo(AtomicType.DATE, 1);
        });
    }

    private static ScalarFunction timePart(String name, String example, int secondsPerUnit, int unitsPerWhole) {
        return declare(
                name,
                name + "(time TIMESTAMP): INT",
                "The " + name + " of a timestamp on the wall clock.",
                example,
                call -> {
                    call.requireCount(1, 1);
                    requireTime(call, 0, "TIMESTAMP");
                    AtomicType type =
                            call.type(0) == AtomicType.TIMESTAMP_NTZ ? AtomicType.TIMESTAMP_NTZ : AtomicType.TIMESTAMP;
                    return new Scalar(AtomicType.INT, call.anyNullable(), false, () -> {
                                SessionZone zone = SessionZone.of(type, call.context());
                                Flattener flattener = new Flattener();
                                return (arguments, rowCount) -> {
                                    LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
                                    int[] result = new int[rowCount];
                                    for (int row = 0; row < rowCount; row++) {
                                        long local = times.isNull(row) ? 0 : zone.localSeconds(times.values()[row]);
                                        long seconds = Math.floorMod(local, SessionZone.SECONDS_PER_DAY);
                                        result[row] = (int) (seconds / secondsPerUnit % unitsPerWhole);
                                    }
                                    return new IntVector(result, times.validity());
                                };
                            })
                            .castingAllTo(type, 1);
                });
    }
}

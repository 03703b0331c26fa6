package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.TIMESTAMP;
import static dev.sluice.types.AtomicType.TIMESTAMP_NTZ;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Sums and differences of timestamps in a unit. */
final class TimeUnitFunctions {
    /** A unit by its name, and how many of a unit of Java it is. */
    private record Unit(ChronoUnit unit, int count) {
        private static Unit parse(Call call, boolean isOfSum) {
            String name = call.requireText(0, "unit");
            String wanted = name.toUpperCase(Locale.ROOT);
            return switch (isOfSum && wanted.equals("DAYOFYEAR") ? "DAY" : wanted) {
                case "MICROSECOND" -> new Unit(ChronoUnit.MICROS, 1);
                case "MILLISECOND" -> new Unit(ChronoUnit.MILLIS, 1);
                case "SECOND" -> new Unit(ChronoUnit.SECONDS, 1);
                case "MINUTE" -> new Unit(ChronoUnit.MINUTES, 1);
                case "HOUR" -> new Unit(ChronoUnit.HOURS, 1);
                case "DAY" -> new Unit(ChronoUnit.DAYS, 1);
                case "WEEK" -> new Unit(ChronoUnit.WEEKS, 1);
                case "MONTH" -> new Unit(ChronoUnit.MONTHS, 1);
                case "QUARTER" -> new Unit(ChronoUnit.MONTHS, 3);
                case "YEAR" -> new Unit(ChronoUnit.YEARS, 1);
                default ->
                    throw SluiceException.analysis(
                                    ErrorCondition.DATETIME_UNIT,
                                    "`" + call.name() + "` does not count in '" + name + "'.")
                            .expected(
                                    "YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND")
                            .mend("correct the unit")
                            .build();
            };
        }

        long add(long quantity, long micros, ZoneId zone) {
            ZonedDateTime start = instant(micros).atZone(zone);
            ZonedDateTime end;
            if (unit.isDateBased()) {
                end = start.plus(Math.multiplyExact(quantity, (long) count), unit);
            } else {
                // Whole days of the sum are days on the wall clock, as Spark has it.
                long added = Math.multiplyExact(quantity, unit.getDuration().toNanos() / 1_000);
                long microsPerDay = SessionZone.SECONDS_PER_DAY * SessionZone.MICROS_PER_SECOND;
                end = start.plusDays(added / microsPerDay).plus(added % microsPerDay, ChronoUnit.MICROS);
            }
            return Math.addExact(
                    Math.multiplyExact(end.toEpochSecond(), SessionZone.MICROS_PER_SECOND), end.getNano() / 1_000);
        }

        long between(long start, long end, ZoneId zone) {
            return unit.between(local(start, zone), local(end, zone)) / count;
        }

        private static LocalDateTime local(long micros, ZoneId zone) {
            return LocalDateTime.ofInstant(instant(micros), zone);
        }

        private static Instant instant(long micros) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }

    private TimeUnitFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "timestampadd",
                        "timestampadd('unit', count BIGINT, time TIMESTAMP): TIMESTAMP",
                        "The time so many units later on the wall clock, from YEAR to MICROSECOND.",
                        "timestampadd('HOUR', 8, '2026-01-01 10:20:30') -> 2026-01-01 18:20:30",
                        TimeUnitFunctions::add),
                family.declare(
                        "timestampdiff",
                        "timestampdiff('unit', start TIMESTAMP, end TIMESTAMP): BIGINT",
                        "The whole units on the wall clock from one time to another, negative if that is earlier.",
                        "timestampdiff('MONTH', '2026-01-31', '2026-03-30') -> 1",
                        TimeUnitFunctions::between));
    }

    private static Binding add(Call call) {
        call.requireCount(3, 3);
        Unit unit = Unit.parse(call, true);
        AtomicType type = call.type(2) == TIMESTAMP_NTZ ? TIMESTAMP_NTZ : TIMESTAMP;
        ZoneId zone = SessionZone.of(type, call.context()).zone();
        return new Scalar(
                        type,
                        call.argument(1).nullable() || call.argument(2).nullable(),
                        true,
                        RowKernels.longsOf(type, () -> row -> {
                            try {
                                return unit.add(row.getLong(1), row.getLong(2), zone);
                            } catch (ArithmeticException | DateTimeException beyond) {
                                throw ValueErrors.timeOverflow(call.name(), beyond);
                            }
                        }))
                .decidedBy(1)
                .castingTo(List.of(call.type(0), call.implicitly(1, BIGINT), call.implicitly(2, type)));
    }

    private static Binding between(Call call) {
        call.requireCount(3, 3);
        Unit unit = Unit.parse(call, false);
        ZoneId zone = call.context().timeZone();
        return new Scalar(
                        BIGINT,
                        call.argument(1).nullable() || call.argument(2).nullable(),
                        false,
                        RowKernels.longs(row -> unit.between(row.getLong(1), row.getLong(2), zone)))
                .decidedBy(1)
                .castingTo(List.of(call.type(0), call.implicitly(1, TIMESTAMP), call.implicitly(2, TIMESTAMP)));
    }
}

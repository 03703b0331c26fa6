package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.ValueErrors;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** What {@code date_trunc} cuts a timestamp down to. */
enum TruncationUnit {
    MICROSECOND,
    MILLISECOND,
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /** The unit of this name, compared without case; empty where Spark knows none. */
    static Optional<TruncationUnit> of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "MICROSECOND" -> Optional.of(MICROSECOND);
            case "MILLISECOND" -> Optional.of(MILLISECOND);
            case "SECOND" -> Optional.of(SECOND);
            case "MINUTE" -> Optional.of(MINUTE);
            case "HOUR" -> Optional.of(HOUR);
            case "DAY", "DD" -> Optional.of(DAY);
            case "WEEK" -> Optional.of(WEEK);
            case "MONTH", "MON", "MM" -> Optional.of(MONTH);
            case "QUARTER" -> Optional.of(QUARTER);
            case "YEAR", "YYYY", "YY" -> Optional.of(YEAR);
            default -> Optional.empty();
        };
    }

    /** @throws dev.sluice.error.SluiceException an overflow if the unit begins before the first TIMESTAMP */
    long truncate(long micros, SessionZone zone) {
        long fraction = Math.floorMod(micros, SessionZone.MICROS_PER_SECOND);
        return switch (this) {
            case MICROSECOND -> micros;
            case MILLISECOND -> before(micros, fraction % 1_000L);
            case SECOND -> before(micros, fraction);
            case MINUTE -> before(micros, micros(Math.floorMod(zone.localSeconds(micros), 60L)) + fraction);
            case HOUR -> before(micros, micros(Math.floorMod(zone.localSeconds(micros), 3_600L)) + fraction);
            case DAY -> zone.startOfDay(zone.localDate(micros));
            case WEEK, MONTH, QUARTER, YEAR ->
                zone.startOfDay(
                        firstDay(LocalDate.ofEpochDay(zone.localDate(micros))).toEpochDay());
        };
    }

    private static long micros(long seconds) {
        return seconds * SessionZone.MICROS_PER_SECOND;
    }

    private static long before(long micros, long distance) {
        if (micros < Long.MIN_VALUE + distance) {
            throw ValueErrors.overflow("long", "date_trunc");
        }
        return micros - distance;
    }

    /** Whether it is a week or longer. */
    boolean isOfDates() {
        return compareTo(WEEK) >= 0;
    }

    LocalDate firstDay(LocalDate date) {
        return switch (this) {
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case YEAR -> date.withDayOfYear(1);
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> date;
        };
    }
}

package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.SessionZone;
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

    long truncate(long micros, SessionZone zone) {
        return switch (this) {
            case MICROSECOND -> micros;
            case MILLISECOND -> micros - Math.floorMod(micros, 1_000L);
            case SECOND -> micros - Math.floorMod(micros, SessionZone.MICROS_PER_SECOND);
            case MINUTE -> micros - Math.floorMod(zone.localMicros(micros), 60 * SessionZone.MICROS_PER_SECOND);
            case HOUR -> micros - Math.floorMod(zone.localMicros(micros), 3_600 * SessionZone.MICROS_PER_SECOND);
            case DAY -> zone.startOfDay(zone.localDate(micros));
            case WEEK, MONTH, QUARTER, YEAR ->
                zone.startOfDay(
                        firstDay(LocalDate.ofEpochDay(zone.localDate(micros))).toEpochDay());
        };
    }

    private LocalDate firstDay(LocalDate date) {
        return switch (this) {
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case YEAR -> date.withDayOfYear(1);
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> date;
        };
    }
}

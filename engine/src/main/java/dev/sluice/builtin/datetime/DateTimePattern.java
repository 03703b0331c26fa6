package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.SessionZone;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.OptionalLong;

/** A pattern of Spark's letters for times in texts. What the pattern leaves out is 1970, January, the first, midnight. */
final class DateTimePattern {
    private final String pattern;
    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    DateTimePattern(String pattern, ZoneId zone) {
        this.pattern = pattern;
        this.zone = zone;
        try {
            // Years are those of the era in Spark's patterns, for which the strict resolver would ask for the era.
            this.formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(withProlepticYears(pattern))
                    .toFormatter(Locale.US)
                    .withChronology(IsoChronology.INSTANCE)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException refused) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_DATETIME_PATTERN, "Unrecognized datetime pattern: " + pattern + ".")
                    .found(String.valueOf(refused.getMessage()))
                    .mend("write it with letters such as yyyy-MM-dd HH:mm:ss.SSS")
                    .cause(refused)
                    .build();
        }
    }

    /** {@code y} outside of quoted text becomes {@code u}. */
    private static String withProlepticYears(String pattern) {
        StringBuilder converted = new StringBuilder(pattern.length());
        boolean isQuoted = false;
        for (int index = 0; index < pattern.length(); index++) {
            char letter = pattern.charAt(index);
            isQuoted ^= letter == '\'';
            converted.append(letter == 'y' && !isQuoted ? 'u' : letter);
        }
        return converted.toString();
    }

    String pattern() {
        return pattern;
    }

    /** Microseconds since the epoch, empty if the text does not fit the pattern. */
    OptionalLong parse(String text) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            LocalDate date = date(parsed);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId named = parsed.query(TemporalQueries.zone());
            Instant instant = LocalDateTime.of(date, time == null ? time(parsed) : time)
                    .atZone(named == null ? zone : named)
                    .toInstant();
            return OptionalLong.of(Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), SessionZone.MICROS_PER_SECOND),
                    instant.getNano() / 1_000));
        } catch (DateTimeException | ArithmeticException noTime) {
            return OptionalLong.empty();
        }
    }

    private static LocalDate date(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        return date == null
                ? LocalDate.of(
                        get(parsed, ChronoField.YEAR, 1970),
                        get(parsed, ChronoField.MONTH_OF_YEAR, 1),
                        get(parsed, ChronoField.DAY_OF_MONTH, 1))
                : date;
    }

    private static LocalTime time(TemporalAccessor parsed) {
        return LocalTime.of(
                get(parsed, ChronoField.HOUR_OF_DAY, get(parsed, ChronoField.HOUR_OF_AMPM, 0)),
                get(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                get(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                get(parsed, ChronoField.NANO_OF_SECOND, 0));
    }

    private static int get(TemporalAccessor parsed, ChronoField field, int otherwise) {
        return parsed.isSupported(field) ? parsed.get(field) : otherwise;
    }
}

package dev.sluice.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Dates and timestamps in a form that the user gave as a pattern, as Spark's are: what the pattern leaves out is the least. */
public final class TimePattern {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** No letter of a pattern makes more bytes than this; the longest are names of zones and parts of the day. */
    private static final int MAX_LENGTH_OF_LETTER = 128;

    /** A byte may become this many where it is escaped. */
    private static final int MAX_GROWTH = 6;

    private final DateTimeFormatter formatter;
    private final ZoneId zone;
    private final int maxLength;

    public TimePattern(String pattern, Locale locale, ZoneId zone) {
        this.maxLength = pattern.length() * MAX_LENGTH_OF_LETTER * MAX_GROWTH;
        this.formatter = formatter(pattern, locale);
        this.zone = zone;
    }

    public static boolean isPattern(String text) {
        try {
            formatter(text, Locale.US);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static DateTimeFormatter formatter(String pattern, Locale locale) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(withProlepticYears(pattern))
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Without an era in the pattern, {@code y} is Spark's proleptic year, which {@code java.time} calls {@code u}. */
    private static String withProlepticYears(String pattern) {
        StringBuilder converted = new StringBuilder(pattern.length());
        boolean isQuoted = false;
        boolean hasEra = false;
        for (int index = 0; index < pattern.length(); index++) {
            char letter = pattern.charAt(index);
            isQuoted ^= letter == '\'';
            hasEra |= letter == 'G' && !isQuoted;
            converted.append(letter == 'y' && !isQuoted ? 'u' : letter);
        }
        return hasEra ? pattern : converted.toString();
    }

    /** Bytes that a text of this form takes at most, all of them escaped. */
    public int maxLength() {
        return maxLength;
    }

    /** The micros of a text, {@link DateTimes#INVALID} if it is not of this form. */
    public long parseTimestamp(String text) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            ZoneId parsedZone = parsed.query(TemporalQueries.zone());
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            Instant instant = (date == null ? LocalDate.EPOCH : date)
                    .atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(parsedZone == null ? zone : parsedZone)
                    .toInstant();
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000);
        } catch (DateTimeException | ArithmeticException notOfThisForm) {
            return DateTimes.INVALID;
        }
    }

    /** As {@link #parseTimestamp} of a pattern in UTC, but for texts that name a zone, which are of another form. */
    public long parseLocalTimestamp(String text) {
        try {
            return formatter.parse(text).query(TemporalQueries.zone()) == null
                    ? parseTimestamp(text)
                    : DateTimes.INVALID;
        } catch (DateTimeException notOfThisForm) {
            return DateTimes.INVALID;
        }
    }

    /** The days of a text, {@link DateTimes#INVALID_DATE} if it is not of this form. */
    public int parseDate(String text) {
        try {
            return Math.toIntExact(LocalDate.from(formatter.parse(text)).toEpochDay());
        } catch (DateTimeException | ArithmeticException notOfThisForm) {
            return DateTimes.INVALID_DATE;
        }
    }

    public String formatTimestamp(long micros) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
        return formatter.format(instant.atZone(zone));
    }

    public String formatDate(int days) {
        return formatter.format(LocalDate.ofEpochDay(days).atStartOfDay(zone));
    }
}

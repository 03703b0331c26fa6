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
import java.time.ZoneOffset;
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
    private static final PatternLetters LETTERS = new PatternLetters("ABnNpEFqQ", "GML");

    private final String pattern;
    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    /** @throws SluiceException an analysis error if the pattern cannot be read */
    DateTimePattern(String pattern, ZoneId zone) {
        this.pattern = pattern;
        this.zone = zone;
        try {
            // Years are those of the era in Spark's patterns, for which the strict resolver would ask for the era.
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
            append(builder);
            this.formatter = builder.toFormatter(Locale.US)
                    .withChronology(IsoChronology.INSTANCE)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException refused) {
            throw refusal(TimeWriter.refusalOf(pattern))
                    .found(String.valueOf(refused.getMessage()))
                    .cause(refused)
                    .build();
        }
    }

    /** Run by run of a letter: {@code y} is the proleptic year, {@code S} a fraction of up to so many digits. */
    private void append(DateTimeFormatterBuilder builder) {
        LETTERS.require(pattern, this::refusal);
        StringBuilder plain = new StringBuilder(pattern.length());
        boolean isQuoted = false;
        int end;
        for (int start = 0; start < pattern.length(); start = end) {
            char letter = pattern.charAt(start);
            end = start + 1;
            while (end < pattern.length() && pattern.charAt(end) == letter) {
                end++;
            }
            int length = end - start;
            isQuoted ^= letter == '\'' && length % 2 == 1;
            if (letter == 'S' && !isQuoted) {
                builder.appendPattern(plain.toString());
                plain.setLength(0);
                builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, length, false);
            } else {
                plain.append(String.valueOf(letter == 'y' && !isQuoted ? 'u' : letter)
                        .repeat(length));
            }
        }
        builder.appendPattern(plain.toString());
    }

    private SluiceException.Builder refusal(ErrorCondition condition) {
        return SluiceException.analysis(condition, "Unrecognized datetime pattern: " + pattern + ".")
                .mend("write it with letters such as yyyy-MM-dd HH:mm:ss.SSS");
    }

    String pattern() {
        return pattern;
    }

    /** Microseconds since the epoch, empty if the text does not fit the pattern. */
    OptionalLong parse(String text) {
        return parse(text, true);
    }

    /** What the text shows as microseconds, whatever zone it names; empty if it does not fit the pattern. */
    OptionalLong parseLocal(String text) {
        return parse(text, false);
    }

    private OptionalLong parse(String text, boolean isInstant) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            LocalDate date = date(parsed);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId named = parsed.query(TemporalQueries.zone());
            ZoneId own = named == null ? zone : named;
            Instant instant = LocalDateTime.of(date, time == null ? time(parsed) : time)
                    .atZone(isInstant ? own : ZoneOffset.UTC)
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

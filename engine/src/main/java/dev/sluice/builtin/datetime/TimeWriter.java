package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.SessionZone;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Writes times in a pattern of Spark's letters. */
final class TimeWriter {
    private static final PatternLetters LETTERS = new PatternLetters("ABnNp", "GMLEQq");

    private final String pattern;
    private final DateTimeFormatter formatter;

    TimeWriter(String pattern, ZoneId zone) {
        this.pattern = pattern;
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
            append(javaPattern(), builder);
            this.formatter = builder.toFormatter(Locale.US).withZone(zone);
        } catch (IllegalArgumentException refused) {
            throw refusal(refusalOf(pattern))
                    .found(String.valueOf(refused.getMessage()))
                    .cause(refused)
                    .build();
        }
    }

    /** JDKs do not agree on what {@code F} is; in Spark it is the day of a week that begins as the month does. */
    private static void append(String text, DateTimeFormatterBuilder builder) {
        boolean isQuoted = false;
        int start = 0;
        for (int index = 0; index < text.length(); index++) {
            isQuoted ^= text.charAt(index) == '\'';
            if (text.charAt(index) == 'F' && !isQuoted) {
                builder.appendPattern(text.substring(start, index));
                builder.appendValue(ChronoField.ALIGNED_DAY_OF_WEEK_IN_MONTH);
                start = index + 1;
            }
        }
        builder.appendPattern(text.substring(start));
    }

    /** {@code y} is the proleptic year, unless the era is written too. */
    private String javaPattern() {
        LETTERS.require(pattern, this::refusal);
        StringBuilder text = new StringBuilder(pattern.length());
        boolean hasEra = isOutsideQuotes('G');
        boolean isQuoted = false;
        for (int index = 0; index < pattern.length(); index++) {
            char letter = pattern.charAt(index);
            isQuoted ^= letter == '\'';
            text.append(letter == 'y' && !isQuoted && !hasEra ? 'u' : letter);
        }
        return text.toString();
    }

    /** What is said of a pattern that no formatter takes: Spark tells apart those that older versions took. */
    static ErrorCondition refusalOf(String pattern) {
        try {
            return new SimpleDateFormat(pattern, Locale.US).toPattern().equals(pattern)
                    ? ErrorCondition.DATETIME_PATTERN_RECOGNITION
                    : ErrorCondition.INVALID_DATETIME_PATTERN;
        } catch (IllegalArgumentException refused) {
            return ErrorCondition.INVALID_DATETIME_PATTERN;
        }
    }

    private boolean isOutsideQuotes(char wanted) {
        boolean isQuoted = false;
        for (int index = 0; index < pattern.length(); index++) {
            isQuoted ^= pattern.charAt(index) == '\'';
            if (!isQuoted && pattern.charAt(index) == wanted) {
                return true;
            }
        }
        return false;
    }

    private SluiceException.Builder refusal(ErrorCondition condition) {
        return SluiceException.of(condition, "Unrecognized datetime pattern: " + pattern + ".")
                .mend("write it with letters such as yyyy-MM-dd HH:mm:ss.SSS");
    }

    String write(long micros) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, SessionZone.MICROS_PER_SECOND),
                Math.floorMod(micros, SessionZone.MICROS_PER_SECOND) * 1_000L);
        try {
            return formatter.format(instant);
        } catch (DateTimeException refused) {
            throw refusal(ErrorCondition.INVALID_DATETIME_PATTERN)
                    .found(String.valueOf(refused.getMessage()))
                    .cause(refused)
                    .build();
        }
    }
}

package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark's interval texts, as {@code window}, {@code withWatermark} and triggers take them: semantics 5.9.
 *
 * <pre>
 * interval := ["interval"] pair {blank pair} | "interval" SQL literal
 * pair     := ["+" | "-"] number blank unit ["s"]
 * unit     := year | month | week | day | hour | minute | second | millisecond | microsecond
 * </pre>
 *
 * <p>Only seconds take a fraction, of at most nine digits, cut to microseconds.
 */
public final class Intervals {
    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
    private static final int DAYS_PER_MONTH = 31;

    private static final Pattern PREFIX = Pattern.compile("interval(?:\\s+|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PAIR =
            Pattern.compile("([+-]?)\\s*(?:(\\d+)(?:\\.(\\d*))?|\\.(\\d+))\\s+([A-Za-z]+)(?:\\s+|$)");
    private static final Pattern STARTS_A_NUMBER = Pattern.compile("[+\\-.\\d]");
    private static final Pattern ONLY_A_SIGN = Pattern.compile("[+-]\\s*");
    private static final Pattern ONLY_A_NUMBER = Pattern.compile("[+-]?\\s*(?:\\d+(?:\\.\\d*)?|\\.\\d+)\\s*");
    private static final Pattern SQL_LITERAL = Pattern.compile(
            "interval\\s*([+-]?)\\s*'([^']*)'\\s*(?:([A-Za-z]+)(?:\\s+to\\s+([A-Za-z]+))?)?", Pattern.CASE_INSENSITIVE);

    private static final List<String> CLOCK_UNITS = List.of("day", "hour", "minute", "second");
    private static final int[] CLOCK_LIMITS = {Integer.MAX_VALUE, 23, 59, 59};
    private static final List<String> UNITS =
            List.of("year", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond");

    private Intervals() {}

    /** An interval whose months and days are not yet given a length. */
    public record Interval(int months, int days, long micros) {
        /** A month counts 31 days, as in watermark delays, and a day 24 hours. */
        public long totalMicros() {
            return Math.addExact(micros, Math.multiplyExact((long) months * DAYS_PER_MONTH + days, MICROS_PER_DAY));
        }

        private Interval plus(Interval other) {
            return new Interval(
                    Math.addExact(months, other.months),
                    Math.addExact(days, other.days),
                    Math.addExact(micros, other.micros));
        }

        private Interval negated() {
            return new Interval(Math.negateExact(months), Math.negateExact(days), Math.negateExact(micros));
        }
    }

    /** @throws SluiceException an analysis error if {@code text} is no interval */
    public static Interval parse(String text) {
        String trimmed = text.strip();
        try {
            Matcher literal = SQL_LITERAL.matcher(trimmed);
            if (literal.matches()) {
                Interval value = sqlLiteral(text, literal);
                return literal.group(1).equals("-") ? value.negated() : value;
            }
            Matcher prefix = PREFIX.matcher(trimmed);
            return pairs(text, prefix.lookingAt() ? trimmed.substring(prefix.end()) : trimmed);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw tooLong(text);
        }
    }

    /**
     * The microseconds of an interval without years and months, of either sign; a day has 24 hours.
     *
     * @throws SluiceException an analysis error if {@code text} is no interval, or has years or months
     */
    public static long parseMicros(String text) {
        Interval interval = parse(text);
        if (interval.months() != 0) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_INTERVAL_FORMAT,
                            "Intervals greater than a month is not supported (" + text + ")")
                    .found("\"" + text + "\"")
                    .expected("units from week to microsecond, whose length does not depend on the calendar")
                    .mend("say it in days, for example \"30 days\"")
                    .build();
        }
        try {
            return interval.totalMicros();
        } catch (ArithmeticException tooLarge) {
            throw tooLong(text);
        }
    }

    private static SluiceException tooLong(String text) {
        return malformed(ErrorCondition.INTERVAL_TOO_LONG, text, "it is longer than can be counted");
    }

    /**
     * The delay of a watermark; months count 31 days each.
     *
     * @throws SluiceException an analysis error if {@code text} is no interval, or is negative
     */
    public static long parseDelayMillis(String text) {
        long micros;
        try {
            micros = parse(text).totalMicros();
        } catch (SluiceException malformed) {
            throw SluiceException.analysis(
                            ErrorCondition.CANNOT_PARSE_INTERVAL,
                            "Unable to parse \"" + text + "\" as a watermark delay")
                    .found(
                            malformed.details().found() == null
                                    ? text
                                    : malformed.details().found())
                    .expected("number and unit, as often as needed, for example \"1 hour 30 minutes\"")
                    .mend("write units in full: year, month, week, day, hour, minute, second, millisecond, microsecond")
                    .cause(malformed)
                    .build();
        } catch (ArithmeticException tooLarge) {
            throw SluiceException.analysis(
                            ErrorCondition.CANNOT_PARSE_INTERVAL,
                            "Unable to parse \"" + text + "\" as a watermark delay")
                    .found("more microseconds than a BIGINT holds")
                    .mend("give a shorter delay")
                    .cause(tooLarge)
                    .build();
        }
        if (micros < 0) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE,
                            "delay threshold (" + text + ") should not be negative.")
                    .found(micros / MICROS_PER_MILLI + " ms")
                    .expected("0 seconds or more")
                    .mend("give how long late rows are waited for, for example \"10 minutes\"")
                    .build();
        }
        return micros / MICROS_PER_MILLI;
    }

    private static Interval pairs(String text, String pairs) {
        if (pairs.isBlank()) {
            throw malformed(ErrorCondition.INTERVAL_EMPTY, text, "it is empty");
        }
        Interval sum = new Interval(0, 0, 0);
        Matcher pair = PAIR.matcher(pairs);
        int position = 0;
        while (position < pairs.length()) {
            if (!pair.find(position) || pair.start() != position) {
                throw noPair(text, pairs.substring(position));
            }
            String whole = pair.group(2) == null ? "0" : pair.group(2);
            String fraction = pair.group(2) == null ? pair.group(4) : pair.group(3);
            Interval value = ofUnit(text, whole, fraction == null ? "" : fraction, pair.group(5));
            sum = sum.plus(pair.group(1).equals("-") ? value.negated() : value);
            position = pair.end();
        }
        return sum;
    }

    private static Interval ofUnit(String text, String whole, String fraction, String unit) {
        String singular = singular(unit);
        if (!fraction.isEmpty() && !singular.equals("second")) {
            throw malformed(
                    ErrorCondition.INTERVAL_FRACTION, text, "only seconds take a fraction, not \"" + unit + "\"");
        }
        if (fraction.length() > 9) {
            throw malformed(ErrorCondition.INTERVAL_PRECISION, text, "a fraction has at most nine digits");
        }
        long number = Long.parseLong(whole);
        return switch (singular) {
            case "year" -> new Interval(Math.multiplyExact(Math.toIntExact(number), 12), 0, 0);
            case "month" -> new Interval(Math.toIntExact(number), 0, 0);
            case "week" -> new Interval(0, Math.multiplyExact(Math.toIntExact(number), 7), 0);
            case "day" -> new Interval(0, Math.toIntExact(number), 0);
            case "hour" -> micros(number, MICROS_PER_HOUR);
            case "minute" -> micros(number, MICROS_PER_MINUTE);
            case "second" -> micros(number, MICROS_PER_SECOND).plus(new Interval(0, 0, fractionMicros(fraction)));
            case "millisecond" -> micros(number, MICROS_PER_MILLI);
            case "microsecond" -> micros(number, 1);
            default -> throw malformed(ErrorCondition.INTERVAL_UNIT, text, "\"" + unit + "\" is not a unit");
        };
    }

    private static Interval micros(long number, long microsPerUnit) {
        return new Interval(0, 0, Math.multiplyExact(number, microsPerUnit));
    }

    private static long fractionMicros(String digits) {
        return Long.parseLong((digits + "000000").substring(0, 6));
    }

    private static String singular(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** {@code interval '10' second}, {@code interval '3:30' minute to second}, {@code interval '1-6' year to month}. */
    private static Interval sqlLiteral(String text, Matcher literal) {
        String value = literal.group(2).strip();
        if (literal.group(3) == null) {
            return pairs(text, value);
        }
        if (literal.group(4) == null) {
            return pairs(text, value + " " + literal.group(3));
        }
        boolean isNegative = value.startsWith("-");
        String unsigned = isNegative || value.startsWith("+") ? value.substring(1) : value;
        String from = singular(literal.group(3));
        String to = singular(literal.group(4));
        Interval interval = from.equals("year") && to.equals("month")
                ? yearToMonth(text, unsigned)
                : dayTime(text, unsigned, CLOCK_UNITS.indexOf(from), CLOCK_UNITS.indexOf(to));
        return isNegative ? interval.negated() : interval;
    }

    private static Interval yearToMonth(String text, String value) {
        Matcher parts = Pattern.compile("(\\d+)-(\\d+)").matcher(value);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 11) {
            throw malformed(text, "\"" + value + "\" is not of the form years-months");
        }
        return ofUnit(text, parts.group(1), "", "year").plus(ofUnit(text, parts.group(2), "", "month"));
    }

    private static Interval dayTime(String text, String value, int from, int to) {
        String separated = from == 0 ? value.replaceFirst("\\s+", ":") : value;
        String[] parts = separated.split(":", -1);
        if (from < 0 || to <= from || parts.length != to - from + 1) {
            throw malformed(text, "\"" + value + "\" does not fit the units after it");
        }
        Interval sum = new Interval(0, 0, 0);
        for (int index = 0; index < parts.length; index++) {
            int unit = from + index;
            Matcher part = Pattern.compile("(\\d+)(?:\\.(\\d+))?").matcher(parts[index]);
            boolean isFirst = index == 0;
            if (!part.matches() || (!isFirst && Long.parseLong(part.group(1)) > CLOCK_LIMITS[unit])) {
                throw malformed(text, "\"" + parts[index] + "\" is not a number of " + CLOCK_UNITS.get(unit) + "s");
            }
            String fraction = part.group(2) == null ? "" : part.group(2);
            sum = sum.plus(ofUnit(text, part.group(1), fraction, CLOCK_UNITS.get(unit)));
        }
        return sum;
    }

    private static SluiceException noPair(String text, String rest) {
        ErrorCondition condition = ErrorCondition.INTERVAL_VALUE;
        if (!STARTS_A_NUMBER.matcher(rest).lookingAt()) {
            condition = ErrorCondition.INTERVAL_NUMBER;
        } else if (ONLY_A_SIGN.matcher(rest).matches()) {
            condition = ErrorCondition.INTERVAL_WITHOUT_NUMBER;
        } else if (ONLY_A_NUMBER.matcher(rest).matches()) {
            condition = ErrorCondition.INTERVAL_WITHOUT_UNIT;
        }
        return malformed(condition, text, "\"" + rest + "\" does not begin with a number, a blank and a unit");
    }

    private static SluiceException malformed(String text, String why) {
        return malformed(ErrorCondition.INVALID_INTERVAL_FORMAT, text, why);
    }

    private static SluiceException malformed(ErrorCondition condition, String text, String why) {
        return SluiceException.analysis(condition, "Error parsing \"" + text + "\" to interval: " + why)
                .found("\"" + text + "\"")
                .expected("number and unit, as often as needed, for example \"1 hour 30 minutes\"; units are "
                        + String.join(", ", UNITS))
                .mend("write units in full and a blank before each: \"10 seconds\", not \"10s\"")
                .build();
    }
}

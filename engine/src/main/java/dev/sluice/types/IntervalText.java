package dev.sluice.types;

import dev.sluice.types.IntervalType.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals between numbers and texts of SQL, {@code INTERVAL '1 02:03:04.5' DAY TO SECOND}. */
public final class IntervalText {
    private static final Pattern QUOTED =
            Pattern.compile("INTERVAL\\s+([+-]?)'([^']*)'\\s+(\\S.*)", Pattern.CASE_INSENSITIVE);
    /** What stands between the quotes, without a sign. */
    private static final Map<IntervalType, Pattern> FORMS = new ConcurrentHashMap<>();

    private static final Pattern SIGNED = Pattern.compile("([+-]?)(.*)");
    private static final int MICRO_DIGITS = 6;

    private IntervalText() {}

    /** @param length months or microseconds, as the type has it */
    public static String of(long length, IntervalType type) {
        return "INTERVAL '" + value(length, type) + "' " + type.units();
    }

    private static String value(long length, IntervalType type) {
        BigDecimal rest = BigDecimal.valueOf(length).abs();
        StringBuilder text = new StringBuilder(length < 0 ? "-" : "");
        for (Unit unit : Unit.values()) {
            if (unit.compareTo(type.first()) < 0 || unit.compareTo(type.last()) > 0) {
                continue;
            }
            BigDecimal[] parts = rest.divideAndRemainder(BigDecimal.valueOf(unit.length()));
            rest = parts[1];
            if (unit != type.first()) {
                text.append(unit == Unit.MONTH ? '-' : unit == Unit.HOUR ? ' ' : ':');
            }
            boolean isPadded = unit.compareTo(Unit.DAY) > 0;
            text.append(isPadded && parts[0].longValue() < 10 ? "0" : "").append(parts[0].toBigInteger());
            if (unit == Unit.SECOND && rest.signum() != 0) {
                String fraction =
                        rest.movePointLeft(MICRO_DIGITS).stripTrailingZeros().toPlainString();
                text.append(fraction, 1, fraction.length());
            }
        }
        return text.toString();
    }

    /** The months or microseconds of a text of a type, with or without what SQL writes around it; empty if it is of another form. */
    public static OptionalLong parse(String text, IntervalType type) {
        String trimmed = text.strip();
        Matcher quoted = QUOTED.matcher(trimmed);
        boolean isQuoted = quoted.matches();
        if (isQuoted
                && !quoted.group(3)
                        .strip()
                        .replaceAll("\\s+", " ")
                        .toUpperCase(Locale.ROOT)
                        .equals(type.units())) {
            return OptionalLong.empty();
        }
        Matcher signed = SIGNED.matcher(isQuoted ? quoted.group(2) : trimmed);
        if (!signed.matches()) {
            return OptionalLong.empty();
        }
        boolean isNegative =
                signed.group(1).equals("-") != (isQuoted && quoted.group(1).equals("-"));
        try {
            return value(signed.group(2), type, isNegative ? -1 : 1);
        } catch (ArithmeticException tooLong) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong value(String text, IntervalType type, int sign) {
        Matcher matcher = FORMS.computeIfAbsent(type, IntervalText::pattern).matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long length = 0;
        int group = 1;
        for (Unit unit : Unit.values()) {
            if (unit.compareTo(type.first()) < 0 || unit.compareTo(type.last()) > 0) {
                continue;
            }
            long count = Long.parseLong(matcher.group(group++));
            boolean isPart = unit != type.first();
            if (isPart && count >= most(unit)) {
                return OptionalLong.empty();
            }
            length = Math.addExact(length, Math.multiplyExact(sign * count, unit.length()));
            if (unit == Unit.SECOND && matcher.group(group) != null) {
                String fraction =
                        (matcher.group(group).substring(1) + "0".repeat(MICRO_DIGITS)).substring(0, MICRO_DIGITS);
                length = Math.addExact(length, sign * Long.parseLong(fraction));
            }
        }
        boolean isIn = !type.isOfMonths() || length == (int) length;
        return isIn ? OptionalLong.of(length) : OptionalLong.empty();
    }

    private static int most(Unit unit) {
        return switch (unit) {
            case MONTH -> 12;
            case HOUR -> 24;
            case MINUTE, SECOND -> 60;
            case YEAR, DAY -> Integer.MAX_VALUE;
        };
    }

    /** Of a unit that stands first. */
    private static int mostDigits(Unit unit) {
        return switch (unit) {
            case YEAR, MONTH, DAY -> 9;
            case HOUR -> 10;
            case MINUTE -> 12;
            case SECOND -> 13;
        };
    }

    private static Pattern pattern(IntervalType type) {
        StringBuilder form = new StringBuilder();
        for (Unit unit : Unit.values()) {
            if (unit.compareTo(type.first()) < 0 || unit.compareTo(type.last()) > 0) {
                continue;
            }
            boolean isPart = unit != type.first();
            if (isPart) {
                form.append(unit == Unit.MONTH ? '-' : unit == Unit.HOUR ? ' ' : ':');
            }
            form.append("(\\d{1,").append(isPart ? 2 : mostDigits(unit)).append("})");
        }
        return Pattern.compile(form + (type.last() == Unit.SECOND ? "(\\.\\d{1,9})?" : ""));
    }
}

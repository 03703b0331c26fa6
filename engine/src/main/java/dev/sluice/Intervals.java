package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.StringTokenizer;

/** Reads the intervals of triggers: {@code 10 seconds}, {@code 1 minute 30 seconds}. */
final class Intervals {
    private Intervals() {}

    static long parseMicros(String text) {
        StringTokenizer words = new StringTokenizer(text.toLowerCase(Locale.ROOT));
        long total = 0;
        int pairs = 0;
        while (words.hasMoreTokens()) {
            String number = words.nextToken();
            if (pairs == 0 && number.equals("interval") && words.hasMoreTokens()) {
                number = words.nextToken();
            }
            if (!words.hasMoreTokens()) {
                throw malformed(text);
            }
            total = add(total, number, words.nextToken(), text);
            pairs++;
        }
        if (pairs == 0) {
            throw malformed(text);
        }
        return total;
    }

    private static long add(long total, String number, String unit, String text) {
        long micros = micros(unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit, text);
        try {
            BigDecimal count = new BigDecimal(number);
            if (count.scale() > 0 && micros != Values.MICROS_PER_SECOND) {
                throw malformed(text);
            }
            return Math.addExact(
                    total,
                    count.multiply(BigDecimal.valueOf(micros)).toBigInteger().longValueExact());
        } catch (ArithmeticException | NumberFormatException unreadable) {
            throw malformed(text);
        }
    }

    private static long micros(String unit, String text) {
        return switch (unit) {
            case "microsecond" -> 1L;
            case "millisecond" -> 1_000L;
            case "second" -> Values.MICROS_PER_SECOND;
            case "minute" -> 60 * Values.MICROS_PER_SECOND;
            case "hour" -> 3_600 * Values.MICROS_PER_SECOND;
            case "day" -> 86_400 * Values.MICROS_PER_SECOND;
            case "week" -> 604_800 * Values.MICROS_PER_SECOND;
            default -> throw malformed(text);
        };
    }

    private static SluiceException malformed(String text) {
        return SluiceException.analysis(ErrorCondition.CANNOT_PARSE_INTERVAL, "\"" + text + "\" is not an interval")
                .found(text)
                .expected("a number and a unit from microsecond to week, once or more, such as \"10 seconds\"")
                .mend("write the unit in full; months and years have no fixed length")
                .build();
    }
}

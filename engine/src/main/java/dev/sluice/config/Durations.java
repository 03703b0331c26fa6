package dev.sluice.config;

import java.time.Duration;
import java.util.Locale;

/** The second duration grammar of Spark (semantics 5.9): a whole number and a suffix, or a bare number of milliseconds. */
public final class Durations {
    private Durations() {}

    /** @throws IllegalArgumentException if {@code text} is not of that form */
    public static Duration parseSuffixed(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < trimmed.length()
                && (Character.isDigit(trimmed.charAt(end)) || (end == 0 && trimmed.charAt(0) == '-'))) {
            end++;
        }
        long number = Long.parseLong(trimmed.substring(0, end));
        return switch (trimmed.substring(end).trim()) {
            case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1_000L));
            case "", "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException(text);
        };
    }
}

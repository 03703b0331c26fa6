package dev.sluice.cli.reference;

import dev.sluice.config.ConfigOption;
import java.time.Duration;

/** The defaults of options in the units in which people think. */
final class Defaults {
    private static final String[] BYTE_UNITS = {"", "k", "m", "g"};

    private Defaults() {}

    /** As a user would write it; nothing where there is none. */
    static String text(ConfigOption<?> option) {
        return switch (option.defaultValue()) {
            case Duration duration -> Markdown.code(duration(duration));
            case Long bytes when option.typeName().startsWith("size in bytes") -> Markdown.code(bytes(bytes));
            case null, default -> Markdown.code(option.defaultText());
        };
    }

    private static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % Duration.ofDays(1).toMillis() == 0 && millis > 0) {
            return duration.toDays() + "d";
        }
        return millis % 1_000 == 0 ? duration.toSeconds() + "s" : millis + "ms";
    }

    private static String bytes(long bytes) {
        int unit = 0;
        long count = bytes;
        while (unit + 1 < BYTE_UNITS.length && count % 1_024 == 0 && count > 0) {
            count /= 1_024;
            unit++;
        }
        return count + BYTE_UNITS[unit];
    }
}

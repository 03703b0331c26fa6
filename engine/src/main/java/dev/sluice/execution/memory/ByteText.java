package dev.sluice.execution.memory;

import java.util.Locale;

/** Numbers of bytes as people read them. */
final class ByteText {
    private static final String UNITS = "KMGT";

    private ByteText() {}

    /** For example {@code 17 bytes}, {@code 1.5 KiB} or {@code 12.0 MiB}. */
    static String of(long bytes) {
        if (bytes < 1_024) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1_024 && unit < UNITS.length() - 1) {
            value /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, UNITS.charAt(unit));
    }
}

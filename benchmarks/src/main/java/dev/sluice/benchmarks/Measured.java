package dev.sluice.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a workload took.
 *
 * @param check a figure of the result that must be the same for the limit and the engine
 */
record Measured(long rows, double seconds, String check) {
    private static final String MARK = "measured";

    String line() {
        return String.format(Locale.ROOT, "%s %d %.6f %s", MARK, rows, seconds, check);
    }

    /** Reads {@link #line} back, or null if it is another line. */
    static @Nullable Measured parse(String line) {
        String[] words = line.split(" ", 4);
        return words.length == 4 && words[0].equals(MARK)
                ? new Measured(Long.parseLong(words[1]), Double.parseDouble(words[2]), words[3])
                : null;
    }

    double millionRowsPerSecond() {
        return rows / seconds / 1e6;
    }
}

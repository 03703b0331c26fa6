package dev.sluice.streaming.progress;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * One line on a terminal for each query, drawn anew at every progress. Whether there is a terminal is for the caller to
 * decide. Thread-safe.
 */
public final class LiveLine {
    private static final String CLEAR_LINE = "\u001b[2K";

    private final PrintStream terminal;
    private final Map<UUID, String> lines = new LinkedHashMap<>();
    private int drawn;

    public LiveLine(PrintStream terminal) {
        this.terminal = terminal;
    }

    public synchronized void show(UUID runId, BatchProgress progress) {
        lines.put(runId, text(progress));
        draw();
    }

    /** Leaves out a query that has ended; its last line scrolls away with what is printed next. */
    public synchronized void remove(UUID runId) {
        if (lines.remove(runId) != null) {
            draw();
        }
    }

    private void draw() {
        StringBuilder out = new StringBuilder();
        if (drawn > 0) {
            out.append("\u001b[").append(drawn).append('A');
        }
        lines.values()
                .forEach(
                        line -> out.append('\r').append(CLEAR_LINE).append(line).append('\n'));
        for (int surplus = lines.size(); surplus < drawn; surplus++) {
            out.append('\r').append(CLEAR_LINE).append('\n');
        }
        int below = drawn - lines.size();
        if (below > 0) {
            out.append("\u001b[").append(below).append('A');
        }
        terminal.print(out);
        terminal.flush();
        drawn = lines.size();
    }

    /** For example {@code clicks  batch 7  1,000 rows  85,000 rows/s  12 ms  watermark 2024-01-01T00:00:10.000Z}. */
    static String text(BatchProgress progress) {
        String name = progress.name() == null ? "query" : printable(progress.name());
        String watermark = progress.watermark() == null ? "" : "  watermark " + progress.watermark();
        return String.format(
                Locale.ROOT,
                "%s  batch %d  %,d rows  %,.0f rows/s  %,d ms%s",
                name,
                progress.batchId(),
                progress.numInputRows(),
                Double.isFinite(progress.processedRowsPerSecond()) ? progress.processedRowsPerSecond() : 0.0,
                progress.batchDurationMillis(),
                watermark);
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(next -> Character.isISOControl(next) ? '?' : next)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

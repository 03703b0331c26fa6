package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** The limit of CSV: counts devices and states that are not empty, and looks for the last time and the sum of the values. */
final class CsvLimit {
    private final Lines.Times times = new Lines.Times();
    private long devices;
    private long statuses;
    private long last = Long.MIN_VALUE;
    private double sum;

    private CsvLimit() {}

    static Measured run(Path directory) throws Exception {
        Path[] files = Lines.files(directory);
        long start = System.nanoTime();
        CsvLimit all = new CsvLimit();
        try (Parallel parallel = new Parallel()) {
            List<Callable<CsvLimit>> work = new ArrayList<>();
            for (Path file : files) {
                work.add(() -> of(file));
            }
            for (CsvLimit part : parallel.all(work)) {
                all.devices += part.devices;
                all.statuses += part.statuses;
                all.last = Math.max(all.last, part.last);
                all.sum += part.sum;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(all.devices, seconds, check(all.statuses, all.last / 1_000, all.sum));
    }

    /** What both sides have to find; the values are quarters, whose sum is exact. */
    static String check(long statuses, long lastSecond, double sum) {
        return String.format(Locale.ROOT, "statuses=%d last=%d sum=%.2f", statuses, lastSecond, sum);
    }

    private static CsvLimit of(Path file) throws IOException {
        CsvLimit part = new CsvLimit();
        Lines.read(file, part::lines);
        return part;
    }

    private void lines(byte[] buffer, int end) {
        int position = 0;
        while (position < end) {
            int deviceEnd = Lines.endOfField(buffer, position, ',');
            int time = deviceEnd + 1;
            int timeEnd = Lines.endOfField(buffer, time, ',');
            int value = timeEnd + 1;
            int valueEnd = Lines.endOfNumber(buffer, value);
            int status = valueEnd + 1;
            int statusEnd = Lines.endOfField(buffer, status, '\n');
            devices += deviceEnd > position ? 1 : 0;
            statuses += statusEnd > status ? 1 : 0;
            last = Math.max(last, times.millis(buffer, time));
            sum += Lines.number(buffer, value, valueEnd);
            position = statusEnd + 1;
        }
    }
}

package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The limit of W1: counts events by device and hour, dropping those whose hour the watermark has closed, in batches of
 * four files, with nothing but loops over arrays.
 */
final class CountLimit {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long DELAY_MILLIS = 2 * HOUR_MILLIS;

    private CountLimit() {}

    private record Key(String device, long hour) {}

    private record Part(Counts counts, long rows, long late, long maxMillis) {}

    static Measured run(Path directory, int filesPerBatch) throws Exception {
        Path[] files = Lines.files(directory);
        long start = System.nanoTime();
        Map<Key, Long> totals = new HashMap<>();
        long rows = 0;
        long late = 0;
        long watermark = 0;
        long watermarkBefore = 0;
        long max = Long.MIN_VALUE;
        try (Parallel parallel = new Parallel()) {
            for (int from = 0; from < files.length; from += filesPerBatch) {
                long lateBound = watermarkBefore;
                List<Callable<Part>> work = new ArrayList<>();
                for (Path file : Arrays.copyOfRange(files, from, Math.min(files.length, from + filesPerBatch))) {
                    work.add(() -> count(file, lateBound));
                }
                for (Part part : parallel.all(work)) {
                    part.counts.addTo(totals);
                    rows += part.rows;
                    late += part.late;
                    max = Math.max(max, part.maxMillis);
                }
                watermarkBefore = watermark;
                watermark = Math.max(watermark, max - DELAY_MILLIS);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, "late=" + late);
    }

    private static Part count(Path file, long lateBound) throws IOException {
        Scan scan = new Scan(lateBound);
        Lines.read(file, scan::lines);
        return new Part(scan.counts, scan.rows, scan.late, scan.max);
    }

    private static final class Scan {
        private final long lateBound;
        private final Counts counts = new Counts();
        private final Lines.Times times = new Lines.Times();
        private long rows;
        private long late;
        private long max = Long.MIN_VALUE;

        private Scan(long lateBound) {
            this.lateBound = lateBound;
        }

        private void lines(byte[] buffer, int end) {
            int position = 0;
            while (position < end) {
                int device = Lines.afterName(buffer, position, Lines.DEVICE);
                int deviceEnd = Lines.endOfText(buffer, device);
                int time = Lines.afterName(buffer, deviceEnd, Lines.TIME);
                int timeEnd = Lines.endOfText(buffer, time);
                int value = Lines.afterName(buffer, timeEnd, Lines.VALUE);
                int status = Lines.afterName(buffer, Lines.endOfNumber(buffer, value), Lines.STATUS);
                position = Lines.endOfText(buffer, status) + "\"}\n".length();
                long millis = times.millis(buffer, time);
                long hour = millis / HOUR_MILLIS;
                max = Math.max(max, millis);
                rows++;
                if ((hour + 1) * HOUR_MILLIS <= lateBound) {
                    late++;
                } else {
                    counts.add(buffer, device, deviceEnd - device, hour);
                }
            }
        }
    }

    /** Open addressing from the bytes of a device and an hour to a count. */
    private static final class Counts {
        private static final int SLOTS = 1 << 14;
        private static final int MOST_KEYS = SLOTS / 2;

        private final byte[][] devices = new byte[SLOTS][];
        private final long[] hours = new long[SLOTS];
        private final long[] counts = new long[SLOTS];
        private int used;

        private void add(byte[] buffer, int start, int length, long hour) {
            long hash = hour;
            for (int index = 0; index + 8 <= length; index += 8) {
                hash = (hash ^ Lines.eightBytes(buffer, start + index)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            hash = (hash ^ Lines.eightBytes(buffer, start + length - 8)) * 0x9E3779B97F4A7C15L;
            int slot = (int) (hash >>> 32) & SLOTS - 1;
            while (true) {
                byte[] device = devices[slot];
                if (device == null) {
                    if (++used > MOST_KEYS) {
                        throw new IllegalStateException("more than " + MOST_KEYS + " keys");
                    }
                    devices[slot] = Arrays.copyOfRange(buffer, start, start + length);
                    hours[slot] = hour;
                    counts[slot] = 1;
                    return;
                }
                if (hours[slot] == hour && Arrays.equals(device, 0, device.length, buffer, start, start + length)) {
                    counts[slot]++;
                    return;
                }
                slot = slot + 1 & SLOTS - 1;
            }
        }

        private void addTo(Map<Key, Long> totals) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (devices[slot] != null) {
                    totals.merge(new Key(new String(devices[slot], US_ASCII), hours[slot]), counts[slot], Long::sum);
                }
            }
        }
    }
}

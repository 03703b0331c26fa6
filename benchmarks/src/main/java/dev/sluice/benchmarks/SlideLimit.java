package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * The limit of SLIDE: average and maximum by device over ten minutes, every minute, in batches of four files. A row goes into
 * the pane of its minute; a window is put together from its ten panes when it has changed (update) or is closed (append).
 */
final class SlideLimit {
    private static final long MINUTE_MILLIS = 60_000;
    private static final int PANES = 10;
    private static final long DELAY_MILLIS = 10 * MINUTE_MILLIS;

    private final boolean appends;
    private final Map<String, Integer> devices = new HashMap<>();
    private final TreeMap<Long, Pane> panes = new TreeMap<>();
    private long windows;
    private double emitted;

    private SlideLimit(boolean appends) {
        this.appends = appends;
    }

    static Measured run(Path directory, int filesPerBatch, boolean appends) throws Exception {
        Path[] files = Lines.files(directory);
        long start = System.nanoTime();
        SlideLimit limit = new SlideLimit(appends);
        long rows = 0;
        long late = 0;
        long watermark = 0;
        long watermarkBefore = 0;
        long max = Long.MIN_VALUE;
        try (Parallel parallel = new Parallel()) {
            for (int from = 0; from < files.length; from += filesPerBatch) {
                long lateBound = watermarkBefore;
                List<Callable<Scan>> work = new ArrayList<>();
                for (Path file : Arrays.copyOfRange(files, from, Math.min(files.length, from + filesPerBatch))) {
                    work.add(() -> Scan.of(file, lateBound));
                }
                for (Scan scan : parallel.all(work)) {
                    limit.add(scan);
                    rows += scan.rows;
                    late += scan.late;
                    max = Math.max(max, scan.max);
                }
                limit.endBatch(lateBound, watermark);
                watermarkBefore = watermark;
                watermark = Math.max(watermark, max - DELAY_MILLIS);
            }
            // The batch without data.
            limit.endBatch(watermarkBefore, watermark);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (limit.emitted == 42) {
            System.err.println("an unlikely sum");
        }
        return new Measured(rows, seconds, "late=" + late + " windows=" + limit.windows);
    }

    private void add(Scan scan) {
        int[] ids = new int[scan.devices.count];
        for (int device = 0; device < ids.length; device++) {
            ids[device] = devices.computeIfAbsent(scan.devices.name(device), name -> devices.size());
        }
        scan.panes.forEach(
                (minute, part) -> panes.computeIfAbsent(minute, Pane::new).add(part, ids, devices.size()));
    }

    private void endBatch(long lateBound, long watermark) {
        if (panes.isEmpty()) {
            return;
        }
        long firstOpen = Math.floorDiv(lateBound, MINUTE_MILLIS) - PANES + 1;
        long last = appends ? Math.floorDiv(watermark, MINUTE_MILLIS) - PANES : panes.lastKey();
        for (long window = Math.max(firstOpen, panes.firstKey() - PANES + 1);
                window <= Math.min(last, panes.lastKey());
                window++) {
            emit(window);
        }
        panes.values().forEach(pane -> Arrays.fill(pane.changed, false));
        panes.headMap(Math.floorDiv(watermark, MINUTE_MILLIS) - PANES + 1).clear();
    }

    /** Emits what is to be emitted of the window that begins at a minute. */
    private void emit(long window) {
        Pane[] parts = panes.subMap(window, window + PANES).values().toArray(Pane[]::new);
        for (int device = 0; device < devices.size(); device++) {
            double sum = 0;
            double max = Double.NEGATIVE_INFINITY;
            long count = 0;
            boolean changed = false;
            for (Pane pane : parts) {
                if (device < pane.counts.length) {
                    sum += pane.sums[device];
                    count += pane.counts[device];
                    max = Math.max(max, pane.maxima[device]);
                    changed |= pane.changed[device];
                }
            }
            if (appends ? count > 0 : changed) {
                windows++;
                emitted += sum / count + max;
            }
        }
    }

    /** Sum, count and maximum of the rows of a minute, by device. */
    private static final class Pane {
        private final long minute;
        private double[] sums = {};
        private long[] counts = {};
        private double[] maxima = {};
        private boolean[] changed = {};

        private Pane(long minute) {
            this.minute = minute;
        }

        private void add(int device, double value) {
            if (device >= counts.length) {
                grow(Math.max(1_024, device * 2));
            }
            sums[device] += value;
            counts[device]++;
            maxima[device] = Math.max(maxima[device], value);
        }

        private void add(Pane part, int[] ids, int deviceCount) {
            if (counts.length < deviceCount) {
                grow(Math.max(1_024, deviceCount));
            }
            for (int device = 0; device < Math.min(ids.length, part.counts.length); device++) {
                if (part.counts[device] > 0) {
                    int id = ids[device];
                    sums[id] += part.sums[device];
                    counts[id] += part.counts[device];
                    maxima[id] = Math.max(maxima[id], part.maxima[device]);
                    changed[id] = true;
                }
            }
        }

        private void grow(int size) {
            int before = counts.length;
            sums = Arrays.copyOf(sums, size);
            counts = Arrays.copyOf(counts, size);
            maxima = Arrays.copyOf(maxima, size);
            changed = Arrays.copyOf(changed, size);
            Arrays.fill(maxima, before, size, Double.NEGATIVE_INFINITY);
        }
    }

    /** What one file holds. */
    private static final class Scan {
        private static final int RECENT = 16;

        private final long lateBound;
        private final Devices devices = new Devices();
        private final Map<Long, Pane> panes = new HashMap<>();
        private final Pane[] recent = new Pane[RECENT];
        private final Lines.Times times = new Lines.Times();
        private long rows;
        private long late;
        private long max = Long.MIN_VALUE;

        private Scan(long lateBound) {
            this.lateBound = lateBound;
        }

        private static Scan of(Path file, long lateBound) throws IOException {
            Scan scan = new Scan(lateBound);
            Lines.read(file, scan::lines);
            return scan;
        }

        private void lines(byte[] buffer, int end) {
            int position = 0;
            while (position < end) {
                int device = Lines.afterName(buffer, position, Lines.DEVICE);
                int deviceEnd = Lines.endOfText(buffer, device);
                int time = Lines.afterName(buffer, deviceEnd, Lines.TIME);
                int value = Lines.afterName(buffer, Lines.endOfText(buffer, time), Lines.VALUE);
                int valueEnd = Lines.endOfNumber(buffer, value);
                int status = Lines.afterName(buffer, valueEnd, Lines.STATUS);
                position = Lines.endOfText(buffer, status) + "\"}\n".length();
                long millis = times.millis(buffer, time);
                long minute = millis / MINUTE_MILLIS;
                max = Math.max(max, millis);
                rows++;
                if ((minute + PANES) * MINUTE_MILLIS <= lateBound) {
                    late++;
                } else {
                    pane(minute)
                            .add(devices.id(buffer, device, deviceEnd - device), Lines.number(buffer, value, valueEnd));
                }
            }
        }

        private Pane pane(long minute) {
            int place = (int) minute & RECENT - 1;
            Pane pane = recent[place];
            if (pane == null || pane.minute != minute) {
                pane = panes.computeIfAbsent(minute, Pane::new);
                recent[place] = pane;
            }
            return pane;
        }
    }

    /** Open addressing from the bytes of a device to a number. */
    private static final class Devices {
        private static final int SLOTS = 1 << 12;

        private final byte[][] names = new byte[SLOTS / 2][];
        private final int[] slots = new int[SLOTS];
        private int count;

        private String name(int device) {
            return new String(names[device], US_ASCII);
        }

        private int id(byte[] buffer, int start, int length) {
            long hash = 0;
            for (int index = 0; index + 8 <= length; index += 8) {
                hash = (hash ^ Lines.eightBytes(buffer, start + index)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            hash = (hash ^ Lines.eightBytes(buffer, start + length - 8)) * 0x9E3779B97F4A7C15L;
            int slot = (int) (hash >>> 32) & SLOTS - 1;
            while (true) {
                int id = slots[slot] - 1;
                if (id < 0) {
                    names[count] = Arrays.copyOfRange(buffer, start, start + length);
                    slots[slot] = ++count;
                    return count - 1;
                }
                byte[] name = names[id];
                if (Arrays.equals(name, 0, name.length, buffer, start, start + length)) {
                    return id;
                }
                slot = slot + 1 & SLOTS - 1;
            }
        }
    }
}

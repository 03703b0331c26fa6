package dev.sluice.benchmarks;

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
        scan.panes
                .byMinute()
                .forEach((minute, part) ->
                        panes.computeIfAbsent(minute, Pane::new).add(part, ids, devices.size()));
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

    /** What one file holds. */
    private static final class Scan {
        private final long lateBound;
        private final Devices devices = new Devices();
        private final RecentPanes panes = new RecentPanes();
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
                    panes.at(minute)
                            .add(devices.id(buffer, device, deviceEnd - device), Lines.number(buffer, value, valueEnd));
                }
            }
        }
    }
}

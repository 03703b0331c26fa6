package dev.sluice.benchmarks;

import java.util.Arrays;

/** Sum, count and maximum of the rows of a minute, by device. */
final class Pane {
    final long minute;
    double[] sums = {};
    long[] counts = {};
    double[] maxima = {};
    boolean[] changed = {};

    Pane(long minute) {
        this.minute = minute;
    }

    void add(int device, double value) {
        if (device >= counts.length) {
            grow(Math.max(1_024, device * 2));
        }
        sums[device] += value;
        counts[device]++;
        maxima[device] = Math.max(maxima[device], value);
    }

    void add(Pane part, int[] ids, int deviceCount) {
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

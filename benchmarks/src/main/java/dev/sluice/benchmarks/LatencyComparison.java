package dev.sluice.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** W5: each side in turn, as many times as wanted, and how the medians of their latencies compare. */
final class LatencyComparison {
    private static final List<String> SIDES = List.of("loop", "live", "loop-count", "live-count", "batches");
    private static final Pattern FIGURE = Pattern.compile("(p50|p99)=([0-9.]+)");

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** Runs one side. */
    @FunctionalInterface
    interface Runs {
        Measured run(String name, String side) throws IOException, InterruptedException;
    }

    void run(Runs runs, int pairs) throws IOException, InterruptedException {
        for (int pair = 1; pair <= pairs; pair++) {
            for (String side : SIDES) {
                Measured measured = runs.run("W5", side);
                System.out.printf("W5 pair %d, %s: %s ms, %d records%n", pair, side, measured.check(), measured.rows());
                Matcher matcher = FIGURE.matcher(measured.check());
                while (matcher.find()) {
                    figures.computeIfAbsent(side + " " + matcher.group(1), ignored -> new ArrayList<>())
                            .add(Double.parseDouble(matcher.group(2)));
                }
            }
        }
        ratio("map, at once", "live", "loop", "p50", 1.5);
        ratio("map, at once", "live", "loop", "p99", 2);
        ratio("windowed count, at once", "live-count", "loop-count", "p50", 3);
        ratio("windowed count, at once", "live-count", "loop-count", "p99", 3);
        System.out.printf(
                Locale.ROOT,
                "W5 default trigger, exactly once, with syncs: p50 %.2f ms, p99 %.2f ms, which is %.2f ms above the loop; at"
                        + " most 25 wanted%n",
                median("batches", "p50"),
                median("batches", "p99"),
                median("batches", "p99") - median("loop", "p99"));
    }

    private void ratio(String what, String side, String loop, String figure, double most) {
        System.out.printf(
                Locale.ROOT,
                "W5 %s: %s %.2f ms, loop %.2f ms, ratio of medians %.2f, at most %.1f wanted%n",
                what,
                figure,
                median(side, figure),
                median(loop, figure),
                median(side, figure) / median(loop, figure),
                most);
    }

    private double median(String side, String figure) {
        List<Double> sorted = figures.getOrDefault(side + " " + figure, List.of()).stream()
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** At the limit of what they can: the query COPY in epochs beside the same in batches. */
    static void saturated(Runs runs, int pairs) throws IOException, InterruptedException {
        List<Measured> batches = new ArrayList<>();
        List<Measured> live = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            batches.add(runs.run("COPY", "engine"));
            live.add(runs.run("W5", "saturated"));
            if (!batches.getLast().check().equals(live.getLast().check())) {
                throw new IllegalStateException(
                        "batches wrote " + batches.getLast().check() + ", epochs "
                                + live.getLast().check());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "W5 at saturation: continuous %.2f M rows/s, micro-batches %.2f, ratio of medians %.3f, at least 0.6 wanted%n",
                Comparison.median(live),
                Comparison.median(batches),
                Comparison.median(live) / Comparison.median(batches));
    }
}

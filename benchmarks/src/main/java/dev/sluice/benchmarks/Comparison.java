package dev.sluice.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A workload that has a hand-written limit, which it is measured beside.
 *
 * @param leastMillionRows what the limit itself has to reach, in million rows a second
 */
record Comparison(String name, double leastMillionRows, double leastRatio) {
    /** Runs both sides in turn and prints the ratio of their medians. */
    void run(FreshProcesses processes) throws IOException, InterruptedException {
        run(processes, List::of);
    }

    /** @param options of the JVM of the next run */
    void run(FreshProcesses processes, Supplier<List<String>> options) throws IOException, InterruptedException {
        List<Measured> limits = new ArrayList<>();
        List<Measured> engines = new ArrayList<>();
        for (int pair = 0; pair < FreshProcesses.RUNS; pair++) {
            Measured limit = processes.run(name, "limit", options.get());
            Measured engine = processes.run(name, "engine", options.get());
            System.out.printf(
                    Locale.ROOT,
                    "%s pair %d: limit %.2f M rows/s, engine %.2f M rows/s%n",
                    name,
                    pair + 1,
                    limit.millionRowsPerSecond(),
                    engine.millionRowsPerSecond());
            if (!limit.check().equals(engine.check()) || limit.rows() != engine.rows()) {
                System.out.println("DIFFERENT RESULTS: limit " + limit.line() + ", engine " + engine.line());
                System.exit(1);
            }
            limits.add(limit);
            engines.add(engine);
        }
        Measured warm = processes.run(name, "warm", options.get());
        double best = limits.stream()
                .mapToDouble(Measured::millionRowsPerSecond)
                .max()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%s: limit median %.2f M rows/s (best %.2f), engine median %.2f M rows/s, warm %.2f%n",
                name,
                median(limits),
                best,
                median(engines),
                warm.millionRowsPerSecond());
        if (best < leastMillionRows) {
            System.out.printf(Locale.ROOT, "limit too slow: %.2f, at least %.1f wanted%n", best, leastMillionRows);
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "%s: ratio of medians %.3f, at least %.2f wanted%n",
                    name,
                    median(engines) / median(limits),
                    leastRatio);
        }
    }

    static double median(List<Measured> runs) {
        double[] speeds = runs.stream()
                .mapToDouble(Measured::millionRowsPerSecond)
                .sorted()
                .toArray();
        return speeds[speeds.length / 2];
    }
}

package dev.sluice.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** W6: from the start of a program to the first row that it prints. */
final class FirstRow {
    private FirstRow() {}

    /** Start to first row: a process of the launcher, from its start to its first line on standard output. */
    static void measure(Path home, int runs) throws IOException, InterruptedException {
        Path program = home.resolve("benchmarks/programs/FirstRow.java");
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(home.resolve("sluice").toString(), "run", program.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String line = out.readLine();
                while (line != null && !line.startsWith("|")) {
                    line = out.readLine();
                }
                double elapsed = (System.nanoTime() - start) / 1e9;
                // To the end, so that the process is not stopped by a closed pipe.
                out.transferTo(Writer.nullWriter());
                if (process.waitFor() != 0 || line == null) {
                    throw new IOException("the program printed no row");
                }
                // The first run compiles the program.
                if (run > 0) {
                    seconds.add(elapsed);
                    System.out.printf(Locale.ROOT, "W6 run %d: %.3f s to the first row%n", run, elapsed);
                }
            }
        }
        seconds.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT, "W6: median %.3f s to the first row, at most 0.7 wanted%n", seconds.get(runs / 2));
    }
}

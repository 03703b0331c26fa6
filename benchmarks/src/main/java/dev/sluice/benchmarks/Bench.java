package dev.sluice.benchmarks;

import dev.sluice.DataStreamWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./sluice bench NAME}: measures a workload, each time in a fresh process, alternating with the hand-written limit,
 * and prints the ratio of the medians.
 */
public final class Bench {
    private static final int PAIRS = 5;
    private static final int WARM_RUN = 3;

    /** Each query without syncs would warn of them, and most workloads measure such queries on purpose. */
    private static final Logger WARNINGS_OF_QUERIES = Logger.getLogger(DataStreamWriter.class.getName());

    private final Path home;
    private final String java;

    private Bench(Path home, String java) {
        this.home = home;
        this.java = java;
    }

    /** @param leastMillionRows what the limit itself has to reach, in million rows a second */
    private record Comparison(String name, double leastMillionRows, double leastRatio) {}

    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison("W1", 9, 0.5),
            new Comparison("W2", 7.5, 0.4),
            new Comparison("W4", 17, 0.3),
            new Comparison("SLIDE-UPDATE", 7.5, 0.35),
            new Comparison("SLIDE-APPEND", 7.5, 0.35),
            new Comparison("CSV", 7.5, 0.4),
            new Comparison("DEDUP", 17, 0.3));

    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench(
                Path.of(System.getenv().getOrDefault("SLUICE_HOME", ".")),
                System.getenv().getOrDefault("SLUICE_JAVA", "java"));
        List<String> words = Arrays.asList(arguments);
        if (words.size() == 3 && words.get(0).equals("--one")) {
            WARNINGS_OF_QUERIES.setLevel(Level.SEVERE);
            System.out.println(bench.one(words.get(1), words.get(2)).line());
        } else if (words.size() == 1) {
            try {
                bench.run(words.getFirst().toUpperCase(Locale.ROOT));
            } finally {
                delete(bench.scratch());
            }
        } else {
            System.err.println(
                    "which workload? W1 W2 W4 SLIDE CSV DISTINCT TEXT DEDUP J1 SESSION W6 B1 HELD DURABILITY RECOVERY MEMORY");
            System.exit(2);
        }
    }

    private void run(String name) throws Exception {
        switch (name) {
            case "W1", "W2" -> {
                prepare();
                compare(comparison(name));
            }
            case "SLIDE" -> {
                prepare();
                compare(comparison("SLIDE-UPDATE"));
                compare(comparison("SLIDE-APPEND"));
            }
            case "CSV" -> {
                EventFiles.generate(csvData(), EventFiles.Form.CSV, 20, 500_000);
                compare(comparison(name));
            }
            case "DISTINCT" -> print(median("DISTINCT", "engine"), "approx_count_distinct of 10 M texts");
            case "TEXT" ->
                print(median("TEXT", "engine"), "a cast, two functions and a regular expression on 10 M texts");
            case "W4", "DEDUP" -> compare(comparison(name));
            case "J1" -> print(median("J1", "engine"), "two streams of 5 M rows joined within an hour");
            case "SESSION" -> print(median("SESSION", "engine"), "5 M rows of ten thousand users in sessions");
            case "W6" -> FirstRow.measure(home, PAIRS);
            case "B1" -> {
                print(median("B1", "engine"), "a 1,000-row batch, fsync off");
                print(median("B1", "synced"), "a 1,000-row batch, fsync on");
            }
            case "HELD" -> {
                for (String held : List.of("10000", "100000", "1000000", "5000000")) {
                    print(median("HELD", held), "a batch of 10,000 changed keys with " + held + " held");
                }
            }
            case "DURABILITY" -> {
                durability();
                Measured process = median("B1", "engine");
                Measured strict = median("B1", "synced");
                System.out.printf(
                        Locale.ROOT,
                        "B1: strict durability adds %.2f ms to %.2f ms a batch, at most 10 wanted (%s)%n",
                        (strict.seconds() - process.seconds()) * 1e3,
                        process.seconds() * 1e3,
                        strict.check());
            }
            case "RECOVERY" -> {
                inProcess("RECOVERY", "make", List.of());
                Measured recovered = median("RECOVERY", "recover");
                System.out.printf(
                        Locale.ROOT,
                        "1 M keys of state read back and a batch of one row done in %.2f s, at most 2 wanted (%s)%n",
                        recovered.seconds(),
                        recovered.check());
            }
            case "MEMORY" -> print(inProcess("MEMORY", "engine", List.of("-Xmx512m")), "100 M rows with -Xmx512m");
            default -> {
                System.err.println(
                        "there is no workload " + name
                                + "; there are W1 W2 W4 SLIDE CSV DISTINCT TEXT DEDUP J1 SESSION W6 B1 HELD DURABILITY RECOVERY MEMORY");
                System.exit(2);
            }
        }
    }

    private static Comparison comparison(String name) {
        return COMPARISONS.stream()
                .filter(comparison -> comparison.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void compare(Comparison comparison) throws Exception {
        List<Measured> limits = new ArrayList<>();
        List<Measured> engines = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            Measured limit = inProcess(comparison.name(), "limit", List.of());
            Measured engine = inProcess(comparison.name(), "engine", List.of());
            System.out.printf(
                    Locale.ROOT,
                    "%s pair %d: limit %.2f M rows/s, engine %.2f M rows/s%n",
                    comparison.name(),
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
        Measured warm = inProcess(comparison.name(), "warm", List.of());
        double best = limits.stream()
                .mapToDouble(Measured::millionRowsPerSecond)
                .max()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%s: limit median %.2f M rows/s (best %.2f), engine median %.2f M rows/s, warm %.2f%n",
                comparison.name(),
                medianOf(limits),
                best,
                medianOf(engines),
                warm.millionRowsPerSecond());
        if (best < comparison.leastMillionRows()) {
            System.out.printf(
                    Locale.ROOT, "limit too slow: %.2f, at least %.1f wanted%n", best, comparison.leastMillionRows());
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "%s: ratio of medians %.3f, at least %.2f wanted%n",
                    comparison.name(),
                    medianOf(engines) / medianOf(limits),
                    comparison.leastRatio());
        }
    }

    /** W4 with and without syncing, in turn. */
    private void durability() throws IOException, InterruptedException {
        List<Measured> process = new ArrayList<>();
        List<Measured> strict = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            process.add(inProcess("DURABILITY", "process", List.of()));
            strict.add(inProcess("DURABILITY", "strict", List.of()));
        }
        System.out.printf(
                Locale.ROOT,
                "W4: median %.2f M rows/s without syncing, %.2f with strict durability, which takes %.0f %% more time; at most"
                        + " 20 wanted%n",
                medianOf(process),
                medianOf(strict),
                (medianOf(process) / medianOf(strict) - 1) * 100);
    }

    private static double medianOf(List<Measured> runs) {
        double[] speeds = runs.stream()
                .mapToDouble(Measured::millionRowsPerSecond)
                .sorted()
                .toArray();
        return speeds[speeds.length / 2];
    }

    private static void print(Measured measured, String what) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f ms a batch, %.2f M rows/s (%s)%n",
                what,
                measured.seconds() * 1e3,
                measured.millionRowsPerSecond(),
                measured.check());
    }

    private Measured median(String name, String side) throws IOException, InterruptedException {
        List<Measured> runs = new ArrayList<>();
        for (int run = 0; run < PAIRS; run++) {
            runs.add(inProcess(name, side, List.of()));
        }
        runs.sort(Comparator.comparingDouble(Measured::seconds));
        return runs.get(PAIRS / 2);
    }

    private Measured inProcess(String name, String side, List<String> options)
            throws IOException, InterruptedException {
        giveMemory();
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
        command.addAll(List.of("--one", name, side));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Measured measured = null;
        try (BufferedReader out = reader(process)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Measured found = Measured.parse(line);
                if (found == null) {
                    System.out.println(line);
                } else {
                    measured = found;
                }
            }
        }
        Measured finished = finished(process, measured, name + " " + side);
        sync(scratch(process.toHandle()));
        return finished;
    }

    /**
     * Leaves free memory behind that was in use a moment ago. The host of a virtual machine gives it memory when that is
     * first touched, which takes longer than to write it; without this a run would be charged for it or not by how much
     * memory the run before it had used.
     */
    private void giveMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java, "-XX:+UseSerialGC", "-Xms1200m", "-Xmx1200m", "-XX:+AlwaysPreTouch", "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("a process of 1,200 MiB ended with " + process.exitValue());
        }
    }

    /** What a run left in the caches of the system is written now, and not while the next run is measured. */
    private static void sync(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private static Measured finished(Process process, @Nullable Measured measured, String what)
            throws IOException, InterruptedException {
        if (process.waitFor() != 0 || measured == null) {
            throw new IOException(what + " ended with " + process.exitValue() + " and no figure");
        }
        return measured;
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private Path data() {
        return home.resolve(".sluice/bench/events");
    }

    private Path csvData() {
        return home.resolve(".sluice/bench/events-csv");
    }

    private void prepare() throws IOException {
        EventFiles.generate(data(), EventFiles.Form.JSON, 20, 500_000);
    }

    /** One run in this process, in a folder of its own. */
    private Measured one(String name, String side) throws Exception {
        Path scratch = Files.createDirectories(scratch(ProcessHandle.current()));
        if (!side.equals("warm")) {
            return measure(name, side, scratch);
        }
        Measured last = null;
        for (int run = 0; run < WARM_RUN; run++) {
            last = measure(name, "engine", Files.createDirectories(scratch.resolve("run-" + run)));
        }
        if (last == null) {
            throw new IllegalStateException("no run");
        }
        return last;
    }

    /**
     * What the runs write. It is deleted when all have run: some file systems pass over every name that was deleted a
     * moment ago when they make a new one, and would charge one run for the cleaning of the last.
     */
    private Path scratch() {
        return home.resolve(".sluice/bench/scratch");
    }

    private Path scratch(ProcessHandle run) {
        return scratch().resolve(Long.toString(run.pid()));
    }

    private Measured measure(String name, String side, Path scratch) throws Exception {
        boolean isLimit = side.equals("limit");
        return switch (name) {
            case "W1" -> isLimit ? CountLimit.run(data(), 4) : Workload.count(data(), scratch.resolve("checkpoint"), 4);
            case "SLIDE-UPDATE", "SLIDE-APPEND" -> {
                String mode = name.substring("SLIDE-".length()).toLowerCase(Locale.ROOT);
                yield isLimit
                        ? SlideLimit.run(data(), 4, mode.equals("append"))
                        : Workload.slide(data(), scratch.resolve("checkpoint"), 4, mode);
            }
            case "W2" ->
                isLimit
                        ? FilterLimit.run(data(), scratch.resolve("output"))
                        : Workload.filter(data(), scratch.resolve("checkpoint"), scratch.resolve("output"));
            case "W4" ->
                isLimit ? SumLimit.run(20_000_000, 10) : Workload.sum(scratch.resolve("checkpoint"), 20_000_000, 10);
            case "CSV" -> isLimit ? CsvLimit.run(csvData()) : ScanWorkload.csv(csvData());
            case "DISTINCT" -> ScanWorkload.distinct(scratch.resolve("checkpoint"), 10_000_000);
            case "TEXT" -> ScanWorkload.functions(scratch.resolve("checkpoint"), 10_000_000);
            case "J1" -> Workload.join(scratch.resolve("checkpoint"), 5_000_000, 10);
            case "DEDUP" ->
                isLimit
                        ? DistinctLimit.run(10_000_000, 10)
                        : StatefulWorkload.deduplicate(scratch.resolve("checkpoint"), 10_000_000);
            case "SESSION" -> StatefulWorkload.sessions(scratch.resolve("checkpoint"), 5_000_000);
            case "B1" ->
                side.equals("synced") ? SmallBatches.fixedCostWithSync(scratch) : SmallBatches.fixedCost(scratch);
            case "DURABILITY" -> CheckpointWorkload.durable(scratch.resolve("checkpoint"), side);
            case "RECOVERY" -> {
                Path checkpoint = scratch().resolve("recovery");
                yield side.equals("make")
                        ? CheckpointWorkload.make(checkpoint)
                        : CheckpointWorkload.recover(checkpoint);
            }
            case "HELD" -> SmallBatches.withHeldKeys(scratch, Long.parseLong(side));
            case "MEMORY" -> {
                Path many = home.resolve(".sluice/bench/many");
                EventFiles.generate(many, EventFiles.Form.JSON, 100, 1_000_000);
                yield Workload.count(many, scratch.resolve("checkpoint"), Integer.MAX_VALUE);
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.sluice.benchmarks;

import dev.sluice.DataStreamWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * {@code ./sluice bench NAME}: measures a workload, each time in a fresh process, alternating with the hand-written limit,
 * and prints the ratio of the medians.
 */
public final class Bench {
    private static final int WARM_RUN = 3;
    private static final String NAMES =
            "W1 W2 W3 W4 W5 COPY SLIDE CSV DISTINCT TEXT DEDUP J1 SESSION W6 B1 HELD DURABILITY RECOVERY MEMORY";

    /** Each query without syncs would warn of them, and most workloads measure such queries on purpose. */
    private static final Logger WARNINGS_OF_QUERIES = Logger.getLogger(DataStreamWriter.class.getName());

    private final Path home;
    private final FreshProcesses processes;

    private Bench(Path home, String java) {
        this.home = home;
        this.processes = new FreshProcesses(
                java, System.getProperty("java.class.path", ""), home.resolve(".sluice/bench/scratch"));
    }

    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison("W1", 9, 0.5),
            new Comparison("W2", 7.5, 0.4),
            new Comparison("W3", 0.9, 0.5),
            new Comparison("COPY", 0.5, 0.6),
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
        } else if (isWorkload(words)) {
            try {
                bench.run(words.getFirst().toUpperCase(Locale.ROOT), words.subList(1, words.size()));
            } finally {
                // Some file systems pass over every name that was deleted a moment ago when they make a new one, which
                // would charge one run for the cleaning of the last.
                delete(bench.processes.scratch());
            }
        } else {
            System.err.println("which workload? " + NAMES + "; W5 may be followed by SECONDS and PAIRS");
            System.exit(2);
        }
    }

    private static boolean isWorkload(List<String> words) {
        return words.size() == 1
                || (words.size() > 1
                        && words.size() <= 3
                        && words.getFirst().equalsIgnoreCase("W5")
                        && words.stream().skip(1).allMatch(word -> word.matches("[1-9][0-9]{0,3}")));
    }

    /** @param more for W5, the seconds of a run and the number of pairs */
    private void run(String name, List<String> more) throws Exception {
        switch (name) {
            case "W1", "W2" -> {
                prepare();
                comparison(name).run(processes);
            }
            case "SLIDE" -> {
                prepare();
                comparison("SLIDE-UPDATE").run(processes);
                comparison("SLIDE-APPEND").run(processes);
            }
            case "W3", "COPY" -> {
                try (KafkaBench kafka = KafkaBench.start(home, processes)) {
                    kafka.compare(comparison(name));
                }
            }
            case "W5" -> {
                try (KafkaBench kafka = KafkaBench.start(home, processes)) {
                    kafka.latencies(
                            more.isEmpty() ? 60 : Integer.parseInt(more.get(0)),
                            more.size() < 2 ? FreshProcesses.RUNS : Integer.parseInt(more.get(1)));
                }
            }
            case "CSV" -> {
                EventFiles.generate(csvData(), EventFiles.Form.CSV, 20, 500_000);
                comparison(name).run(processes);
            }
            case "DISTINCT" -> print(processes.median("DISTINCT", "engine"), "approx_count_distinct of 10 M texts");
            case "TEXT" ->
                print(
                        processes.median("TEXT", "engine"),
                        "a cast, two functions and a regular expression on 10 M texts");
            case "W4", "DEDUP" -> comparison(name).run(processes);
            case "J1" -> print(processes.median("J1", "engine"), "two streams of 5 M rows joined within an hour");
            case "SESSION" ->
                print(processes.median("SESSION", "engine"), "5 M rows of ten thousand users in sessions");
            case "W6" -> FirstRow.measure(home, FreshProcesses.RUNS);
            case "B1" -> {
                print(processes.median("B1", "engine"), "a 1,000-row batch, fsync off");
                print(processes.median("B1", "synced"), "a 1,000-row batch, fsync on");
            }
            case "HELD" -> {
                for (String held : List.of("10000", "100000", "1000000", "5000000")) {
                    print(processes.median("HELD", held), "a batch of 10,000 changed keys with " + held + " held");
                }
            }
            case "DURABILITY" -> {
                durability();
                Measured process = processes.median("B1", "engine");
                Measured strict = processes.median("B1", "synced");
                System.out.printf(
                        Locale.ROOT,
                        "B1: strict durability adds %.2f ms to %.2f ms a batch, at most 10 wanted (%s)%n",
                        (strict.seconds() - process.seconds()) * 1e3,
                        process.seconds() * 1e3,
                        strict.check());
            }
            case "RECOVERY" -> {
                processes.run("RECOVERY", "make", List.of());
                Measured recovered = processes.median("RECOVERY", "recover");
                System.out.printf(
                        Locale.ROOT,
                        "1 M keys of state read back and a batch of one row done in %.2f s, at most 2 wanted (%s)%n",
                        recovered.seconds(),
                        recovered.check());
            }
            case "MEMORY" -> print(processes.run("MEMORY", "engine", List.of("-Xmx512m")), "100 M rows with -Xmx512m");
            default -> {
                System.err.println("there is no workload " + name + "; there are " + NAMES);
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

    /** W4 with and without syncing, in turn. */
    private void durability() throws IOException, InterruptedException {
        List<Measured> process = new ArrayList<>();
        List<Measured> strict = new ArrayList<>();
        for (int pair = 0; pair < FreshProcesses.RUNS; pair++) {
            process.add(processes.run("DURABILITY", "process", List.of()));
            strict.add(processes.run("DURABILITY", "strict", List.of()));
        }
        System.out.printf(
                Locale.ROOT,
                "W4: median %.2f M rows/s without syncing, %.2f with strict durability, which takes %.0f %% more time; at most"
                        + " 20 wanted%n",
                Comparison.median(process),
                Comparison.median(strict),
                (Comparison.median(process) / Comparison.median(strict) - 1) * 100);
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
        Path scratch = Files.createDirectories(processes.of(ProcessHandle.current()));
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
            case "W3", "W5", "COPY", KafkaBench.TOPICS -> KafkaWorkload.run(name, side, scratch);
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
                Path checkpoint = processes.scratch().resolve("recovery");
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

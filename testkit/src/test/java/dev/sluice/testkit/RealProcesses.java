package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Row;
import dev.sluice.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@link DisturbedQuery} in processes of its own, on a real file system, and compares what it left. Different queries
 * may be at work at the same time.
 */
final class RealProcesses {
    /** By SIGKILL and SIGTERM, as a shell counts them. */
    static final int KILLED = 128 + 9;

    static final int TERMINATED = 128 + 15;

    private static final int ROWS = 12;
    private static final long MOST_SECONDS = 120;

    private final Path folder;
    private final Map<Integer, List<String>> undisturbed = new HashMap<>();
    private final Map<Path, Integer> filesOfQueries = new ConcurrentHashMap<>();
    private final Map<Path, Integer> startsOfQueries = new ConcurrentHashMap<>();

    RealProcesses(Path folder) {
        this.folder = folder;
    }

    /** The rows that a run over so many files leaves when it is left alone. */
    private synchronized List<String> undisturbed(int files) throws IOException, InterruptedException {
        List<String> known = undisturbed.get(files);
        if (known == null) {
            Path alone = newQuery("alone-" + files, files);
            assertThat(run(alone)).as("%s", output(alone)).isZero();
            known = rows(alone);
            assertThat(known).hasSizeGreaterThan(files);
            undisturbed.put(files, known);
        }
        return known;
    }

    /** A folder with input, and nothing else. */
    Path newQuery(String name, int files) throws IOException {
        Path query = Files.createDirectories(folder.resolve(name));
        filesOfQueries.put(query, files);
        Path input = Files.createDirectories(query.resolve("input"));
        for (int file = 0; file < files; file++) {
            StringBuilder lines = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                int second = file * 300 + row * 45 - (row == 7 ? 500 : 0);
                lines.append(String.format(
                        Locale.ROOT,
                        "{\"device\":\"d%d\",\"time\":\"2026-01-01T%02d:%02d:%02dZ\",\"value\":%d}%n",
                        row % 3,
                        1 + second / 3600,
                        Math.floorMod(second, 3600) / 60,
                        Math.floorMod(second, 60),
                        row + file * 100));
            }
            Path written = input.resolve(String.format(Locale.ROOT, "%03d.json", file));
            Files.writeString(written, lines);
            Files.setLastModifiedTime(written, FileTime.fromMillis(1_767_225_600_000L + file));
        }
        return query;
    }

    /** The command that starts the program on a folder. */
    List<String> command(Path query, String... wishes) throws IOException, InterruptedException {
        List<String> command = ChildJvm.command(DisturbedQuery.class, query.toString());
        command.addAll(List.of(wishes));
        return command;
    }

    Process start(Path query, String... wishes) throws IOException, InterruptedException {
        return start(query, command(query, wishes));
    }

    Process start(Path query, List<String> command) throws IOException {
        startsOfQueries.merge(query, 1, Integer::sum);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(query).toFile())
                .start();
    }

    /** Runs the program to its end. */
    int run(Path query, String... wishes) throws IOException, InterruptedException {
        return end(start(query, wishes));
    }

    static int end(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("a process did not end within " + MOST_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** What the process of a query that was started last has printed. */
    String output(Path query) throws IOException {
        return Files.readString(log(query));
    }

    private Path log(Path query) {
        return folder.resolve(query.getFileName() + "." + startsOfQueries.get(query) + ".log");
    }

    /** Waits until a process that goes on has said that it is started. */
    void awaitStart(Path query, Process process) throws IOException, InterruptedException {
        awaitWord("started", query, process);
    }

    /** Waits until a process that goes on has said this. */
    void awaitWord(String word, Path query, Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!output(query).contains(word)) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("%s", output(query))
                    .isTrue();
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
    }

    /** Runs the query to the end of its input and compares its output, as a multiset, with that of a run left alone. */
    void finishAndCompare(Path query) throws IOException, InterruptedException {
        assertThat(run(query)).as("%s", output(query)).isZero();
        compare(query);
    }

    void compare(Path query) throws IOException, InterruptedException {
        int files = Objects.requireNonNull(filesOfQueries.get(query), "files");
        assertThat(rows(query)).isEqualTo(undisturbed(files));
    }

    private static List<String> rows(Path query) {
        try (Session session =
                Session.builder().config("spark.sql.session.timeZone", "UTC").create()) {
            List<String> rows = new ArrayList<>();
            for (Row row : session.read()
                    .format("json")
                    .schema(DisturbedQuery.SCHEMA)
                    .load(query.resolve("output").toString())
                    .collectAsList()) {
                rows.add(row.toString());
            }
            rows.sort(null);
            return rows;
        }
    }
}

package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Row;
import dev.sluice.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main example, ended by SIGKILL at random moments and started again: its output is that of a run left alone. */
class WeatherStationKillLongTest {
    private static final int KILLS = 20;
    private static final long SEED = 20_260_101;

    @TempDir
    Path folder;

    @Test
    void G1_G7_twentyKillsLeaveTheUndisturbedOutput() throws Exception {
        Path classes = compile();
        long start = System.nanoTime();
        assertThat(run(classes, "alone").waitFor()).isZero();
        long wholeMillis = (System.nanoTime() - start) / 1_000_000;
        Random random = new Random(SEED);
        int killed = 0;
        while (killed < KILLS) {
            Process process = run(classes, "disturbed");
            boolean ended = process.waitFor(1 + random.nextLong(wholeMillis), TimeUnit.MILLISECONDS);
            if (ended) {
                // It was quicker than the kill; what it has done is thrown away, so that the next is worth killing.
                assertThat(process.exitValue()).isZero();
                assertThat(rows("disturbed")).isEqualTo(rows("alone"));
                delete(folder.resolve("disturbed"));
            } else {
                process.destroyForcibly().waitFor();
                killed++;
            }
        }
        assertThat(run(classes, "disturbed").waitFor()).isZero();
        assertThat(rows("disturbed")).isEqualTo(rows("alone")).hasSizeGreaterThan(1_000);
    }

    private Path compile() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        project().resolve("examples/WeatherStation.java").toString());
        assertThat(result).isZero();
        return classes;
    }

    /** Tests run in the folder of their module. */
    private static Path project() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private Process run(Path classes, String name) throws IOException, InterruptedException {
        return new ProcessBuilder(ChildJvm.commandWith(
                        classes, "WeatherStation", folder.resolve(name).toString()))
                .directory(project().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private List<String> rows(String name) {
        List<String> rows = new ArrayList<>();
        try (Session session =
                Session.builder().config("spark.sql.session.timeZone", "UTC").create()) {
            for (String query : List.of("daily", "sliding")) {
                for (Row row : session.read()
                        .format("json")
                        .schema("window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, mean DOUBLE, lowest DOUBLE,"
                                + " highest DOUBLE, readings BIGINT")
                        .load(folder.resolve(name)
                                .resolve(query)
                                .resolve("output")
                                .toString())
                        .collectAsList()) {
                    rows.add(query + row);
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that writes exactly once into a database, killed in the middle of its batches. */
class OnceIntoDatabaseProcessTest {
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    @Test
    void SK9_K8_everyOrderIsInTheDatabaseOnce() throws Exception {
        Path classes = compile();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = run(classes);
            Path commit = folder.resolve("orders/checkpoint/commits").resolve(Integer.toString(3 * kill));
            while (process.isAlive() && !Files.exists(commit)) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.destroyForcibly().waitFor();
        }
        Process last = run(classes);
        assertThat(last.waitFor()).isZero();
        assertThat(new String(last.getInputStream().readAllBytes(), UTF_8)).contains("1000 orders, 250.0 in all");
        try (var database = DriverManager.getConnection(url());
                var statement = database.createStatement();
                var counts = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT id), (SELECT COUNT(*) FROM batches) FROM orders")) {
            counts.next();
            assertThat(List.of(counts.getLong(1), counts.getLong(2), counts.getLong(3)))
                    .containsExactly(1_000L, 1_000L, 20L);
        }
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("orders/database") + ";WRITE_DELAY=0";
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
                        Path.of("..", "examples", "OnceIntoDatabase.java").toString());
        assertThat(result).isZero();
        return classes;
    }

    private Process run(Path classes) throws IOException, InterruptedException {
        return new ProcessBuilder(ChildJvm.commandWith(
                        classes, "OnceIntoDatabase", folder.resolve("orders").toString(), url()))
                .redirectError(folder.resolve("errors.log").toFile())
                .start();
    }
}

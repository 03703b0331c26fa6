package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the guide runs as the launcher runs it, with the connector beside the class path, and prints what it is there for. */
class KafkaExampleProcessTest {
    private static final Broker BROKER = Broker.shared();
    private static final Pattern LIBRARIES = Pattern.compile("(kafka-clients|lz4-java|snappy-java|zstd-jni)-.*[.]jar");
    private static final Pattern ENGINE =
            Pattern.compile(".*[/\\\\](engine[/\\\\]target[/\\\\].*|(slf4j|jspecify)[^/\\\\]*[.]jar)");

    @TempDir
    private Path folder;

    @Test
    void meansOfTenMinutesAreInTheirTopicOnce() throws IOException, InterruptedException {
        BROKER.make("readings", 4, Map.of());
        BROKER.make("means", 2, Map.of());
        Path connectors = connectors();
        assertThat(ended(connectors))
                .contains("{\"device\":\"device-0\",\"until\":\"2026-03-01T08:10:00.000Z\",\"mean\":");
        assertThat(BROKER.values("means")).hasSize(3 * 11).doesNotHaveDuplicates();
        ended(connectors);
        assertThat(BROKER.values("means")).hasSize(3 * 23).doesNotHaveDuplicates();
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .map(Path::of);
    }

    /** A folder with the connector and its libraries, as the launcher keeps one. */
    private Path connectors() throws IOException {
        Path connectors = Files.createDirectories(folder.resolve("connectors"));
        for (Path entry : classPath().toList()) {
            if (LIBRARIES.matcher(entry.getFileName().toString()).matches()) {
                Files.copy(entry, connectors.resolve(entry.getFileName()));
            }
        }
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        connectors.resolve("sluice-kafka.jar").toString(),
                        "-C",
                        Path.of("target", "classes").toAbsolutePath().toString(),
                        ".");
        assertThat(status).isZero();
        assertThat(connectors.toFile().list()).hasSize(5);
        return connectors;
    }

    private String ended(Path connectors) throws IOException, InterruptedException {
        String engine = classPath()
                .map(Path::toString)
                .filter(entry -> ENGINE.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Dsluice.connectors=" + connectors,
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                        "-cp",
                        engine,
                        Path.of("..", "examples", "KafkaWindows.java")
                                .toAbsolutePath()
                                .normalize()
                                .toString(),
                        BROKER.servers(),
                        folder.resolve("checkpoint").toString()))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}

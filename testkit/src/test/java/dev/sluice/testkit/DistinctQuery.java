package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small query with state on a real file system: the first row of each key, from CSV files to CSV files, a file a batch. */
final class DistinctQuery implements AutoCloseable {
    final Session session;
    final Path folder;
    private int files;

    DistinctQuery(Path folder) throws IOException {
        this.folder = folder;
        this.session = Session.builder()
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .create();
        Files.createDirectories(folder.resolve("input"));
    }

    Path checkpoint() {
        return folder.resolve("checkpoint");
    }

    Path output() {
        return folder.resolve("output");
    }

    /** One more file of input: the key {@code common} and one of its own. */
    DistinctQuery addInput() throws IOException {
        return addInput(files + ".csv", "common\nk" + files + "\n");
    }

    DistinctQuery addInput(String name, String content) throws IOException {
        Path file = folder.resolve("input").resolve(name);
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * ++files));
        return this;
    }

    /** The rows of the input, a file a batch. */
    DataFrame lines() {
        return session.readStream()
                .format("csv")
                .schema("key STRING")
                .option("maxFilesPerTrigger", 1)
                .load(folder.resolve("input").toString());
    }

    DataFrame keys() {
        return lines().dropDuplicates("key");
    }

    StreamingQuery start(Path checkpoint, Path output) {
        return keys().writeStream()
                .format("csv")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint.toString())
                .start(output.toString());
    }

    /** Runs to the end of the input. */
    DistinctQuery run() {
        start(checkpoint(), output()).awaitTermination();
        return this;
    }

    /** Runs it over some input. */
    DistinctQuery runBatches(int count) throws IOException {
        for (int batch = 0; batch < count; batch++) {
            addInput();
        }
        return run();
    }

    /** What is expected after so many files of {@link #addInput()}. */
    static String[] expected(int count) {
        return Stream.concat(
                        Stream.of("common"),
                        Stream.iterate(0, each -> each < count, each -> each + 1)
                                .map(each -> "k" + each))
                .toArray(String[]::new);
    }

    List<String> rows() {
        return session.read().format("csv").schema("key STRING").load(output().toString()).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** The bytes of all files. */
    static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** The only file in a folder of the checkpoint whose name begins so. */
    Path file(String directory, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(checkpoint().resolve(directory))) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Override
    public void close() {
        session.close();
    }

    /** It is refused with this condition, and its output stays as it is. */
    void requireRefused(String condition, String... texts) throws IOException {
        Map<String, String> before = contents(output());
        assertThatThrownBy(this::run)
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining(condition)
                .hasMessageContainingAll(texts);
        assertThat(contents(output())).isEqualTo(before);
    }
}

package dev.sluice.streaming;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedQueryTest {
    private final Session session = Session.builder().create();

    @TempDir
    Path folder;

    private Path input;
    private Path checkpoint;

    @BeforeEach
    void makeInput() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
        checkpoint = folder.resolve("checkpoint");
        Files.writeString(
                input.resolve("1.csv"), "a,2026-01-01T12:03:00Z\na,2026-01-01T12:14:10Z\nb,2026-01-01T12:04:00Z\n");
    }

    @AfterEach
    void close() {
        session.close();
    }

    private DataFrame events() {
        return session.readStream()
                .format("csv")
                .schema("device STRING, time TIMESTAMP")
                .load(input.toString());
    }

    private void run(DataFrame results, String mode) {
        results.writeStream()
                .format("noop")
                .outputMode(mode)
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint.toString())
                .start()
                .awaitTermination();
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(checkpoint)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sizes.put(checkpoint.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }

    @Test
    void aCheckpointTellsWhatItsStateWaitsFor() throws IOException {
        run(
                events().withWatermark("time", "10 minutes")
                        .groupBy(col("device"), window(col("time"), "5 minutes"))
                        .agg(count(lit(1))),
                "append");
        Map<String, Long> before = files();

        List<String> why = StoppedQuery.why(checkpoint);

        assertThat(why)
                .contains(
                        "The watermark is 2026-01-01T12:04:10Z: the newest `time` is 2026-01-01T12:14:10Z, less 10 minutes.",
                        "Operator stateStoreSave by `device`, `window.start` holds 3 groups, to be written when event time has"
                                + " passed them; the first ends at 2026-01-01T12:05:00Z and is written when an event at or"
                                + " after 2026-01-01T12:15:00Z has come.")
                .anyMatch(line -> line.matches("Query [-0-9a-f]+: batch 1 is done, the last, of 20.*Z\\."))
                .anyMatch(line -> line.startsWith("Source 0, csv, is read up to {"));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aBatchThatWasBegunIsTold() throws IOException {
        run(events().groupBy("device").count(), "update");
        Files.delete(checkpoint.resolve("commits").resolve("0"));

        assertThat(StoppedQuery.why(checkpoint))
                .containsExactly(
                        "Query " + id() + ": no batch is done.",
                        "Batch 0 was begun and is not done; the next start finishes it.");
    }

    private String id() throws IOException {
        String metadata = Files.readString(checkpoint.resolve("metadata"));
        return metadata.replaceAll("(?s).*?\"id\":\"([-0-9a-f]+)\".*", "$1");
    }

    @Test
    void aFolderThatIsNoCheckpointIsRefused() {
        assertThatThrownBy(() -> StoppedQuery.why(folder))
                .hasMessageContaining("[STREAMING_CHECKPOINT_MISSING_METADATA_FILE]")
                .hasMessageContaining("this is not a checkpoint")
                .hasMessageContaining(Objects.toString(folder));
    }
}

package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous progress tracking, on a clock that only the test moves. */
@Timeout(60)
class AsyncProgressTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final Session session = Session.builder()
            .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    private final MemoryStream numbers = new MemoryStream(session, "n INT");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        session.close();
    }

    private DataStreamWriter writer(DataFrame frame) {
        return frame.writeStream()
                .format("console")
                .attachment(new PrintStream(printed, true, UTF_8))
                .option("checkpointLocation", folder.resolve("checkpoint").toString());
    }

    private DataStreamWriter tracked(DataFrame frame) {
        return writer(frame).option("asyncProgressTrackingEnabled", true);
    }

    private List<String> names(String directory) throws IOException {
        Path path = folder.resolve("checkpoint").resolve(directory);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(path)) {
            return found.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** The numbers of batches and the rows, in the order in which they were printed. */
    private List<String> printed() {
        return printed.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("Batch") || line.matches("\\| +[0-9]+\\|"))
                .map(line -> line.replaceAll("[| ]", ""))
                .toList();
    }

    private void add(StreamingQuery query, int number) {
        numbers.addValues(number);
        query.processAllAvailable();
    }

    private void awaitEntries(String... wanted) throws IOException {
        for (String log : List.of("commits", "offsets")) {
            while (!names(log).equals(List.of(wanted))) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void batchesAreRecordedOnceInAnIntervalAndTheLastOneAtTheEnd() throws Exception {
        StreamingQuery query = tracked(numbers.toDF()).start();
        add(query, 1);
        awaitEntries("0");
        add(query, 2);
        add(query, 3);
        clock.advance(Duration.ofSeconds(1));
        add(query, 4);
        awaitEntries("0", "3");
        add(query, 5);
        query.stop();
        assertThat(names("commits")).doesNotContain("1", "2").contains("3", "4");
        StreamingQuery again = writer(numbers.toDF()).start();
        add(again, 6);
        again.stop();
        assertThat(names("commits")).contains("5");
        assertThat(printed())
                .containsExactly(
                        "Batch:0", "1", "Batch:1", "2", "Batch:2", "3", "Batch:3", "4", "Batch:4", "5", "Batch:5", "6");
    }

    @Test
    void anIntervalOfZeroRecordsEveryBatch() throws Exception {
        StreamingQuery query = tracked(numbers.toDF())
                .option("asyncProgressTrackingCheckpointIntervalMs", 0)
                .start();
        for (int number = 1; number <= 5; number++) {
            add(query, number);
        }
        query.stop();
        assertThat(names("commits")).containsExactly("0", "1", "2", "3", "4");
        assertThat(names("offsets")).containsExactly("0", "1", "2", "3", "4");
    }

    /** The plan of the newest entry is not there yet, as a crash may leave it. */
    @Test
    void C1_aDamagedEntryBehindAGapIsNamed() throws Exception {
        StreamingQuery query = tracked(numbers.toDF()).start();
        add(query, 1);
        awaitEntries("0");
        add(query, 2);
        add(query, 3);
        query.stop();
        assertThat(names("commits")).containsExactly("0", "2");
        Files.delete(folder.resolve("checkpoint/offsets/2"));
        Path entry = folder.resolve("checkpoint/commits/2");
        Files.writeString(entry, Files.readString(entry).replace("keptFrom", "keptFrum"));
        assertThatThrownBy(() -> writer(numbers.toDF()).start().processAllAvailable())
                .hasMessageContaining("[CHECKPOINT_FILE_CHECKSUM_VERIFICATION_FAILED]")
                .hasMessageContaining("checkpoint/commits/2");
    }

    /** Otherwise the record might come again, and the folder would hold it twice. */
    @Test
    void P1_aBatchThatLeavesARecordOutIsRecordedAtOnce() throws Exception {
        Path bad = folder.resolve("bad");
        MemoryStream texts = new MemoryStream(session, "value STRING");
        StreamingQuery query = tracked(texts.toDF()
                        .select(from_json(col("value"), lit("n INT"), Map.of("badRecords", bad.toString()))
                                .as("parsed")))
                .start();
        texts.addValues("{\"n\":1}");
        query.processAllAvailable();
        texts.addValues("{\"n\":2}");
        query.processAllAvailable();
        texts.addValues("three");
        query.processAllAvailable();
        assertThat(names("commits")).contains("2").doesNotContain("1");
        assertThat(bad).isDirectoryContaining("glob:**/bad-*-2.json");
        query.stop();
    }

    @Test
    void anEntryThatCannotBeWrittenFailsTheQuery() throws Exception {
        StreamingQuery query = tracked(numbers.toDF())
                .option("asyncProgressTrackingCheckpointIntervalMs", 0)
                .start();
        add(query, 1);
        awaitEntries("0");
        // Whatever comes next finds its name taken.
        Files.writeString(folder.resolve("checkpoint/commits/1"), "of somebody else");
        numbers.addValues(2);
        assertThatThrownBy(() -> {
                    for (int number = 3; number < 1_000; number++) {
                        add(query, number);
                    }
                })
                .hasMessageContaining("checkpoint/commits/1");
        assertThatThrownBy(query::awaitTermination).hasMessageContaining("checkpoint/commits/1");
    }

    @Test
    void whatItIsNotForIsRefused() {
        assertThatThrownBy(() -> tracked(numbers.toDF()).trigger(Trigger.Once()).start())
                .hasMessageContaining("Async progress tracking cannot be used with Once trigger");
        assertThatThrownBy(() ->
                        tracked(numbers.toDF()).trigger(Trigger.AvailableNow()).start())
                .hasMessageContaining("Async progress tracking cannot be used with AvailableNow trigger");
        assertThatThrownBy(() -> tracked(numbers.toDF())
                        .trigger(Trigger.Continuous("1 second"))
                        .start())
                .hasMessageContaining("Async progress tracking cannot be used with Continuous trigger");
        assertThatThrownBy(() -> tracked(numbers.toDF())
                        .format("json")
                        .start(folder.resolve("output").toString()))
                .hasMessageContaining("Sink json does not support async progress tracking");
        assertThatThrownBy(() -> tracked(numbers.toDF().groupBy("n").count())
                        .outputMode("update")
                        .start())
                .hasMessageContaining(
                        "Stateful streaming queries does not support async progress tracking at this moment.");
        assertThatThrownBy(() -> tracked(numbers.toDF())
                        .option("asyncProgressTrackingCheckpointIntervalMs", -1)
                        .start())
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("asyncProgressTrackingCheckpointIntervalMs");
    }
}

package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileSourceExamplesTest {
    private static final String LOGS = "spark.sql.streaming.file";
    private static final Duration AFTER_EVERY_FILE = Duration.ofDays(73_000);

    @TempDir
    Path folder;

    private Path input;
    private StreamScript script;

    @BeforeEach
    void openSession() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
        script = new StreamScript(folder);
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private void put(int value) throws IOException {
        Path file = Files.writeString(folder.resolve("new.json"), "{\"value\":" + value + "}\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * value));
        Files.move(file, input.resolve(value + ".json"));
    }

    private DataFrame values() {
        return script.session
                .readStream()
                .format("json")
                .schema("value INT")
                .option("maxFilesPerTrigger", 1)
                .load(input.toString());
    }

    /** Runs until there is nothing left to do. Returns the rows of each batch. */
    private Map<Long, List<String>> runAvailable(DataFrame query) {
        Map<Long, List<String>> batches = new TreeMap<>();
        StreamingQuery running = query.writeStream()
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", script.checkpoint().toString())
                .foreachBatch((rows, batchId) -> batches.put(
                        batchId,
                        rows.collectAsList().stream()
                                .map(Row::toString)
                                .sorted()
                                .toList()))
                .start();
        running.awaitTermination();
        assertThat(Arrays.stream(running.recentProgress()).map(StreamingQueryProgress::batchId))
                .containsAll(batches.keySet());
        return batches;
    }

    @Test
    void example105b_eachFileMovesTheWatermarkAndTheLastWindowComesWithoutData() throws IOException {
        for (int value : new int[] {15, 30, 45}) {
            put(value);
        }
        DataFrame counts = values().withColumn("ts", col("value").cast("timestamp"))
                .withWatermark("ts", "10 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
        assertThat(runAvailable(counts))
                .isEqualTo(Map.of(0L, List.of(), 1L, List.of(), 2L, List.of("[15,1]"), 3L, List.of("[30,1]")));
        for (int batch = 0; batch < 4; batch++) {
            assertThat(Files.readString(script.checkpoint().resolve("offsets/" + batch)))
                    .contains("\"batchWatermarkMs\":" + new int[] {0, 5_000, 20_000, 35_000}[batch]);
        }
    }

    @Test
    void example106_threeFilesMakeThreeBatchesBesideThreeBlocks() throws IOException {
        put(1);
        put(2);
        put(3);
        MemoryStream blocks = script.stream("value INT");
        blocks.addValues(10);
        blocks.addValues(20);
        blocks.addValues(30);
        assertThat(runAvailable(blocks.toDF().union(values())))
                .isEqualTo(Map.of(0L, List.of("[10]", "[1]", "[20]", "[30]"), 1L, List.of("[2]"), 2L, List.of("[3]")));
    }

    @Test
    void example106_aSourceThatCannotFixItsEndMakesItOneBatch() throws IOException {
        put(1);
        put(2);
        put(3);
        DataFrame generated = script.session
                .readStream()
                .format("rate")
                .load()
                .select(col("value").cast("int").as("value"));
        assertThat(runAvailable(generated.union(values()))).isEqualTo(Map.of(0L, List.of("[1]", "[2]", "[3]")));
    }

    private static List<String> entries(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Seven batches of one file, from files to files. */
    private void runSevenBatches(String deletion) throws IOException {
        script.session.conf().set("spark.sql.streaming.minBatchesToRetain", "1");
        for (String log : List.of(LOGS + "Source.log.", LOGS + "Sink.log.")) {
            script.session.conf().set(log + "compactInterval", "3");
            script.session.conf().set(log + "cleanupDelay", "1h");
            script.session.conf().set(log + "deletion", deletion);
        }
        for (int value = 1; value <= 7; value++) {
            put(value);
        }
        script.clock.advance(AFTER_EVERY_FILE);
        values().writeStream()
                .format("json")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", script.checkpoint().toString())
                .start(folder.resolve("output").toString())
                .awaitTermination();
        assertThat(script.session
                        .read()
                        .format("json")
                        .schema("value INT")
                        .load(folder.resolve("output").toString())
                        .count())
                .isEqualTo(7);
    }

    @Test
    void example103_logsAreCompactedAtTheConfiguredIntervalAndOldEntriesGo() throws IOException {
        runSevenBatches("true");
        for (Path log : List.of(script.checkpoint().resolve("sources/0"), folder.resolve("output/_spark_metadata"))) {
            assertThat(entries(log))
                    .as(log.toString())
                    .containsExactly("2", "2.compact", "3", "4", "5", "5.compact", "6");
        }
    }

    @Test
    void example103_withoutDeletionEveryEntryStays() throws IOException {
        runSevenBatches("false");
        for (Path log : List.of(script.checkpoint().resolve("sources/0"), folder.resolve("output/_spark_metadata"))) {
            assertThat(entries(log))
                    .as(log.toString())
                    .containsExactly("0", "1", "2", "2.compact", "3", "4", "5", "5.compact", "6");
        }
    }
}

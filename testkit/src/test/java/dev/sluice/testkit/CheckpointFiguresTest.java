package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What progress tells of the checkpoint (fault model, section 14). */
class CheckpointFiguresTest {
    @TempDir
    Path folder;

    private DistinctQuery query;

    @BeforeEach
    void open() throws IOException {
        query = new DistinctQuery(folder);
    }

    @AfterEach
    void close() {
        query.close();
    }

    /** The figures after the last batch of one more start. */
    private Map<?, ?> figures() {
        StreamingQuery started = query.start(query.checkpoint(), query.output());
        started.awaitTermination();
        return figuresOf(started);
    }

    private static Map<?, ?> figuresOf(StreamingQuery started) {
        return figuresOf(Objects.requireNonNull(started.lastProgress(), "a batch"));
    }

    private static Map<?, ?> figuresOf(StreamingQueryProgress batch) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parseObject(batch.json()).get("checkpoint"), "checkpoint");
    }

    private Path in(String name) {
        return query.checkpoint().resolve(name);
    }

    @Test
    void D10_theDurabilityAndTheBatchesThatAreKeptAreShown() throws IOException {
        query.session.conf().set("spark.sql.streaming.minBatchesToRetain", 2);
        query.session.conf().set("sluice.checkpoint.maintenanceBatches", 1);
        query.runBatches(6).addInput();
        Map<?, ?> synced = figures();
        assertThat(synced.get("durability")).isEqualTo("strict");
        assertThat(synced.get("newestBatch")).isEqualTo(6L);
        assertThat((Long) synced.get("oldestBatch")).isBetween(3L, 4L);
        assertThat((Long) synced.get("syncMs")).isNotNegative();

        query.session.conf().set("sluice.checkpoint.durability", "process");
        query.addInput();
        assertThat(figures().get("durability")).isEqualTo("process");
    }

    @Test
    void E9_theRealPathIsShownAndNotedWhateverLinkLedThere() throws IOException {
        Path real = Files.createDirectories(folder.resolve("a b%20c#d:é")).toRealPath();
        Path link = Files.createSymbolicLink(folder.resolve("-link"), real);
        query.addInput();
        StreamingQuery started = query.start(link.resolve("checkpoint"), query.output());
        started.awaitTermination();
        Path checkpoint = real.resolve("checkpoint");
        assertThat(figuresOf(started).get("location")).isEqualTo(checkpoint.toString());
        assertThat(Files.readString(checkpoint.resolve("owner/1"))).contains("\"checkpoint\":\"" + checkpoint + "\"");
    }

    @Test
    void E9_aLinkThatLeadsElsewhereWhileTheQueryRunsChangesNothing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(folder.resolve("first")));
        query.addInput();
        StreamingQuery running = query.keys()
                .writeStream()
                .format("csv")
                .option("checkpointLocation", link.toString())
                .start(query.output().toString());
        running.processAllAvailable();
        Files.delete(link);
        Files.createSymbolicLink(link, Files.createDirectories(folder.resolve("second")));
        query.addInput();
        running.processAllAvailable();
        running.stop();
        assertThat(folder.resolve("first/commits/1")).exists();
        assertThat(folder.resolve("second")).isEmptyDirectory();
    }

    /** A writer has 200 files open at most, and a few more of them are whole and wait for their sync. */
    @Test
    void E5_filesThatAreOpenAreBoundedAndShown() throws IOException {
        int folders = 1_000;
        String keys = IntStream.range(0, folders).mapToObj(key -> "k" + key).collect(Collectors.joining("\n"));
        query.addInput("many.csv", keys).addInput("few.csv", "a\nb\n");
        StreamingQuery started = query.keys()
                .select(col("key"), col("key").as("value"))
                .writeStream()
                .format("csv")
                .partitionBy("key")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        started.awaitTermination();
        int writers = 2;
        assertThat(query.output()).isDirectoryContaining("glob:**/key=k999");
        assertThat((Long) figuresOf(started.recentProgress()[0]).get("openFiles"))
                .isBetween(200L, writers * 200L + 100);
        assertThat((Long) figuresOf(started.recentProgress()[1]).get("openFiles"))
                .as("all are closed again")
                .isLessThan(20L);
    }

    @Test
    void K8_C1_C2_C3_whatARestartMendedIsCounted() throws IOException {
        query.runBatches(3).addInput();
        DistinctQuery.flip(in("commits/2"));
        assertThat(names(figures())).contains("mendedCommits", "adoptedBatches").doesNotContain("replayedBatches");

        query.addInput();
        DistinctQuery.flip(in("offsets/3"));
        assertThat(names(figures())).contains("mendedPlans");

        query.addInput();
        Files.delete(in("commits/4"));
        Files.delete(in("state/0").resolve(stateFile("5.")));
        assertThat(names(figures())).contains("replayedBatches");

        query.addInput();
        assertThat(figures().size()).as("what never happened is not shown").isEqualTo(6);
    }

    private static List<String> names(Map<?, ?> figures) {
        return figures.keySet().stream().map(String::valueOf).toList();
    }

    private String stateFile(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(in("state/0"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

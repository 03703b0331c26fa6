package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.types.AtomicType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two that want the same folder, and a checkpoint that is deleted, moved, older than its output or of another query (fault
 * model, sections 4 to 6). */
class CheckpointOwnershipTest {
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

    /** Puts the checkpoint back as it was before so many more batches. */
    private void fallBehind(int batches) throws IOException {
        DistinctQuery.copy(query.checkpoint(), folder.resolve("older"));
        query.runBatches(batches);
        Files.move(query.checkpoint(), folder.resolve("newer"));
        Files.move(folder.resolve("older"), query.checkpoint());
        query.addInput();
    }

    @Test
    void C15_aSinkThatIsAheadOfItsCheckpointIsAnError() throws IOException {
        query.runBatches(2);
        fallBehind(2);
        query.requireRefused("SINK_AHEAD_OF_CHECKPOINT", "batch 3 in the sink", "up to 1 in the checkpoint");
    }

    @Test
    void C15_aSinkThatHasPurgedWhatTheCheckpointLacksIsAnError() throws IOException {
        query.session.conf().set("spark.sql.streaming.minBatchesToRetain", 1);
        query.session.conf().set("spark.sql.streaming.fileSink.log.compactInterval", 2);
        query.session.conf().set("spark.sql.streaming.fileSink.log.cleanupDelay", "0s");
        query.runBatches(2);
        fallBehind(8);
        assertThat(query.output().resolve("_spark_metadata/2")).doesNotExist();
        query.requireRefused("SINK_AHEAD_OF_CHECKPOINT", "batch 9 in the sink", "up to 1 in the checkpoint");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void C15_aSinkThatIsAheadOfAnUnfinishedPlanIsAnError(int batches) throws IOException {
        query.runBatches(3);
        fallBehind(batches);
        Files.delete(query.checkpoint().resolve("commits/2"));
        query.requireRefused(
                "SINK_AHEAD_OF_CHECKPOINT", "batch " + (2 + batches) + " in the sink", "up to 2 in the checkpoint");
        assertThat(query.checkpoint().resolve("commits/2")).doesNotExist();
    }

    @Test
    void F2_J4_aSecondQueryOnACheckpointIsRefusedAlsoThroughALink() throws IOException {
        query.runBatches(1);
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, query.checkpoint());
        var running = query.keys()
                .writeStream()
                .format("csv")
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        try {
            for (Path spelled : new Path[] {query.checkpoint(), link, folder.resolve("x/../checkpoint")}) {
                assertThatThrownBy(() -> query.start(spelled, folder.resolve("other")))
                        .as("%s", spelled)
                        .hasMessageContaining("CHECKPOINT_IN_USE");
            }
        } finally {
            running.stop();
        }
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(2));
    }

    @Test
    void F4_aRunThatThreeOthersHavePassedPlansNothingMore() throws IOException {
        query.addInput();
        var paused = query.keys()
                .writeStream()
                .format("csv")
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        paused.processAllAvailable();
        Files.delete(query.checkpoint().resolve("owner/1"));
        Files.writeString(query.checkpoint().resolve("owner/3"), "the note of another run");
        Files.writeString(query.checkpoint().resolve("owner/4"), "the note of one more");
        Map<String, String> before = DistinctQuery.contents(query.checkpoint());
        query.addInput();
        assertThatThrownBy(paused::processAllAvailable)
                .hasMessageContaining("FENCED")
                .hasMessageContaining("owner/4");
        assertThat(DistinctQuery.contents(query.checkpoint())).isEqualTo(before);
    }

    @Test
    void F4_whateverFailsAfterAnotherRunHasTakenOverIsSaidToBeOfThat() throws IOException {
        query.addInput();
        var paused = query.keys()
                .writeStream()
                .option("checkpointLocation", query.checkpoint().toString())
                .foreachBatch((rows, batch) -> {
                    Files.writeString(query.checkpoint().resolve("owner/2"), "the note of another run");
                    throw new IllegalStateException("what I had written is gone");
                })
                .start();
        assertThatThrownBy(paused::awaitTermination)
                .hasMessageContaining("FENCED")
                .hasMessageContaining("owner/2")
                .cause()
                .satisfies(lost -> assertThat(lost.getSuppressed()[0]).hasStackTraceContaining("is gone"));
    }

    @Test
    void F6_anOutputOfAnotherQueryIsRefusedAndNeverSkipped() throws IOException {
        query.runBatches(2);
        Map<String, String> before = DistinctQuery.contents(query.output());
        assertThatThrownBy(() ->
                        query.start(folder.resolve("second"), query.output()).awaitTermination())
                .hasMessageContaining("OUTPUT_IN_USE")
                .hasMessageContaining("query id");
        assertThat(DistinctQuery.contents(query.output())).isEqualTo(before);
    }

    @Test
    void F7_aCopyOfACheckpointBesideTheOriginalIsRefused() throws IOException {
        query.runBatches(2);
        DistinctQuery.copy(query.checkpoint(), folder.resolve("copy"));
        var running = query.keys()
                .writeStream()
                .format("csv")
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        try {
            running.processAllAvailable();
            assertThatThrownBy(() ->
                            query.start(folder.resolve("copy"), query.output()).awaitTermination())
                    .hasMessageContaining("OUTPUT_IN_USE");
        } finally {
            running.stop();
        }
    }

    @Test
    void E8_aCheckpointThatIsDeletedWhileTheQueryRunsIsNotMadeAgain() throws IOException {
        query.addInput();
        var running = query.keys()
                .writeStream()
                .format("csv")
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        running.processAllAvailable();
        Files.move(query.checkpoint(), folder.resolve("away"));
        query.addInput();
        assertThatThrownBy(running::processAllAvailable)
                .hasMessageContaining(query.checkpoint().toString());
        assertThat(running.isActive()).isFalse();
        assertThat(query.checkpoint().resolve("offsets")).doesNotExist();
        Files.move(folder.resolve("away"), query.checkpoint());
        query.run();
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(2));
    }

    /** The first to write then is the log of the source, whose folder comes with the first batch. */
    @Test
    void E8_aCheckpointThatIsDeletedBeforeTheFirstBatchIsNotMadeAgain() throws IOException {
        var running = query.keys()
                .writeStream()
                .format("csv")
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        running.processAllAvailable();
        Files.move(query.checkpoint(), folder.resolve("away"));
        query.addInput();
        assertThatThrownBy(running::processAllAvailable)
                .hasMessageContainingAll(
                        "CHECKPOINT_INCONSISTENT",
                        query.checkpoint().toString(),
                        "was deleted while its query runs",
                        "put the checkpoint back");
        assertThat(query.checkpoint()).doesNotExist();
        Files.move(folder.resolve("away"), query.checkpoint());
        query.run();
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(1));
    }

    /** Rows that are left out have a folder that is made for every batch with such rows, before anything else of it. */
    @Test
    void E8_aCheckpointThatIsDeletedWhileABatchRunsIsNotMadeAgainForRowsThatAreLeftOut() throws IOException {
        query.addInput("a.json", "{\"key\":\"a\"}\nno json\n");
        Path away = folder.resolve("away");
        UDF1<String, Boolean> takesAway = key -> {
            Files.move(query.checkpoint(), away);
            return true;
        };
        var running = query.session
                .readStream()
                .format("json")
                .schema("key STRING")
                .option("mode", "DROPMALFORMED")
                .option("badRecords", folder.resolve("bad").toString())
                .load(folder.resolve("input").toString())
                .filter(udf(takesAway, AtomicType.BOOLEAN).apply(col("key")))
                .writeStream()
                .format("csv")
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
        assertThatThrownBy(running::processAllAvailable)
                .hasMessageContainingAll(
                        "CHECKPOINT_INCONSISTENT", query.checkpoint().toString());
        assertThat(query.checkpoint()).doesNotExist();
        assertThat(away.resolve("kept")).doesNotExist();
    }

    @Test
    void E9_anyPathMeansTheSameFolderAtEachStart() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("a b%20c#d:é-" + "x".repeat(180)));
        try (DistinctQuery there = new DistinctQuery(odd)) {
            there.runBatches(2);
            there.runBatches(1);
            assertThat(there.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(3));
            assertThat(there.checkpoint().resolve("commits/2")).exists();
        }
    }

    @Test
    void R6_anotherOutputModeIsRefused() throws IOException {
        query.addInput();
        Path checkpoint = query.checkpoint();
        for (String mode : new String[] {"complete", "update"}) {
            var counts = query.lines()
                    .groupBy("key")
                    .count()
                    .writeStream()
                    .outputMode(mode)
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", checkpoint.toString())
                    .foreachBatch((rows, batch) -> {});
            if (mode.equals("complete")) {
                counts.start().awaitTermination();
            } else {
                assertThatThrownBy(counts::start)
                        .hasMessageContaining("outputMode UPDATE")
                        .hasMessageContaining("outputMode COMPLETE");
            }
        }
    }

    @Test
    void SK2_C11_anOutputThatHasLostItsManifestKeepsItsFiles() throws IOException {
        query.runBatches(1);
        Path manifest = query.output().resolve("_spark_metadata");
        DistinctQuery.copy(manifest, folder.resolve("older"));
        query.runBatches(2);
        query.addInput();
        Set<String> files = dataFiles();
        Files.move(manifest, folder.resolve("newest"));
        assertThatThrownBy(query::run).hasMessageContaining("SINK_MEMORY_LOST").hasMessageContaining("batch 2");
        assertThat(dataFiles()).isEqualTo(files);
        Files.move(manifest, folder.resolve("empty"));
        DistinctQuery.copy(folder.resolve("older"), manifest);
        assertThatThrownBy(query::run).hasMessageContaining("SINK_MEMORY_LOST").hasMessageContaining("batch 2");
        assertThat(dataFiles()).isEqualTo(files);
        Files.move(manifest, folder.resolve("old"));
        DistinctQuery.copy(folder.resolve("newest"), manifest);
        query.run();
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(4));
    }

    @Test
    void SK2_R9_comingBackToAnOutputThatHasLostItsManifestKeepsItsFiles() throws IOException {
        query.runBatches(2);
        Files.move(query.output().resolve("_spark_metadata"), folder.resolve("newest"));
        Set<String> files = dataFiles();
        query.addInput().start(query.checkpoint(), folder.resolve("other")).awaitTermination();
        query.addInput();
        assertThatThrownBy(query::run)
                .hasMessageContaining("SINK_MEMORY_LOST")
                .hasMessageContaining("a manifest of no batch");
        assertThat(dataFiles()).isEqualTo(files);
        Files.move(query.output().resolve("_spark_metadata"), folder.resolve("empty"));
        Files.move(folder.resolve("newest"), query.output().resolve("_spark_metadata"));
        query.run();
        assertThat(query.rows())
                .containsAll(List.of("common", "k0", "k1", "k3"))
                .doesNotContain("k2")
                .doesNotHaveDuplicates();
    }

    private Set<String> dataFiles() throws IOException {
        Set<String> names = new TreeSet<>(DistinctQuery.contents(query.output()).keySet());
        names.removeIf(name -> name.startsWith("_spark_metadata"));
        return names;
    }
}

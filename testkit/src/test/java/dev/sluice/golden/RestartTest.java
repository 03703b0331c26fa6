package dev.sluice.golden;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.MemoryStream;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a query goes on after a failure, a stop or a change of the number of partitions, by the rules of the fault model. */
@Timeout(60)
class RestartTest {
    @TempDir
    Path folder;

    private StreamScript script;
    private MemoryStream input;

    @BeforeEach
    void openSession() {
        script = new StreamScript(folder);
        input = script.stream("value INT");
        DataFrame counts = input.toDF()
                .withColumn("ts", col("value").cast("timestamp"))
                .withWatermark("ts", "10 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
        script.query(counts, "append");
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(script.checkpoint().resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private SluiceException failure(Runnable action) {
        StreamingQueryException failed = catchThrowableOfType(StreamingQueryException.class, action::run);
        assertThat(failed).isNotNull();
        Throwable cause = failed.getCause();
        return cause instanceof SluiceException known ? known : failed;
    }

    private void add(int... values) {
        for (int value : values) {
            input.addValues(value);
        }
    }

    @Test
    void G5_anErrorSaysInWhichRunAndWhereItHappened() {
        add(1);
        script.failAt(0);
        SluiceException failed = failure(() -> script.runOnce(Trigger.AvailableNow()));
        assertThat(failed.details().at())
                .containsSubsequence(
                        "query without a name (id " + script.running().id() + ", run "
                                + script.running().runId() + ")",
                        "batch 0",
                        "step \"Processing new data\"");
    }

    /** Batches: 0 has rows, 1 none; 2 has rows, 3 none and emits [10,5]; 4 has a late row and a new one, 5 none. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    void k5_k13_theUnfinishedBatchRunsAgainWithItsStateAndItsWatermark(long failing) throws IOException {
        script.failAt(failing).start();
        int failures = step(10, 11, 12, 13, 14, 15) + step(25) + step(10, 40);
        assertThat(failures).isEqualTo(1);
        script.received("[10,5]", "[15,1]", "[25,1]").state(1);
        assertThat(names("commits")).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(names("offsets")).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(Files.readString(script.checkpoint().resolve("offsets/3"))).contains("\"batchWatermarkMs\":15000");
    }

    private int step(Object... values) throws IOException {
        input.addValues(values);
        try {
            script.running().processAllAvailable();
            return 0;
        } catch (StreamingQueryException failed) {
            int planned = names("offsets").size();
            assertThat(names("commits")).hasSize(planned - 1);
            script.start();
            script.running().processAllAvailable();
            return 1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7"})
    void G2_R3_ST5_theNumberOfPartitionsMayChangeAlsoInTheMiddleOfABatch(String partitions) {
        script.session.conf().set("spark.sql.shuffle.partitions", "3");
        script.start();
        input.addValues(10, 11, 12, 20, 21, 30);
        script.then("[10,3]").stop();
        input.addValues(31, 32, 41);
        script.failAt(2);
        assertThatThrownBy(() -> script.runOnce(Trigger.AvailableNow())).isInstanceOf(StreamingQueryException.class);
        script.session.conf().set("spark.sql.shuffle.partitions", partitions);
        script.start().then("[20,2]");
        input.addValues(60);
        script.then("[30,3]", "[40,1]").state(1);
    }

    @Test
    void aSumWithoutAValueBeginsAtZeroAfterARestart() {
        MemoryStream figures = script.stream("name STRING, number BIGINT, weight DOUBLE");
        script.query(
                figures.toDF()
                        .groupBy(col("name"))
                        .agg(
                                sum(col("number")).as("number"),
                                sum(col("weight")).as("weight"),
                                avg(col("weight")).as("mean")),
                "update");
        figures.addData(Row.of("a", 5L, 2.5), Row.of("b", null, null), Row.of("c", 7L, 3.5), Row.of("d", null, null));
        script.start()
                .then("[a,5,2.5,2.5]", "[b,null,null,null]", "[c,7,3.5,3.5]", "[d,null,null,null]")
                .stop();
        figures.addData(Row.of("b", 1L, 0.5), Row.of("d", 2L, 0.25), Row.of("a", null, 1.5));
        script.start().then("[b,1,0.5,0.5]", "[d,2,0.25,0.25]", "[a,5,4.0,2.0]");
    }

    @Test
    void semantics32_onceOnlyFinishesABatchThatIsThere() throws IOException {
        add(1);
        script.failAt(0);
        assertThatThrownBy(() -> script.runOnce(Trigger.Once())).isInstanceOf(StreamingQueryException.class);
        add(2);
        script.runOnce(Trigger.Once()).received();
        assertThat(names("offsets")).containsExactly("0");
        assertThat(names("commits")).containsExactly("0");
        assertThat(script.newestBatch().numInputRows()).isEqualTo(1);
        script.runOnce(Trigger.Once()).received();
        assertThat(script.newestBatch().numInputRows()).isEqualTo(1);
        assertThat(names("commits")).containsExactly("0", "1");
    }

    @Test
    void d6_theLogsKeepTheBatchesThatAreToBeRetained() throws IOException {
        script.session.conf().set("spark.sql.streaming.minBatchesToRetain", "2");
        script.session.conf().set("spark.sql.streaming.noDataMicroBatches.enabled", "false");
        script.start();
        for (int batch = 0; batch < 7; batch++) {
            add(1);
            script.then();
        }
        script.stop();
        assertThat(names("offsets")).containsExactly("4", "5", "6");
        assertThat(names("commits")).containsExactly("4", "5", "6");
        add(30);
        script.start().then();
        add(40);
        script.then("[0,7]");
    }

    @Test
    void c4_aGapInALogIsRefused() throws IOException {
        script.start();
        for (int batch = 0; batch < 4; batch++) {
            add(1);
            script.then();
        }
        script.stop();
        Files.delete(script.checkpoint().resolve("offsets/2"));
        SluiceException refused = failure(() -> script.runOnce(Trigger.AvailableNow()));
        assertThat(refused.getMessage()).contains("offsets");
    }

    @Test
    void u1_f3_afterAFailureTheCheckpointIsFree() {
        for (int attempt = 0; attempt < 3; attempt++) {
            add(1);
            script.failAt(0);
            assertThatThrownBy(() -> script.runOnce(Trigger.AvailableNow()))
                    .isInstanceOf(StreamingQueryException.class);
            assertThat(script.running().isActive()).isFalse();
        }
        script.runOnce(Trigger.AvailableNow()).received();
        add(30);
        script.runOnce(Trigger.AvailableNow()).received("[0,3]");
    }

    @Test
    void u7_k14_aStopInTheMiddleOfABatchLosesNothing() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        script.beforeEachBatch(batchId -> {
            inside.countDown();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        });
        add(1, 30);
        script.start();
        inside.await();
        script.stop();
        assertThat(script.running().exception()).isEmpty();
        assertThat(names("offsets")).containsExactly("0");
        assertThat(names("commits")).isEmpty();
        script.beforeEachBatch(batchId -> {}).start().then("[0,1]");
    }

    @Test
    void f4_aRunThatLostTheCheckpointCommitsNothing() throws IOException {
        script.start();
        add(1);
        script.then();
        Files.writeString(script.checkpoint().resolve("owner/2"), "the note of another run");
        add(30);
        SluiceException fenced = failure(() -> script.running().processAllAvailable());
        assertThat(fenced.getMessage()).contains("FENCED");
        script.received();
        assertThat(names("offsets")).containsExactly("0");
        assertThat(names("commits")).containsExactly("0");
    }

    @Test
    void semantics85_progressHasTheFieldsOfSparkInItsOrderAndWhyThereIsNoOutput() {
        script.start();
        add(15);
        script.then();
        script.tick();
        input.addValues(16, 17);
        script.then();
        Map<String, @Nullable Object> fields = Arrays.stream(script.running().recentProgress())
                .filter(batch -> batch.numInputRows() == 2)
                .map(batch -> Json.parseObject(batch.json()))
                .findAny()
                .orElseThrow();
        assertThat(fields).containsEntry("inputRowsPerSecond", 2.0);
        assertThat(fields.keySet())
                .containsExactly(
                        "id",
                        "runId",
                        "name",
                        "timestamp",
                        "batchId",
                        "batchDuration",
                        "numInputRows",
                        "inputRowsPerSecond",
                        "processedRowsPerSecond",
                        "durationMs",
                        "eventTime",
                        "stateOperators",
                        "sources",
                        "sink",
                        "observedMetrics",
                        "checkpoint",
                        "why",
                        "ledger");
        assertThat(((Map<?, ?>) value(fields, "durationMs")).keySet())
                .asString()
                .isEqualTo("[addBatch, commitOffsets, getBatch, latestOffset, queryPlanning, triggerExecution,"
                        + " walCommit]");
        assertThat(((Map<?, ?>) value(fields, "eventTime")).keySet())
                .asString()
                .isEqualTo("[avg, max, min, watermark]");
        assertThat(((Map<?, ?>) ((List<?>) value(fields, "stateOperators")).getFirst()).keySet())
                .asString()
                .isEqualTo("[operatorName, numRowsTotal, numRowsUpdated, allUpdatesTimeMs, numRowsRemoved,"
                        + " allRemovalsTimeMs, commitTimeMs, memoryUsedBytes, numRowsDroppedByWatermark,"
                        + " numShufflePartitions, numStateStoreInstances, customMetrics]");
        assertThat(((Map<?, ?>) ((List<?>) value(fields, "sources")).getFirst()).keySet())
                .asString()
                .startsWith("[description, startOffset, endOffset, latestOffset, numInputRows,");
        assertThat(((Map<?, ?>) value(fields, "sink")).keySet()).asString().startsWith("[description, numOutputRows");
    }

    private static Object value(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.get(name);
        assertThat(value).as(name).isNotNull();
        return Objects.requireNonNull(value);
    }
}

package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Trigger;
import dev.sluice.error.AnalysisException;
import dev.sluice.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples 19 to 42 of the description of the semantics that have a watermark. */
class WatermarkAggregationTest {
    @TempDir
    Path folder;

    private StreamScript script;
    private MemoryStream input;

    @BeforeEach
    void openSession() {
        script = new StreamScript(folder);
        input = script.stream("value INT");
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private DataFrame timed(MemoryStream stream, String delay) {
        return stream.toDF().withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", delay);
    }

    /** Count by windows of five seconds, ten seconds of patience. */
    private DataFrame queryA() {
        return timed(input, "10 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
    }

    @Test
    void T5_example19_appendEmitsClosedWindowsAndDropsLateRows() {
        script.query(queryA(), "append").start();
        input.addValues(10, 11, 12, 13, 14, 15);
        script.then().dropped(0);
        input.addValues(25);
        script.then("[10,5]").state(2).dropped(0);
        input.addValues(10);
        script.then().state(2).dropped(1);
    }

    @Test
    void example20_progressShowsTheWatermarkOfTheBatch() {
        script.query(queryA(), "append").start(Trigger.ProcessingTime(0));
        input.addValues(15);
        script.then();
        input.addValues(10, 12, 14);
        script.then();
        assertThat(script.running().recentProgress())
                .anySatisfy(batch -> assertThat(batch.eventTime())
                        .containsEntry("min", "1970-01-01T00:00:10.000Z")
                        .containsEntry("max", "1970-01-01T00:00:14.000Z")
                        .containsEntry("avg", "1970-01-01T00:00:12.000Z")
                        .containsEntry("watermark", "1970-01-01T00:00:05.000Z"));
        input.addValues(25);
        script.then("[10,3]");
        assertThat(script.running().recentProgress())
                .anySatisfy(batch -> assertThat(batch.eventTime())
                        .containsEntry("max", "1970-01-01T00:00:25.000Z")
                        .containsEntry("watermark", "1970-01-01T00:00:05.000Z"));
    }

    @Test
    void example21_updateEmitsChangedWindows() {
        script.query(queryA(), "update").start();
        input.addValues(10, 11, 12, 13, 14, 15);
        script.then("[10,5]", "[15,1]");
        input.addValues(25);
        script.then("[25,1]").state(2).dropped(0);
        input.addValues(10, 25);
        script.then("[25,2]").dropped(1);
        input.addValues(10);
        script.then().dropped(1);
    }

    @Test
    void example22_completeKeepsEverything() {
        script.query(queryA(), "complete").start();
        input.addValues(10, 11, 12);
        script.then("[10,3]");
        input.addValues(25);
        script.then("[10,3]", "[25,1]");
        input.addValues(25);
        script.then("[10,3]", "[25,2]");
        input.addValues(10);
        script.then("[10,4]", "[25,2]");
        input.addValues(25);
        script.then("[10,4]", "[25,3]");
    }

    @Test
    void example23_withoutAWatermarkThereIsNoEventTime() {
        DataFrame counts = input.toDF()
                .withColumn("ts", col("value").cast("timestamp"))
                .groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
        script.query(counts, "complete").start();
        input.addValues(15);
        script.then("[15,1]");
        input.addValues(10, 12, 14);
        script.then("[10,3]", "[15,1]");
        assertThat(script.last().eventTime()).isEmpty();
    }

    @Test
    void example24_onceRunsOneBatchEach() {
        script.query(queryA(), "append");
        once("1970-01-01T00:00:00.000Z", 15);
        once("1970-01-01T00:00:05.000Z", 10, 12, 14);
        once("1970-01-01T00:00:05.000Z", 25);
        once("1970-01-01T00:00:15.000Z", 50, "[10,3]");
        once("1970-01-01T00:00:40.000Z", 50, "[15,1]", "[25,1]");
    }

    private void once(String watermark, int value, String... rows) {
        input.addValues(value);
        script.runOnce(Trigger.Once()).received(rows).watermark(watermark);
    }

    private void once(String watermark, int first, int second, int third) {
        input.addValues(first, second, third);
        script.runOnce(Trigger.Once()).received().watermark(watermark);
    }

    @Test
    void example25_availableNowAlsoClosesWhatIsDue() {
        script.query(queryA(), "append").start();
        input.addValues(15);
        script.then();
        input.addValues(10, 12, 14);
        script.then().stop();
        input.addValues(25);
        script.runOnce(Trigger.AvailableNow()).received("[10,3]");
        input.addValues(50);
        script.runOnce(Trigger.AvailableNow()).received("[15,1]", "[25,1]");
        input.addValues(50);
        script.runOnce(Trigger.AvailableNow()).received();
    }

    @Test
    void example26_aTimestampKeyClosesWhenTheWatermarkReachesIt() {
        DataFrame counts = timed(input, "10 seconds")
                .groupBy(col("ts"))
                .count()
                .select(col("ts").cast("bigint"), col("count"));
        script.query(counts, "append").start();
        input.addValues(10);
        script.then();
        input.addValues(25);
        script.then("[10,1]");
    }

    @Test
    void example27_aRestartRepeatsNothing() throws IOException {
        script.query(queryA(), "append").start();
        input.addValues(10, 11, 12, 13, 14, 15);
        script.then();
        input.addValues(25);
        script.then("[10,5]").stop();
        keepNewest(script.checkpoint().resolve("commits"));
        script.start().then();
        input.addValues(10, 27, 30);
        script.then("[15,1]").stop();
        script.start();
        input.addValues(17);
        script.then().dropped(1).stop();
        script.start();
        input.addValues(40);
        script.then("[25,2]");
    }

    private static void keepNewest(Path log) throws IOException {
        try (Stream<Path> entries = Files.list(log)) {
            List<Path> numbered = entries.filter(
                            file -> file.getFileName().toString().matches("\\d+"))
                    .sorted((left, right) -> Long.compare(number(left), number(right)))
                    .toList();
            for (Path old : numbered.subList(0, numbered.size() - 1)) {
                Files.delete(old);
            }
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString());
    }

    @Test
    void example28And29_theSlowestInputHoldsTheWatermarkAlsoAfterARestart() {
        MemoryStream second = script.stream("value INT");
        script.query(
                        timed(input, "10 seconds")
                                .union(timed(second, "5 seconds"))
                                .select("value"),
                        "append")
                .start();
        both(input, 0, 11);
        both(second, 1, 6);
        both(second, 1, 8);
        both(input, 3, 21);
        both(second, 11, 17, 28, 39);
        both(input, 21, 31);
        both(input, 31, 41);
        both(input, 34, 51);
        pair(second, 100, 100, 90);
        pair(second, 120, 110, 105);
        pair(second, 130, 125, 120);
        pair(second, 100, 100, 120);
        pair(second, 140, 100, 120);
        pair(second, 100, 135, 130);
        pair(second, 200, 190, 185);
        script.stop();
        script.start();
        // Watermarks of every input survive a restart, so the first input still stands at 190.
        both(second, 190, 200);
    }

    private void both(MemoryStream stream, long watermarkSeconds, Integer... values) {
        stream.addValues((Object[]) values);
        script.running().processAllAvailable();
        assertThat(nextWatermarkSeconds()).isEqualTo(watermarkSeconds);
    }

    private void pair(MemoryStream second, int left, int right, long watermarkSeconds) {
        input.addValues(left);
        second.addValues(right);
        script.running().processAllAvailable();
        assertThat(nextWatermarkSeconds()).isEqualTo(watermarkSeconds);
    }

    /** What the newest commit says of the watermark of the next batch. */
    private long nextWatermarkSeconds() {
        try (Stream<Path> entries = Files.list(script.checkpoint().resolve("commits"))) {
            Path newest = entries.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .max((left, right) -> Long.compare(number(left), number(right)))
                    .orElseThrow();
            String text = Files.readString(newest);
            String digits = text.replaceAll("(?s).*\"nextBatchWatermarkMs\":(\\d+).*", "$1");
            return Long.parseLong(digits) / 1_000;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    value   | 10 seconds        | EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE
                    missing | 10 seconds        | UNRESOLVED_COLUMN.WITH_SUGGESTION
                    ts      | -10 seconds       | INVALID_PARAMETER_VALUE
                    ts      | 1 month -40 days  | INVALID_PARAMETER_VALUE
                    """)
    void example30_watermarksThatMakeNoSense(String column, String delay, String condition) {
        DataFrame frame = input.toDF().withColumn("ts", col("value").cast("timestamp"));
        assertThatThrownBy(() -> frame.withWatermark(column, delay))
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.getCondition()).isEqualTo(condition));
    }

    @Test
    void example30_theFieldOfAStructIsNoEventTime() {
        DataFrame windows = timed(input, "10 seconds").select(window(col("ts"), "5 seconds"));
        assertThatThrownBy(() -> windows.withWatermark("window.end", "10 seconds"))
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.getCondition()).isEqualTo("EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN"));
    }

    @Test
    void example31_aSecondWatermarkBelowAnAggregateIsRefused() {
        DataFrame twice = input.toDF()
                .withColumn("a", col("value").cast("timestamp"))
                .withColumn("b", col("value").cast("timestamp"))
                .withWatermark("a", "1 second")
                .withWatermark("b", "1 second")
                .groupBy(window(col("b"), "5 seconds"))
                .count();
        script.query(twice, "append");
        assertThatThrownBy(() -> {
                    script.start();
                    input.addValues(1);
                    script.running().processAllAvailable();
                })
                .hasMessageContaining("Redefining watermark is disallowed");
    }

    @Test
    void example36d_withoutNoDataBatchesTheNextDataCloses() {
        script.session.conf().set("spark.sql.streaming.noDataMicroBatches.enabled", "false");
        script.query(queryA(), "append").start();
        input.addValues(15);
        script.then();
        input.addValues(25);
        script.then();
        input.addValues(12);
        script.then("[10,1]").dropped(0);
        input.addValues(12);
        script.then().dropped(1);
    }

    @Test
    void example36e_onceThenAvailableNow() {
        script.query(queryA(), "append");
        input.addValues(15);
        script.runOnce(Trigger.Once()).received();
        input.addValues(30);
        script.runOnce(Trigger.Once()).received();
        script.runOnce(Trigger.AvailableNow()).received();
        assertThat(script.running().recentProgress())
                .allSatisfy(progress -> assertThat(progress.durationMs()).doesNotContainKey("addBatch"));
        input.addValues(31);
        script.runOnce(Trigger.AvailableNow()).received("[15,1]");
        input.addValues(50);
        script.runOnce(Trigger.AvailableNow()).received("[30,2]");
        assertThat(script.last().batchId()).isEqualTo(5);
    }

    @Test
    void example40_aRenamedWindowIsStillEventTime() {
        DataFrame counts = timed(input, "10 seconds")
                .select(window(col("ts"), "5 seconds").as("w"))
                .groupBy(col("w"))
                .count()
                .select(col("w.start").cast("bigint"), col("count"));
        script.query(counts, "append").start();
        input.addValues(10, 11, 12, 13, 14, 15);
        script.then();
        input.addValues(25);
        script.then("[10,5]").state(2);
        input.addValues(10);
        script.then().state(2);
    }

    private DataFrame chained(DataFrame timed) {
        return timed.groupBy(window(col("ts"), "5 seconds"))
                .count()
                .groupBy(window(col("window"), "10 seconds"))
                .agg(count(lit(1)).as("count"), sum("count").as("sum"))
                .select(col("window.start").cast("bigint"), col("count"), col("sum"));
    }

    @Test
    void example41_windowsOfWindows() {
        script.query(chained(timed(input, "0 seconds")), "append").start();
        input.addValues(values(10, 21));
        script.then("[10,2,10]").state(0, 1);
        input.addValues(values(10, 29));
        // Lateness is decided for each row before anything is aggregated: the ten rows of two closed windows.
        script.then().state(1, 1).dropped(10);
        input.addValues(30, 31);
        script.then("[20,2,12]").state(0, 1);
    }

    @Test
    void example42_windowsOfWindowsOfWindows() {
        DataFrame counts = timed(input, "0 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count()
                .groupBy(window(window_time(col("window")), "10 seconds"))
                .agg(count(lit(1)).as("count"), sum("count").as("sum"))
                .groupBy(window(window_time(col("window")), "20 seconds"))
                .agg(count(lit(1)).as("count"), sum("sum").as("sum"))
                .select(col("window.start").cast("bigint"), col("window.end").cast("bigint"), col("count"), col("sum"));
        script.query(counts, "append").start();
        input.addValues(values(0, 37));
        script.then("[0,20,2,20]").state(1, 1, 1);
        input.addValues(values(30, 60));
        script.then("[20,40,2,23]", "[40,60,2,20]").state(0, 0, 1).dropped(5);
    }

    private static Object[] values(int from, int to) {
        return java.util.stream.IntStream.rangeClosed(from, to).boxed().toArray();
    }

    @Test
    void example39_batchByBatch() {
        input.addValues(15);
        script.query(queryA(), "append").start(Trigger.ProcessingTime("1 second"));
        script.untilBatch(0).received();
        script.tick().untilBatch(1).received();
        assertThat(script.newestBatch().numInputRows()).isZero();
        assertThat(script.newestBatch().eventTime()).containsEntry("watermark", "1970-01-01T00:00:05.000Z");
        input.addValues(10, 12, 14);
        script.tick().untilBatch(2).received().state(2);
        input.addValues(25);
        script.tick().untilBatch(3).received().state(3);
        script.tick().untilBatch(4).received("[10,3]").state(2);
        assertThat(script.newestBatch().numInputRows()).isZero();
    }

    @Test
    void example105c_aSourceWithoutDataHasNoOffset() throws IOException {
        MemoryStream second = script.stream("value INT");
        script.query(input.toDF().union(second.toDF()), "append").start();
        input.addValues(1);
        script.then("[1]").stop();
        assertThat(Files.readAllLines(script.checkpoint().resolve("offsets/0"))).containsSubsequence("v1", "0", "-");
        script.query(input.toDF(), "append");
        assertThatThrownBy(() -> script.start()).hasMessageContaining("sources");
    }
}

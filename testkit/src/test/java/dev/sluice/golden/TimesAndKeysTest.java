package dev.sluice.golden;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.current_timestamp;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.unix_millis;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;
import static dev.sluice.functions.year;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Column;
import dev.sluice.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that step, times that are far off, and keys and values out of the ordinary (fault model, sections 7 and 9). */
class TimesAndKeysTest {
    private static final Pattern TIMESTAMP = Pattern.compile("\"batchTimestampMs\":([-0-9]+)");

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

    private List<Long> batchTimestamps() throws IOException {
        List<Long> timestamps = new ArrayList<>();
        for (int batch = 0; Files.exists(script.checkpoint().resolve("offsets/" + batch)); batch++) {
            Matcher matcher =
                    TIMESTAMP.matcher(Files.readString(script.checkpoint().resolve("offsets/" + batch)));
            assertThat(matcher.find()).isTrue();
            timestamps.add(Long.valueOf(matcher.group(1)));
        }
        return timestamps;
    }

    @Test
    void T1_T2_batchTimestampsNeverGoBackWhateverTheClockDoes() throws IOException {
        script.clock.advance(Duration.ofDays(1));
        script.query(input.toDF(), "append").start();
        input.addValues(1);
        script.then("[1]");
        script.clock.advance(Duration.ofHours(-12));
        input.addValues(2);
        script.then("[2]").stop();
        script.clock.advance(Duration.ofDays(-300));
        script.start();
        input.addValues(3);
        script.then("[3]");
        script.clock.advance(Duration.ofDays(40_000));
        input.addValues(4);
        script.then("[4]");
        assertThat(batchTimestamps()).hasSize(4).isSorted();
        assertThat(batchTimestamps().get(1)).isEqualTo(86_400_000L);
    }

    @Test
    void G2_T9_aRepeatedBatchHasTheTimeOfItsFirstAttempt() {
        script.query(
                        input.toDF()
                                .select(
                                        col("value"),
                                        unix_millis(current_timestamp()).as("now")),
                        "append")
                .failAt(0)
                .start();
        input.addValues(7);
        assertThatThrownBy(script.running()::processAllAvailable).hasMessageContaining("made for the test");
        script.clock.advance(Duration.ofDays(3));
        script.start().then("[7,0]");
    }

    private StreamScript windows() {
        Column far = lit("9999-12-31 00:00:00").cast("timestamp");
        return script.query(
                input.toDF()
                        .withColumn(
                                "ts",
                                when(col("value").lt(0), far)
                                        .otherwise(col("value").cast("timestamp")))
                        .withWatermark("ts", "10 seconds")
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count()
                        .select(year(col("window.start")), col("count")),
                "append");
    }

    /** Up to the last batch of this run. */
    private void assertBatchesOfTheFuture(int count) {
        assertThat(script.running().recentProgress())
                .anyMatch(progress -> progress.json().contains("\"batchesOfTheFuture\":" + count))
                .noneMatch(progress -> progress.json().contains("\"batchesOfTheFuture\":" + (count + 1)));
    }

    @Test
    void T4_aRowFarInTheFutureIsProcessedAndMovesTheWatermarkVisibly() {
        windows().start();
        input.addValues(10, 11, -1);
        script.then("[1970,2]").watermark("9999-12-30T23:59:50.000Z");
        assertBatchesOfTheFuture(1);
        assertThat(script.running().why()).contains("ahead of the clock, and older rows are late.");
        input.addValues(20);
        script.then().dropped(1);
    }

    @Test
    void T4_aRowFarInTheFutureMovesTheWatermarkNoFurtherThanItMayWhereItIsClamped() {
        script.session.conf().set("sluice.streaming.watermark.onFutureRows", "clamp");
        script.session.conf().set("sluice.streaming.watermark.maxFutureSkew", "30s");
        windows().start();
        input.addValues(10, 11, -1);
        script.then("[1970,2]").watermark("1970-01-01T00:00:30.000Z");
        assertBatchesOfTheFuture(1);
        input.addValues(20, 31);
        script.then().dropped(1).watermark("1970-01-01T00:00:30.000Z").stop();
        script.clock.advance(Duration.ofSeconds(5));
        script.start();
        input.addValues(-1);
        script.then("[1970,1]").watermark("1970-01-01T00:00:35.000Z");
    }

    @Test
    void T4_aRowFarInTheFutureFailsItsBatchWhereThatIsAskedUntilTheSettingIsChanged() {
        script.session.conf().set("sluice.streaming.watermark.onFutureRows", "fail");
        windows().start();
        input.addValues(10, 11);
        script.then();
        input.addValues(-1);
        assertThatThrownBy(script.running()::processAllAvailable)
                .hasMessageContaining("[FUTURE_EVENT_TIME]")
                .hasMessageContaining("9999-12-31T00:00:00Z")
                .hasMessageContaining("1970-01-02T00:00:00Z")
                .hasMessageContaining("batches up to 1 are committed");
        script.session.conf().set("sluice.streaming.watermark.onFutureRows", "clamp");
        script.start().then("[1970,2]").watermark("1970-01-02T00:00:00.000Z");
    }

    @Test
    void P5_P6_P9_nullsNaNsAndZerosAreOneKeyEachAlsoAfterARestart() {
        Column value = col("value");
        Column number = when(value.equalTo(0), lit(0.0))
                .when(value.equalTo(1), lit(-0.0))
                .when(value.equalTo(2), lit(Double.NaN))
                .when(value.equalTo(3), lit(Double.longBitsToDouble(0xfff8000000000001L)))
                .when(value.equalTo(5), lit(5.0));
        script.query(
                        input.toDF()
                                .select(number.as("number"))
                                .select(
                                        col("number"),
                                        struct(array(col("number")).as("deep")).as("nested"))
                                .dropDuplicates("nested")
                                .select("number"),
                        "append")
                .start();
        input.addValues(0, 2, 4);
        script.then("[0.0]", "[NaN]", "[null]").stop();
        script.start();
        input.addValues(0, 1, 2, 3, 4, 5);
        script.then("[5.0]");
    }

    @Test
    void P3_P8_anOverflowFailsTheBatchAndNamesTheExpression() {
        script.query(input.toDF().select(col("value").multiply(1_000_000).as("product")), "append")
                .start();
        input.addValues(1);
        script.then("[1000000]");
        input.addValues(2, 1_000_000);
        assertThatThrownBy(script.running()::processAllAvailable)
                .hasMessageContaining("ARITHMETIC_OVERFLOW")
                .hasMessageContaining("batch 1");
        script.received();
    }
}

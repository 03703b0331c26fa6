package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQueryException;
import dev.sluice.error.AnalysisException;
import dev.sluice.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two inputs of one query, of which one falls silent. */
@Timeout(60)
class IdleInputTest {
    private static final Duration FOUR_MINUTES = Duration.ofMinutes(4);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private StreamScript script;
    private MemoryStream clicks;
    private MemoryStream views;

    @BeforeEach
    void openSession() {
        script = new StreamScript(folder);
        clicks = script.stream("value INT");
        views = script.stream("value INT");
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private static DataFrame timed(MemoryStream input) {
        return input.toDF().withColumn("ts", col("value").cast("timestamp"));
    }

    private StreamScript counts(DataFrame ofClicks) {
        return script.query(
                        ofClicks.union(timed(views).withWatermark("ts", "0 seconds"))
                                .groupBy(window(col("ts"), "10 seconds"))
                                .count()
                                .select(col("window.start").cast("bigint"), col("count")),
                        "append")
                .start();
    }

    private StreamScript countsOfClicksThatMayBeIdle() {
        return counts(timed(clicks).withWatermark("ts", "0 seconds", "5 minutes"));
    }

    private void addToBoth() {
        clicks.addValues(5);
        views.addValues(6, 25);
        script.then();
    }

    private String entry(String log, long batchId) throws IOException {
        return Files.readString(script.checkpoint().resolve(log).resolve(Long.toString(batchId)));
    }

    @Test
    void t6_byDefaultASilentInputHoldsTheOthersBackForEver() {
        counts(timed(clicks).withWatermark("ts", "0 seconds"));
        addToBoth();
        script.clock.advance(Duration.ofDays(1));
        script.then();
        views.addValues(90);
        script.then().watermark("1970-01-01T00:00:05.000Z");
    }

    @Test
    void t6_anIdleInputNoLongerHoldsTheOthersBackAndABatchWithoutDataSaysSo() {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        script.clock.advance(FOUR_MINUTES);
        views.addValues(31);
        script.then().watermark("1970-01-01T00:00:05.000Z");
        assertThat(script.running().why())
                .contains("it holds the watermark back, until it has been silent for 5 minutes");
        script.clock.advance(A_MINUTE);
        script.then("[0,2]", "[20,1]").state(1);
        assertThat(script.newestBatch().numInputRows()).isZero();
        assertThat(script.running().why())
                .contains("it is idle and does not hold the watermark back", "without 1 whose input is idle");
    }

    /** Also where the query fails after that, and its batch runs again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void t1_t6_aClockThatIsSetForwardMakesNoInputSilent(boolean fails) throws IOException {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        script.clock.step(Duration.ofHours(1));
        if (fails) {
            script.failAt(script.newestBatch().batchId() + 1);
        }
        views.addValues(31);
        if (fails) {
            assertThatThrownBy(script.running()::processAllAvailable).isInstanceOf(StreamingQueryException.class);
            script.start();
        }
        script.then().watermark("1970-01-01T00:00:05.000Z");
        clicks.addValues(12);
        script.then("[0,2]").watermark("1970-01-01T00:00:12.000Z");
        script.clock.advance(Duration.ofMinutes(5));
        script.then("[10,1]", "[20,1]");
    }

    @Test
    void t1_t6_aClockThatWasWrongForAMomentKeepsNoInputFromBeingIdle() {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        script.clock.step(Duration.ofDays(1));
        script.then();
        script.clock.step(Duration.ofDays(-1));
        script.then();
        script.clock.advance(Duration.ofMinutes(5));
        script.then("[0,2]").watermark("1970-01-01T00:00:25.000Z");
    }

    @Test
    void t6_nobodyHasToAskForTheBatchThatClosesTheWindows() {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        long before = script.newestBatch().batchId();
        script.clock.advance(Duration.ofMinutes(5));
        script.untilBatch(before + 1).received("[0,2]");
    }

    @Test
    void t6_whatAnInputBringsAfterItWasIdleIsLateButNotInTheBatchItComesIn() {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        script.clock.advance(Duration.ofMinutes(5));
        views.addValues(41);
        script.then("[0,2]", "[20,1]").dropped(0);
        clicks.addValues(7, 42);
        script.then().dropped(1).watermark("1970-01-01T00:00:41.000Z");
        views.addValues(60);
        script.then().watermark("1970-01-01T00:00:42.000Z");
    }

    @Test
    void t6_onlyNewDataEndsTheSilence() {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        script.clock.advance(FOUR_MINUTES);
        clicks.addValues(11);
        script.then("[0,2]");
        script.clock.advance(FOUR_MINUTES);
        views.addValues(50);
        script.then().watermark("1970-01-01T00:00:11.000Z");
        script.clock.advance(A_MINUTE);
        script.then("[10,1]", "[20,1]");
    }

    /** The batch has to decide by its own time, however much later it runs again. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void t6_k5_aBatchThatRunsAgainDecidesByTheTimeInItsPlan(long failing) throws IOException {
        script.failAt(failing);
        // Before the start, so that one batch takes both.
        clicks.addValues(5);
        views.addValues(6, 25);
        countsOfClicksThatMayBeIdle();
        play();
        script.running().processAllAvailable();
        assertThat(entry("offsets", 2)).contains("\"batchWatermarkMs\":5000", "\"batchTimestampMs\":240000");
        assertThat(entry("commits", 2)).contains("\"nextBatchWatermarkMs\":5000");
        assertThat(entry("offsets", 3)).contains("\"batchWatermarkMs\":31000");
        script.received("[0,2]", "[20,1]").state(1);
    }

    private void play() {
        finish();
        finish();
        script.clock.advance(FOUR_MINUTES);
        views.addValues(31);
        finish();
        script.clock.advance(A_MINUTE);
        finish();
    }

    /** After a failure a day passes before the query is started again. */
    private void finish() {
        long now = script.clock.wallMillis();
        try {
            script.running().processAllAvailable();
        } catch (StreamingQueryException failed) {
            assertThat(script.clock.wallMillis()).isEqualTo(now);
            script.start();
            script.running().processAllAvailable();
        }
    }

    @Test
    void t6_silenceIsCountedOverARestart() {
        countsOfClicksThatMayBeIdle();
        addToBoth();
        script.stop();
        script.clock.advance(FOUR_MINUTES);
        views.addValues(31);
        script.start().then().watermark("1970-01-01T00:00:05.000Z").stop();
        script.clock.advance(A_MINUTE);
        views.addValues(32);
        script.start().then("[0,2]", "[20,1]");
    }

    @Test
    void whereAllInputsAreSilentTheFurthestDecides() {
        script.query(
                        timed(clicks)
                                .withWatermark("ts", "0 seconds", "5 minutes")
                                .union(timed(views).withWatermark("ts", "0 seconds", "5 minutes"))
                                .groupBy(window(col("ts"), "10 seconds"))
                                .count()
                                .select(col("window.start").cast("bigint"), col("count")),
                        "append")
                .start();
        addToBoth();
        script.clock.advance(Duration.ofMinutes(5));
        script.then("[0,2]").watermark("1970-01-01T00:00:25.000Z");
    }

    @Test
    void aTimeoutIsALengthOfTimeAboveZero() {
        for (String timeout : new String[] {"0 seconds", "-1 minutes", "soon"}) {
            assertThatThrownBy(() -> timed(clicks)
                            .withWatermark("ts", "0 seconds", timeout)
                            .schema())
                    .as(timeout)
                    .isInstanceOf(AnalysisException.class);
        }
    }
}

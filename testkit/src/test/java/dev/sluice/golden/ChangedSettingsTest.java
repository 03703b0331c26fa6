package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.date_format;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A query that goes on under other settings of its session: those that shape rows are of the batch, by section 13 of the fault model. */
@Timeout(60)
class ChangedSettingsTest {
    private static final String ZONE = "spark.sql.session.timeZone";
    private static final String ANSI = "spark.sql.ansi.enabled";

    @TempDir
    Path folder;

    private StreamScript script;
    private MemoryStream input;

    @BeforeEach
    void openSession() {
        script = new StreamScript(folder);
        set(ZONE, "UTC");
        input = script.stream("value INT");
    }

    @AfterEach
    void closeSession() {
        script.close();
    }

    private void set(String key, String value) {
        script.session.conf().set(key, value);
    }

    /** Made anew by each start, as a program does. */
    private DataFrame hours() {
        return input.toDF()
                .select(date_format(col("value").cast("timestamp"), "HH").as("hour"));
    }

    private void failOnce(DataFrame frame, String mode) {
        script.query(frame, mode).failAt(0);
        assertThatThrownBy(() -> script.runOnce(Trigger.AvailableNow())).isInstanceOf(StreamingQueryException.class);
    }

    private String plan(long batch) throws IOException {
        return Files.readString(script.checkpoint().resolve("offsets").resolve(Long.toString(batch)));
    }

    @Test
    void G2_R2_T8_aPlannedBatchIsFinishedInItsZoneAndTheNextHasTheNewOne() throws IOException {
        input.addValues(0);
        failOnce(hours(), "append");
        set(ZONE, "Asia/Tokyo");
        input.addValues(3_600);
        script.query(hours(), "append").runOnce(Trigger.AvailableNow()).received("[00]", "[10]");
        assertThat(plan(0)).contains("\"" + ZONE + "\":\"UTC\"");
        assertThat(plan(1)).contains("\"" + ZONE + "\":\"Asia/Tokyo\"");
    }

    @Test
    void G2_R2_aPlannedBatchIsFinishedByItsRulesOfCasts() {
        set(ANSI, "false");
        input.addValues(7);
        failOnce(shorts(), "append");
        set(ANSI, "true");
        input.addValues(8);
        script.query(shorts(), "append").runOnce(Trigger.AvailableNow()).received("[null]", "[8]");
        input.addValues(1);
        assertThatThrownBy(() -> script.query(shorts(), "append").runOnce(Trigger.AvailableNow()))
                .hasMessageContaining("CAST_INVALID_INPUT");
    }

    /** A text that is a number only where the value is 8. */
    private DataFrame shorts() {
        return input.toDF()
                .select(dev.sluice
                        .functions
                        .when(col("value").equalTo(8), "8")
                        .otherwise("x")
                        .cast("int")
                        .as("n"));
    }

    @Test
    void G2_R2_T8_onceFinishesWhatIsPlannedAndDoesNoMore() {
        input.addValues(0);
        failOnce(hours(), "append");
        set(ZONE, "Asia/Tokyo");
        input.addValues(3_600);
        script.query(hours(), "append").runOnce(Trigger.Once()).received("[00]");
        script.query(hours(), "append").runOnce(Trigger.Once()).received("[10]");
    }

    @Test
    void G2_R2_T8_aRunningQueryGoesOnInTheNewZone() {
        input.addValues(0);
        failOnce(hours(), "append");
        set(ZONE, "Asia/Tokyo");
        script.query(hours(), "append").start().then("[00]");
        input.addValues(3_600);
        script.then("[10]").stop();
        set(ZONE, "UTC");
        input.addValues(3_600);
        script.query(hours(), "append").start().then("[01]").stop();
    }

    @Test
    void G2_R2_T8_aQueryStoppedWhileItFinishesABatchLeavesItPlanned() throws IOException {
        input.addValues(0);
        failOnce(hours(), "append");
        set(ZONE, "Asia/Tokyo");
        CountDownLatch isInBatch = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        script.query(hours(), "append")
                .beforeEachBatch(batchId -> {
                    isInBatch.countDown();
                    awaitInterrupt(never);
                })
                .start();
        awaitInterrupt(isInBatch);
        script.stop();
        assertThat(script.checkpoint().resolve("commits/0")).doesNotExist();
        script.beforeEachBatch(batchId -> {}).query(hours(), "append");
        script.runOnce(Trigger.AvailableNow()).received("[00]");
    }

    private static void awaitInterrupt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped", stopped);
        }
    }

    @Test
    void R2_T8_aQueryWithStateStaysInTheZoneItsStateWasMadeIn() throws IOException {
        input.addValues(0);
        DataFrame perHour = hours().groupBy(col("hour")).count();
        script.query(perHour, "update").runOnce(Trigger.AvailableNow()).received("[00,1]");
        set(ZONE, "Asia/Tokyo");
        input.addValues(60, 3_600);
        DataFrame inTokyo = hours().groupBy(col("hour")).count();
        script.query(inTokyo, "update").runOnce(Trigger.AvailableNow()).received("[00,2]", "[01,1]");
        assertThat(plan(1)).contains("\"" + ZONE + "\":\"UTC\"");
    }

    @Test
    void R2_T8_aQueryIsOfTheZoneThatItWasMadeInAndNotOfThatOfItsStart() throws IOException {
        MemoryStream own = script.stream("value INT");
        DataFrame perHour = own.toDF()
                .select(date_format(col("value").cast("timestamp"), "HH").as("hour"))
                .groupBy(col("hour"))
                .count();
        set(ZONE, "Asia/Tokyo");
        own.addValues(0);
        script.query(perHour, "update").runOnce(Trigger.AvailableNow()).received("[00,1]");
        assertThat(plan(0)).contains("\"" + ZONE + "\":\"UTC\"");
        set(ZONE, "UTC");
        own.addValues(60);
        script.runOnce(Trigger.AvailableNow()).received("[00,2]");
    }

    @Test
    void R2_T8_textsOfFilesAreReadInTheZoneOfTheirBatch() throws IOException {
        Path files = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(files.resolve("1.json"), "{\"at\":\"1970-01-01 09:00:00\"}\n");
        failOnce(times(files), "append");
        set(ZONE, "Asia/Tokyo");
        Files.writeString(files.resolve("2.json"), "{\"at\":\"1970-01-01 09:00:01\"}\n");
        script.query(times(files), "append").runOnce(Trigger.AvailableNow()).received("[32400]", "[1]");
    }

    private DataFrame times(Path files) {
        return script.session
                .readStream()
                .schema("at TIMESTAMP")
                .json(files.toString())
                .select(col("at").cast("bigint"));
    }

    @Test
    void R2_T8_aQueryThatWasMadeUnderSeveralSettingsIsRefusedUnderOthers() {
        DataFrame mixed = hours();
        set(ANSI, "false");
        mixed = mixed.select(col("hour").cast("int"));
        input.addValues(0);
        failOnce(mixed, "append");
        DataFrame same = mixed;
        set(ZONE, "Asia/Tokyo");
        assertThatThrownBy(() -> script.query(same, "append").runOnce(Trigger.AvailableNow()))
                .isInstanceOfSatisfying(SluiceException.class, refused -> {
                    assertThat(refused.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE);
                    assertThat(refused.getMessage()).contains(ZONE, ANSI);
                });
        set(ZONE, "UTC");
        script.runOnce(Trigger.AvailableNow()).received("[0]");
    }
}

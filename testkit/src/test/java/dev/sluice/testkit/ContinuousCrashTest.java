package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.timestamp_seconds;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.SystemExec;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Continuous queries into files, ended at every single operation on their disk and begun again, in turns or in batches: what
 * a reader sees is at no moment anything but epochs that are whole, and in the end the output of a run that nothing disturbed.
 */
class ContinuousCrashTest {
    private static final Path OUTPUT = Path.of("/data/output");
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final int EPOCHS = 4;
    private static final int MOST_OPERATIONS = 2_000;

    record Asked(String name, String schema, UnaryOperator<DataFrame> query) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Asked FILTER = new Asked(
            "filter", "value BIGINT", rows -> rows.where(col("value").mod(3).equalTo(1)));

    private static final Asked WINDOWS = new Asked(
            "windows",
            "slot BIGINT, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, events BIGINT",
            rows -> rows.withColumn("time", timestamp_seconds(col("value")))
                    .withWatermark("time", "2 seconds")
                    .groupBy(col("value").mod(3).as("slot"), window(col("time"), "5 seconds"))
                    .agg(count(lit(1)).as("events")));

    static Stream<Arguments> queries() {
        return Stream.of(FILTER, WINDOWS)
                .flatMap(asked -> Stream.of(CrashMode.KILL, CrashMode.ANY_SUBSET)
                        .flatMap(mode -> Stream.of(Trigger.Continuous("1 second"), Trigger.ProcessingTime(0))
                                .map(next -> Arguments.of(asked, mode, next))));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("queries")
    void G1_G3_K4_K5_K6_K7_K8_K9_everyCrashPointLeadsToTheUndisturbedOutput(Asked asked, CrashMode mode, Trigger next)
            throws IOException {
        FaultyDisk calm = new FaultyDisk(0);
        run(asked, calm, 0, Trigger.Continuous("1 second"));
        List<String> undisturbed = output(asked, calm, 1);
        assertThat(undisturbed).hasSizeGreaterThan(5);
        int crashPoint = 1;
        boolean crashed = true;
        while (crashed) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().length());
            disk.crashAt(crashPoint, mode);
            try {
                run(asked, disk, crashPoint, Trigger.Continuous("1 second"));
                crashed = disk.isDown();
            } catch (StreamingQueryException | SimulatedCrash expected) {
                assertThat(disk.isDown())
                        .as(() -> "failed without a crash: " + expected)
                        .isTrue();
            }
            String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
            disk.restart();
            assertThat(undisturbed)
                    .as("visible after %s", where)
                    .containsAll(output(asked, disk, crashPoint + 1_000_000L));
            run(asked, disk, crashPoint + 2_000_000L, next);
            assertThat(output(asked, disk, crashPoint + 3_000_000L))
                    .as("after %s and a restart", where)
                    .isEqualTo(undisturbed);
            crashPoint++;
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(50);
    }

    /** Every second six rows fall due, which are an epoch of two turns. */
    private static void run(Asked asked, FaultyDisk disk, long seed, Trigger trigger) {
        ManualClock clock = new ManualClock(START_MILLIS);
        try (Session session = session(disk, clock, seed)) {
            DataFrame rows = session.readStream()
                    .option("rowsPerBatch", 4)
                    .generate(StructType.fromDDL("value BIGINT"), 6, (LongFunction<Row>) Row::of);
            StreamingQuery query = asked.query()
                    .apply(rows)
                    .writeStream()
                    .format("json")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(trigger)
                    .start(OUTPUT.toString());
            // The source counts its seconds from here.
            query.processAllAvailable();
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                clock.advance(Duration.ofSeconds(1));
                query.processAllAvailable();
            }
            query.stop();
        }
    }

    private static List<String> output(Asked asked, FaultyDisk disk, long seed) throws IOException {
        if (disk.mount().stat(OUTPUT) == null) {
            return List.of();
        }
        try (Session session = session(disk, new ManualClock(START_MILLIS), seed)) {
            return session.read().format("json").schema(asked.schema()).load(OUTPUT.toString()).collectAsList().stream()
                    .map(Row::toString)
                    .sorted()
                    .toList();
        }
    }

    private static Session session(FaultyDisk disk, ManualClock clock, long seed) {
        return Session.builder()
                .seams(clock, disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .config("sluice.streaming.continuous.flushInterval", "0ms")
                .getOrCreate();
    }
}

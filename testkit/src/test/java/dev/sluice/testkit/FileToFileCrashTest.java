package dev.sluice.testkit;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.SystemExec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries with state from files to files, ended at every single operation on their disk, with everything a crash may leave
 * of what was not synced. Whatever happened, a restart must come to exactly the output of a run that nothing disturbed, and
 * at no moment may a reader see anything else.
 */
class FileToFileCrashTest {
    private static final Path INPUT = Path.of("/data/input");
    private static final Path OUTPUT = Path.of("/data/output");
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final long START_MILLIS = 1_767_225_600_000L;

    /** More operations than any run of the query needs: a bound on the loop, checked to be enough. */
    private static final int MOST_OPERATIONS = 2_000;

    /** What is asked of the events, {@code value % 4} as their slot. */
    record Asked(String name, String schema, UnaryOperator<DataFrame> query) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** With an array among the keys and lists in the state. */
    static final Asked WINDOWS = new Asked(
            "windows",
            "device STRING, tags ARRAY<STRING>, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, events BIGINT, "
                    + "total BIGINT, values ARRAY<BIGINT>",
            events -> events.groupBy(
                            col("device"), array(col("device"), lit("x")).as("tags"), window(col("time"), "5 minutes"))
                    .agg(
                            count(lit(1)).as("events"),
                            sum("value").as("total"),
                            collect_list("value").as("values")));

    private static final Asked SESSIONS = new Asked(
            "sessions",
            "device STRING, session_window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, events BIGINT, "
                    + "values ARRAY<BIGINT>",
            events -> events.groupBy(col("device"), session_window(col("time"), "1 minute"))
                    .agg(count(lit(1)).as("events"), collect_list("value").as("values")));

    private static final Asked FIRST_OF_A_TIME = new Asked(
            "first of a time",
            "device STRING, time TIMESTAMP, value BIGINT, slot BIGINT",
            events -> events.dropDuplicates("time", "slot"));

    private static final Asked FIRST_FOR_A_WHILE = new Asked(
            "first for a while",
            "device STRING, time TIMESTAMP, value BIGINT, slot BIGINT",
            events -> events.dropDuplicatesWithinWatermark("device", "slot"));

    private static final Asked JOINED = new Asked(
            "joined with itself",
            "leftDevice STRING, leftTime TIMESTAMP, leftValue BIGINT, rightTime TIMESTAMP, rightValue BIGINT",
            events -> events.select(
                            col("device").as("leftDevice"),
                            col("time").as("leftTime"),
                            col("value").as("leftValue"))
                    .join(
                            events.where(col("slot").lt(3))
                                    .select(
                                            col("device").as("rightDevice"),
                                            col("time").as("rightTime"),
                                            col("value").as("rightValue")),
                            col("leftDevice")
                                    .equalTo(col("rightDevice"))
                                    .and(col("leftTime")
                                            .cast("bigint")
                                            .geq(col("rightTime").cast("bigint")))
                                    .and(col("leftTime")
                                            .cast("bigint")
                                            .lt(col("rightTime").cast("bigint").plus(90))),
                            "left")
                    .drop("rightDevice"));

    /** To the disk the queries are much alike, so one of them is asked in every mode, the others in the two that differ most. */
    static Stream<Arguments> queriesAndModes() {
        Stream<Arguments> others = Stream.of(SESSIONS, FIRST_OF_A_TIME, FIRST_FOR_A_WHILE, JOINED)
                .flatMap(asked ->
                        Stream.of(CrashMode.KILL, CrashMode.ANY_SUBSET).map(mode -> Arguments.of(asked, mode)));
        return Stream.concat(Stream.of(CrashMode.values()).map(mode -> Arguments.of(WINDOWS, mode)), others);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("queriesAndModes")
    void G1_G3_G7_K1_K2_K3_K4_K5_K6_K7_K8_K9_K10_K13_D1_D4_D5_D6_everyCrashPointLeadsToTheUndisturbedOutput(
            Asked asked, CrashMode mode) throws IOException {
        List<String> undisturbed = undisturbedOutput(asked);
        assertThat(undisturbed).hasSizeGreaterThan(5);
        int crashPoint = 1;
        boolean crashed = true;
        while (crashed) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            crashed = crashAndRecover(asked, mode, crashPoint, undisturbed);
            crashPoint++;
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(50);
    }

    static List<String> undisturbedOutput(Asked asked) throws IOException {
        FaultyDisk disk = new FaultyDisk(0);
        writeInput(disk.mount());
        run(asked, disk, 0);
        return output(asked, disk, 1);
    }

    /** Returns whether the crash point was reached. */
    private static boolean crashAndRecover(Asked asked, CrashMode mode, int crashPoint, List<String> undisturbed)
            throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().length());
        writeInput(disk.mount());
        disk.crashAt(disk.operationCount() + crashPoint, mode);
        boolean crashed;
        try {
            run(asked, disk, crashPoint);
            crashed = disk.isDown();
        } catch (StreamingQueryException | SimulatedCrash expected) {
            assertThat(disk.isDown())
                    .as(() -> "failed without a crash: " + expected)
                    .isTrue();
            crashed = true;
        }
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        assertThat(undisturbed).as("visible after %s", where).containsAll(output(asked, disk, crashPoint + 1_000_000L));
        run(asked, disk, crashPoint + 2_000_000L);
        assertThat(output(asked, disk, crashPoint + 3_000_000L))
                .as("after %s and a restart", where)
                .containsExactlyInAnyOrderElementsOf(undisturbed);
        return crashed;
    }

    static void run(Asked asked, FaultyDisk disk, long seed) {
        run(asked, session(disk, seed));
    }

    /** Closes the session. */
    static void run(Asked asked, Session used) {
        try (Session session = used) {
            DataFrame events = session.readStream()
                    .format("json")
                    .schema("device STRING, time TIMESTAMP, value BIGINT")
                    .option("maxFilesPerTrigger", 1)
                    .load(INPUT.toString())
                    .withColumn("slot", col("value").mod(4))
                    .withWatermark("time", "10 minutes");
            StreamingQuery query = asked.query()
                    .apply(events)
                    .writeStream()
                    .format("json")
                    .outputMode("append")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(OUTPUT.toString());
            query.awaitTermination();
        }
    }

    static List<String> output(Asked asked, FaultyDisk disk, long seed) throws IOException {
        if (disk.mount().stat(OUTPUT) == null) {
            return List.of();
        }
        try (Session session = session(disk, seed)) {
            List<String> rows = new ArrayList<>();
            for (Row row : session.read()
                    .format("json")
                    .schema(asked.schema())
                    .load(OUTPUT.toString())
                    .collectAsList()) {
                rows.add(row.toString());
            }
            return rows;
        }
    }

    private static Session session(FaultyDisk disk, long seed) {
        return session(disk.mount(), seed);
    }

    static Session session(CheckpointFs files, long seed) {
        return Session.builder()
                .seams(new ManualClock(START_MILLIS), files, new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .config("sluice.io.retryWindow", "0")
                .getOrCreate();
    }

    /** Five files, ten minutes of events each, some of them late. */
    static void writeInput(CheckpointFs files) throws IOException {
        files.createDirectories(INPUT);
        for (int file = 0; file < 5; file++) {
            StringBuilder lines = new StringBuilder();
            for (int row = 0; row < 20; row++) {
                int minute = file * 10 + row % 10 - (row == 7 ? 25 : 0);
                String time = "2026-01-01T0" + (1 + (minute + 60) / 60 - 1) + ":"
                        + String.format("%02d", Math.floorMod(minute, 60)) + ":00Z";
                lines.append("{\"device\":\"d")
                        .append(row % 3)
                        .append("\",\"time\":\"")
                        .append(time);
                lines.append("\",\"value\":").append(row + file * 100).append("}\n");
            }
            byte[] bytes = lines.toString().getBytes(UTF_8);
            try (CheckpointFs.Output output = files.create(INPUT.resolve("events-" + file + ".json"))) {
                output.write(bytes, 0, bytes.length);
                output.sync();
            }
        }
        files.syncDirectory(INPUT);
    }
}

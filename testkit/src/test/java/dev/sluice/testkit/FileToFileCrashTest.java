package dev.sluice.testkit;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One aggregating query from files to files, with an array among its keys and lists in its state, ended at every single operation on its disk, with everything a crash may
 * leave of what was not synced. Whatever happened, a restart must come to exactly the output of a run that nothing
 * disturbed, and at no moment may a reader see anything else.
 */
class FileToFileCrashTest {
    private static final Path INPUT = Path.of("/data/input");
    private static final Path OUTPUT = Path.of("/data/output");
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final String RESULT_SCHEMA =
            "device STRING, tags ARRAY<STRING>, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, events BIGINT, total BIGINT, "
                    + "values ARRAY<BIGINT>";

    /** More operations than any run of the query needs: a bound on the loop, checked to be enough. */
    private static final int MOST_OPERATIONS = 2_000;

    @ParameterizedTest
    @EnumSource
    void K_everyCrashPointLeadsToTheUndisturbedOutput(CrashMode mode) throws IOException {
        List<String> undisturbed = undisturbedOutput();
        assertThat(undisturbed).hasSizeGreaterThan(5);
        int crashPoint = 1;
        boolean crashed = true;
        while (crashed) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            crashed = crashAndRecover(mode, crashPoint, undisturbed);
            crashPoint++;
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(50);
    }

    private static List<String> undisturbedOutput() throws IOException {
        FaultyDisk disk = new FaultyDisk(0);
        writeInput(disk.mount());
        run(disk, 0);
        return output(disk, 1);
    }

    /** Returns whether the crash point was reached. */
    private static boolean crashAndRecover(CrashMode mode, int crashPoint, List<String> undisturbed)
            throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().length());
        writeInput(disk.mount());
        disk.crashAt(disk.operationCount() + crashPoint, mode);
        boolean crashed;
        try {
            run(disk, crashPoint);
            crashed = disk.isDown();
        } catch (StreamingQueryException | SimulatedCrash expected) {
            assertThat(disk.isDown())
                    .as(() -> "failed without a crash: " + expected)
                    .isTrue();
            crashed = true;
        }
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        assertThat(undisturbed).as("visible after %s", where).containsAll(output(disk, crashPoint + 1_000_000L));
        run(disk, crashPoint + 2_000_000L);
        assertThat(output(disk, crashPoint + 3_000_000L))
                .as("after %s and a restart", where)
                .containsExactlyInAnyOrderElementsOf(undisturbed);
        return crashed;
    }

    private static void run(FaultyDisk disk, long seed) {
        try (Session session = session(disk, seed)) {
            StreamingQuery query = session.readStream()
                    .format("json")
                    .schema("device STRING, time TIMESTAMP, value BIGINT")
                    .option("maxFilesPerTrigger", 1)
                    .load(INPUT.toString())
                    .withWatermark("time", "10 minutes")
                    .groupBy(col("device"), array(col("device"), lit("x")).as("tags"), window(col("time"), "5 minutes"))
                    .agg(
                            count(lit(1)).as("events"),
                            sum("value").as("total"),
                            collect_list("value").as("values"))
                    .writeStream()
                    .format("json")
                    .outputMode("append")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(OUTPUT.toString());
            query.awaitTermination();
        }
    }

    private static List<String> output(FaultyDisk disk, long seed) throws IOException {
        if (disk.mount().stat(OUTPUT) == null) {
            return List.of();
        }
        try (Session session = session(disk, seed)) {
            List<String> rows = new ArrayList<>();
            for (Row row : session.read()
                    .format("json")
                    .schema(RESULT_SCHEMA)
                    .load(OUTPUT.toString())
                    .collectAsList()) {
                rows.add(row.toString());
            }
            return rows;
        }
    }

    private static Session session(FaultyDisk disk, long seed) {
        return Session.builder()
                .seams(new ManualClock(START_MILLIS), disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /** Five files, ten minutes of events each, some of them late. */
    private static void writeInput(CheckpointFs files) throws IOException {
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

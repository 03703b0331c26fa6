package dev.sluice.testkit.files;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SeededIds;
import dev.sluice.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A query that keeps its late and bad rows, ended at every operation on its disk: each file of them is there once, with the
 * rows of an undisturbed run, and never before its batch is committed.
 */
class LeftOutRowsCrashTest {
    private static final Path INPUT = Path.of("/data/input");
    private static final Path OUTPUT = Path.of("/data/output");
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final Path LATE = Path.of("/data/late");
    private static final Path BAD = Path.of("/data/bad");
    private static final int FILE_COUNT = 3;
    private static final int MOST_OPERATIONS = 2_000;
    private static final int EVERY_SO_MANY = 5;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(names = {"KILL", "LOSE_ALL", "ANY_SUBSET"})
    void G2_G3_K9_T5_P1_leftOutRowsAreKeptOnceAtEveryCrashPoint(CrashMode mode) throws IOException {
        Map<String, String> undisturbed = undisturbed();
        int crashPoint = 1;
        boolean crashed = true;
        while (crashed) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            crashed = crashAndRecover(mode, crashPoint, undisturbed);
            crashPoint++;
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(100);
    }

    /** What three batches leave out: the last one a late row, as the watermark is behind by a batch, the others a bad record. */
    private static Map<String, String> undisturbed() throws IOException {
        FaultyDisk disk = new FaultyDisk(0);
        writeInput(disk.mount());
        run(disk, 0);
        Map<String, String> kept = kept(disk.mount());
        assertThat(kept).containsOnlyKeys("bad-0", "bad-1", "late-2");
        assertThat(kept.get("bad-1"))
                .isEqualTo("{\"reason\":\"a record is not a JSON object\",\"batchId\":1,"
                        + "\"source\":\"/data/input/events-1.json\",\"position\":45,\"record\":\"no event 1\"}\n");
        assertThat(kept.get("late-2"))
                .isEqualTo("{\"reason\":\"the watermark had passed it\",\"batchId\":2,"
                        + "\"watermark\":\"2026-01-01T00:58:00.000Z\",\"operator\":\"StatefulAggregate 0 [device], window of time,"
                        + " tumbling [count()], expires by event time, pre-aggregated in each task, then exchanged by key\","
                        + "\"source\":\"/data/input/events-2.json bytes 0-93\",\"position\":45,"
                        + "\"row\":{\"device\":\"late\",\"time\":\"2026-01-01T00:02:00.000Z\"}}\n");
        return kept;
    }

    private static boolean crashAndRecover(CrashMode mode, int crashPoint, Map<String, String> undisturbed)
            throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().length());
        writeInput(disk.mount());
        disk.crashAt(disk.operationCount() + crashPoint, mode);
        boolean crashed;
        try {
            run(disk, crashPoint);
            crashed = disk.isDown();
        } catch (SluiceException | SimulatedCrash expected) {
            assertThat(disk.isDown())
                    .as(() -> "failed without a crash: " + expected)
                    .isTrue();
            crashed = true;
        }
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        requireCommitted(disk.mount(), undisturbed, where);
        run(disk, crashPoint + 1_000_000L);
        assertThat(kept(disk.mount())).as("after %s and a restart", where).isEqualTo(undisturbed);
        assertThat(disk.mount().list(CHECKPOINT.resolve("kept")))
                .as("left in the checkpoint after %s and a restart", where)
                .isEmpty();
        return crashed;
    }

    /** What is visible is whole, and belongs to a batch that is committed. */
    private static void requireCommitted(CheckpointFs files, Map<String, String> undisturbed, String where)
            throws IOException {
        for (Map.Entry<String, String> file : kept(files).entrySet()) {
            assertThat(file.getValue())
                    .as("%s after %s", file.getKey(), where)
                    .isEqualTo(undisturbed.get(file.getKey()));
            String batch = file.getKey().substring(file.getKey().indexOf('-') + 1);
            assertThat(files.stat(CHECKPOINT.resolve("commits").resolve(batch)))
                    .as("the commit of %s after %s", file.getKey(), where)
                    .isNotNull();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void E1_E2_anErrorOfAnOperationLeavesTheFilesExact() throws IOException {
        Map<String, String> undisturbed = undisturbed();
        String file = "/data/file";
        IOException[] errors = {
            new FileSystemException(file, null, "No space left on device"),
            new FileSystemException(file, null, "Input/output error")
        };
        FaultyDisk whole = new FaultyDisk(0);
        writeInput(whole.mount());
        long before = whole.operationCount();
        run(whole, 0);
        for (long operation = 1; operation <= whole.operationCount() - before; operation += EVERY_SO_MANY) {
            FaultyDisk disk = new FaultyDisk(operation);
            writeInput(disk.mount());
            disk.failAt(disk.operationCount() + operation, errors[(int) operation % errors.length]);
            try {
                run(disk, operation);
            } catch (SluiceException expected) {
                assertThat(expected.getMessage()).contains("/data/");
            }
            run(disk, operation + 1_000_000L);
            assertThat(kept(disk.mount()))
                    .as("after an error at %d and a restart", operation)
                    .isEqualTo(undisturbed);
        }
    }

    private static void run(FaultyDisk disk, long seed) {
        try (Session session = session(disk, seed)) {
            session.readStream()
                    .format("json")
                    .schema("device STRING, time TIMESTAMP")
                    .option("maxFilesPerTrigger", 1)
                    .option("mode", "DROPMALFORMED")
                    .option("badRecords", BAD.toString())
                    .load(INPUT.toString())
                    .withWatermark("time", "2 minutes")
                    .groupBy(col("device"), window(col("time"), "1 minute"))
                    .agg(count(lit(1)).as("events"))
                    .writeStream()
                    .format("json")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .option("lateRows", LATE.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(OUTPUT.toString())
                    .awaitTermination();
        }
    }

    /** The content of the files by their names without the id of the query, which the seed makes. */
    private static Map<String, String> kept(CheckpointFs files) throws IOException {
        Map<String, String> kept = new TreeMap<>();
        for (Path folder : new Path[] {LATE, BAD}) {
            if (files.stat(folder) == null) {
                continue;
            }
            for (String name : files.list(folder)) {
                if (!name.startsWith(".")) {
                    String known = name.replaceFirst("-.*-(\\d+)\\.json$", "-$1");
                    assertThat(kept.put(known, new String(files.read(folder.resolve(name)), UTF_8)))
                            .as("another file %s", known)
                            .isNull();
                }
            }
        }
        return kept;
    }

    private static Session session(FaultyDisk disk, long seed) {
        return Session.builder()
                .seams(new ManualClock(1_767_225_600_000L), disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .config("sluice.io.retryWindow", "0")
                .getOrCreate();
    }

    /** An event every ten minutes, with an early one in each file but the first, and a line that is none in each but the last. */
    private static void writeInput(CheckpointFs files) throws IOException {
        files.createDirectories(INPUT);
        for (int file = 0; file < FILE_COUNT; file++) {
            String lines = "{\"device\":\"d\",\"time\":\"2026-01-01T01:" + file + "0:00Z\"}\n"
                    + (file < FILE_COUNT - 1 ? "no event " + file + "\n" : "")
                    + (file > 0 ? "{\"device\":\"late\",\"time\":\"2026-01-01T00:0" + file + ":00Z\"}\n" : "");
            byte[] bytes = lines.getBytes(UTF_8);
            try (CheckpointFs.Output output = files.create(INPUT.resolve("events-" + file + ".json"))) {
                output.write(bytes, 0, bytes.length);
                output.sync();
            }
        }
        files.syncDirectory(INPUT);
    }
}

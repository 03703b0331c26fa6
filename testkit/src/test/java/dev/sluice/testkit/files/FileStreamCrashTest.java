package dev.sluice.testkit.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SeededIds;
import dev.sluice.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Queries that clean up what they have read, or write into folders that columns name, ended at every operation on their
 * disk: no row is lost and none is there twice.
 */
class FileStreamCrashTest {
    private static final Path INPUT = Path.of("/data/input");
    private static final Path ARCHIVE = Path.of("/data/archive");
    private static final Path OUTPUT = Path.of("/data/output");
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final int FILE_COUNT = 3;
    private static final int MOST_OPERATIONS = 1_000;

    /** What a query does that is not usual. */
    private record Manner(String cleanSource, List<String> partitionColumns) {}

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @CsvSource({"KILL,archive", "LOSE_ALL,archive", "ANY_SUBSET,archive", "ANY_SUBSET,delete"})
    void FS13_K9_sourceIsCleanedOnlyAfterTheCommit(String crash, String cleanSource) throws IOException {
        everyCrashPoint(CrashMode.valueOf(crash), new Manner(cleanSource, List.of()));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @CsvSource({"KILL", "LOSE_ALL", "ANY_SUBSET"})
    void K_rowsInFoldersOfColumnsAreThereOnce(String crash) throws IOException {
        everyCrashPoint(CrashMode.valueOf(crash), new Manner("off", List.of("p", "q")));
    }

    private static void everyCrashPoint(CrashMode mode, Manner manner) throws IOException {
        int crashPoint = 1;
        boolean crashed = true;
        while (crashed) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            crashed = crashAndRecover(mode, crashPoint, manner);
            crashPoint++;
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(50);
    }

    private static boolean crashAndRecover(CrashMode mode, int crashPoint, Manner manner) throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint);
        writeInput(disk.mount());
        disk.crashAt(disk.operationCount() + crashPoint, mode);
        boolean crashed;
        try {
            run(disk, crashPoint, manner);
            crashed = disk.isDown();
        } catch (StreamingQueryException | SimulatedCrash expected) {
            assertThat(disk.isDown())
                    .as(() -> "failed without a crash: " + expected)
                    .isTrue();
            crashed = true;
        }
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        run(disk, crashPoint + 1_000_000L, manner);
        assertThat(output(disk, crashPoint + 2_000_000L))
                .as("after %s and a restart", where)
                .containsExactlyInAnyOrder("0 a/b 0", "1 null 1", "2 a/b 2");
        if (manner.cleanSource().equals("archive")) {
            assertThat(kept(disk.mount())).as("files kept after %s", where).hasSize(FILE_COUNT);
        }
        return crashed;
    }

    /** The names under which the input is there, before and after it was archived. */
    private static List<String> kept(CheckpointFs files) throws IOException {
        List<String> names = new ArrayList<>(files.list(INPUT));
        Path archived = ARCHIVE.resolve("data/input");
        if (files.stat(archived) != null) {
            for (String name : files.list(archived)) {
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static void run(FaultyDisk disk, long seed, Manner manner) {
        try (Session session = session(disk, seed)) {
            session.readStream()
                    .format("json")
                    .schema("n INT, p STRING, q INT")
                    .option("maxFilesPerTrigger", 1)
                    .option("cleanSource", manner.cleanSource())
                    .option("sourceArchiveDir", ARCHIVE.toString())
                    .load(INPUT.toString())
                    .writeStream()
                    .format("json")
                    .partitionBy(manner.partitionColumns().toArray(String[]::new))
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(OUTPUT.toString())
                    .awaitTermination();
        }
    }

    private static List<String> output(FaultyDisk disk, long seed) {
        try (Session session = session(disk, seed)) {
            return session
                    .read()
                    .format("json")
                    .schema("n INT, p STRING, q INT")
                    .load(OUTPUT.toString())
                    .select("n", "p", "q")
                    .collectAsList()
                    .stream()
                    .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
                    .toList();
        }
    }

    private static Session session(FaultyDisk disk, long seed) {
        return Session.builder()
                .seams(new ManualClock(1_767_225_600_000L), disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    private static void writeInput(CheckpointFs files) throws IOException {
        files.createDirectories(INPUT);
        for (int file = 0; file < FILE_COUNT; file++) {
            byte[] bytes =
                    ("{\"n\":" + file + (file == 1 ? "" : ",\"p\":\"a/b\"") + ",\"q\":" + file + "}\n").getBytes(UTF_8);
            try (CheckpointFs.Output output = files.create(INPUT.resolve("n-" + file + ".json"))) {
                output.write(bytes, 0, bytes.length);
                output.sync();
            }
        }
        files.syncDirectory(INPUT);
    }
}

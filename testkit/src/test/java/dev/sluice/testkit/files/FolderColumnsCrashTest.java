package dev.sluice.testkit.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A query whose folder is empty when it is first started, and has folders of columns and a file beside them when it is
 * started again, ended at every operation on its disk: the rows are those of a run that nothing disturbs.
 */
class FolderColumnsCrashTest {
    private static final Path INPUT = Path.of("/data/input");
    private static final Path OUTPUT = Path.of("/data/output");
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final String SCHEMA = "p STRING, n INT";
    private static final int MOST_OPERATIONS = 1_000;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(names = {"KILL", "LOSE_ALL", "ANY_SUBSET"})
    void G1_G2_K_valuesOfFoldersAreTheSameInEveryRun(CrashMode mode) throws IOException {
        int crashPoint = 1;
        while (crashAndRecover(mode, crashPoint)) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            crashPoint++;
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(50);
    }

    private static boolean crashAndRecover(CrashMode mode, int crashPoint) throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint);
        disk.mount().createDirectories(INPUT);
        boolean crashed;
        try (Session session = session(disk, crashPoint)) {
            DataFrame stream = stream(session);
            write(disk.mount(), "p=01/a.json", "{\"n\":1}\n");
            write(disk.mount(), "p=02/b.json", "{\"n\":2,\"p\":\"own\"}\n");
            write(disk.mount(), "beside.json", "{\"n\":3}\n");
            disk.crashAt(disk.operationCount() + crashPoint, mode);
            run(stream);
            crashed = disk.isDown();
        } catch (StreamingQueryException | SimulatedCrash expected) {
            assertThat(disk.isDown())
                    .as(() -> "failed without a crash: " + expected)
                    .isTrue();
            crashed = true;
        }
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        try (Session session = session(disk, crashPoint + 1_000_000L)) {
            run(stream(session));
        }
        try (Session session = session(disk, crashPoint + 2_000_000L)) {
            List<String> rows = session.read().schema(SCHEMA).json(OUTPUT.toString()).collectAsList().stream()
                    .map(Object::toString)
                    .toList();
            assertThat(rows)
                    .as("after %s and a restart", where)
                    .containsExactlyInAnyOrder("[01,1]", "[02,2]", "[null,3]");
        }
        return crashed;
    }

    private static DataFrame stream(Session session) {
        return session.readStream()
                .schema(SCHEMA)
                .option("maxFilesPerTrigger", 2)
                .json(INPUT.toString());
    }

    private static void run(DataFrame stream) {
        stream.writeStream()
                .format("json")
                .option("checkpointLocation", CHECKPOINT.toString())
                .trigger(Trigger.AvailableNow())
                .start(OUTPUT.toString())
                .awaitTermination();
    }

    private static Session session(FaultyDisk disk, long seed) {
        return Session.builder()
                .seams(new ManualClock(1_767_225_600_000L), disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    private static void write(CheckpointFs files, String name, String text) throws IOException {
        Path file = INPUT.resolve(name);
        Path folder = Objects.requireNonNull(file.getParent(), "folder");
        files.createDirectories(folder);
        byte[] bytes = text.getBytes(UTF_8);
        try (CheckpointFs.Output output = files.create(file)) {
            output.write(bytes, 0, bytes.length);
            output.sync();
        }
        files.syncDirectory(folder);
    }
}

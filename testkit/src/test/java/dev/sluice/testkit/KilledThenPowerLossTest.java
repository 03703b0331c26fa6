package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A process is killed at any operation, another one finishes what there is to do, and then the power goes: what the second one
 * built on had been made by the first, which may not have come to make it durable.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledThenPowerLossTest {
    private static final Path INPUT = Path.of("/data/input");
    private static final Path OUTPUT = Path.of("/data/made/output");
    private static final Path CHECKPOINT = Path.of("/data/made/checkpoint");
    private static final int MOST_OPERATIONS = 1_000;

    @Test
    void D4_K10_nothingIsBuiltOnAFolderThatMayBeLost() throws IOException {
        FaultyDisk undisturbed = disk();
        run(undisturbed, 0);
        List<String> expected = rows(undisturbed);
        assertThat(expected).hasSize(60);
        boolean isKilled = true;
        int point = 0;
        while (isKilled) {
            point++;
            assertThat(point).isLessThan(MOST_OPERATIONS);
            FaultyDisk disk = disk();
            disk.crashAt(disk.operationCount() + point, CrashMode.KILL);
            isKilled = isKilled(disk, point);
            String where = "killed at " + point + ": " + disk.crashedIn();
            disk.restart();
            run(disk, 1_000_000L + point);
            FaultyDisk left = disk.image(CrashMode.LOSE_ALL, point);
            assertThat(rows(left)).as(where).containsExactlyInAnyOrderElementsOf(expected);
            run(left, 2_000_000L + point);
            assertThat(rows(left)).as("%s, and a start", where).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(point).as("moments tried").isGreaterThan(50);
    }

    private static FaultyDisk disk() throws IOException {
        FaultyDisk disk = new FaultyDisk(1);
        CheckpointFs files = disk.mount();
        files.createDirectories(INPUT);
        for (int file = 0; file < 3; file++) {
            StringBuilder lines = new StringBuilder();
            for (int row = 0; row < 20; row++) {
                lines.append("{\"a\":")
                        .append(row % 2 + file)
                        .append(",\"b\":")
                        .append(row % 3)
                        .append(",\"value\":");
                lines.append(file * 100 + row).append("}\n");
            }
            disk.put(INPUT.resolve(file + ".json"), lines.toString().getBytes(UTF_8));
        }
        return disk;
    }

    private static boolean isKilled(FaultyDisk disk, int seed) {
        try {
            run(disk, seed);
        } catch (StreamingQueryException | SimulatedCrash killed) {
            assertThat(disk.isDown())
                    .as(() -> "failed without a crash: " + killed)
                    .isTrue();
        }
        return disk.isDown();
    }

    private static void run(FaultyDisk disk, long seed) {
        try (Session session = FileToFileCrashTest.session(disk.mount(), seed)) {
            session.readStream()
                    .format("json")
                    .schema("a INT, b INT, value BIGINT")
                    .option("maxFilesPerTrigger", 1)
                    .load(INPUT.toString())
                    .dropDuplicates("value")
                    .writeStream()
                    .format("json")
                    .partitionBy("a", "b")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(OUTPUT.toString())
                    .awaitTermination();
        }
    }

    private static List<String> rows(FaultyDisk disk) {
        try (Session session = FileToFileCrashTest.session(disk.mount(), 3_000_000L)) {
            return session
                    .read()
                    .format("json")
                    .schema("value BIGINT, a INT, b INT")
                    .load(OUTPUT.toString())
                    .select(col("value"), col("a"), col("b"))
                    .collectAsList()
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}

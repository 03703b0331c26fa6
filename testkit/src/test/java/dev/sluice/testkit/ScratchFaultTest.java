package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.connector.generate.RowGenerator;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.SystemExec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A query whose every batch goes through the scratch folder, on a disk that is full or gone at each of its operations. */
class ScratchFaultTest {
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final Path SCRATCH = Path.of("/data/scratch");
    private static final int ROWS = 9_000;
    private static final List<Long> ALL = LongStream.range(0, ROWS).boxed().toList();

    private static Session session(FaultyDisk disk, long seed) {
        return Session.builder()
                .seams(new ManualClock(1_767_225_600_000L), disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("sluice.memory.budget", "1")
                .config("sluice.scratch.directory", SCRATCH.toString())
                .config("sluice.io.retryWindow", "0")
                .getOrCreate();
    }

    /** Gives the rows of every batch that was committed to {@code seen}, in place of those of earlier attempts. */
    private static void run(FaultyDisk disk, long seed, List<Long> seen) {
        try (Session session = session(disk, seed)) {
            session.readStream()
                    .format("generate")
                    .schema("n BIGINT")
                    .attachment((RowGenerator) ScratchFaultTest::numbers)
                    .option("totalRows", ROWS)
                    .load()
                    .writeStream()
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch((batch, id) -> {
                        session.conf().set("sluice.memory.budget", "64m");
                        seen.clear();
                        batch.collectAsList().stream()
                                .map(row -> row.getLong(0))
                                .forEach(seen::add);
                        session.conf().set("sluice.memory.budget", "1");
                    })
                    .start()
                    .awaitTermination();
        }
    }

    private static void numbers(long first, int count, BatchBuilder builder) {
        for (int row = 0; row < count; row++) {
            ((LongBuilder) builder.column(0)).set(row, first + row);
        }
    }

    private static List<String> scratchFiles(FaultyDisk disk) throws IOException {
        CheckpointFs files = disk.mount();
        List<String> found = new ArrayList<>();
        try {
            for (String name : files.list(SCRATCH)) {
                found.add(name);
                CheckpointFs.Stat stat = files.stat(SCRATCH.resolve(name));
                if (stat != null && stat.isDirectory()) {
                    found.addAll(files.list(SCRATCH.resolve(name)));
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return found;
    }

    private static long undisturbedOperations() throws IOException {
        FaultyDisk disk = new FaultyDisk(1);
        List<Long> seen = new ArrayList<>();
        run(disk, 1, seen);
        assertThat(seen).isEqualTo(ALL);
        assertThat(scratchFiles(disk)).isEmpty();
        return disk.operationCount();
    }

    @Test
    void E1_aDiskThatIsFullAtAnyMomentFailsTheQueryAndLeavesNothing() throws IOException {
        long operations = undisturbedOperations();
        int inScratch = 0;
        for (long operation = 1; operation <= operations; operation++) {
            FaultyDisk disk = new FaultyDisk(operation);
            disk.failAt(operation, new IOException("No space left on device"));
            List<Long> seen = new ArrayList<>();
            boolean failed = false;
            try {
                run(disk, operation, seen);
            } catch (SluiceException full) {
                failed = true;
                if (full.toString().contains(SCRATCH.toString())) {
                    inScratch++;
                    assertThat(full).hasMessageContainingAll("batch 0", "No space left on device", "mend: ");
                }
                assertThat(scratchFiles(disk)).as("failure at %d", operation).isEmpty();
            }
            disk.restart();
            if (failed) {
                run(disk, operation + 1_000, seen);
            } else {
                // A file that could not be deleted is no failure; the next start deletes it.
                try (Session next = session(disk, operation + 1_000)) {
                    next.conf().set("sluice.memory.budget", "1m");
                    next.range(1).count();
                }
            }
            assertThat(seen).as("failure at %d", operation).isEqualTo(ALL);
            assertThat(scratchFiles(disk)).as("failure at %d", operation).isEmpty();
        }
        assertThat(inScratch).as("failures in the scratch folder").isGreaterThanOrEqualTo(5);
    }

    @Test
    void K_whatAKilledProcessLeavesInTheScratchFolderIsGoneAfterTheNextStart() throws IOException {
        long operations = undisturbedOperations();
        int withLeftovers = 0;
        for (long operation = 1; operation <= operations; operation++) {
            FaultyDisk disk = new FaultyDisk(operation);
            disk.crashAt(operation, CrashMode.KILL);
            List<Long> seen = new ArrayList<>();
            try {
                run(disk, operation, seen);
            } catch (StreamingQueryException | SimulatedCrash expected) {
                assertThat(disk.isDown())
                        .as(() -> "failed without a crash: " + expected)
                        .isTrue();
            }
            disk.restart();
            withLeftovers += scratchFiles(disk).isEmpty() ? 0 : 1;
            run(disk, operation + 1_000, seen);
            assertThat(seen).as("crash at %d", operation).isEqualTo(ALL);
            assertThat(scratchFiles(disk)).as("crash at %d", operation).isEmpty();
        }
        assertThat(withLeftovers).as("crashes with spilled rows").isGreaterThanOrEqualTo(5);
    }
}

package dev.sluice.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.SimulatedCrash;
import dev.sluice.testkit.SinkContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twelve batches into files, with compaction and purge, ended at every operation on the disk and restarted. */
class FileSinkCrashTest {
    private static final Path OUTPUT = Path.of("/data/output");
    private static final int BATCHES = 12;

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void SK1_keepsTheContractOfSinks() {
        FaultyDisk disk = new FaultyDisk(1);
        CheckpointFs files = disk.mount();
        AtomicLong seed = new AtomicLong();
        SinkContract.check(
                () -> TextFiles.sink(files, OUTPUT, "q", seed.incrementAndGet(), Map.of()),
                () -> TextFiles.readAll(files, OUTPUT.toString(), Map.of()),
                TextFiles.rows("a", "b"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource
    void SK2_everyRowIsSeenOnceAndNoneBeforeItsCommit(CrashMode mode) throws IOException {
        boolean crashed = true;
        int crashPoint = 1;
        while (crashed) {
            crashed = crashAndRecover(mode, crashPoint++);
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(BATCHES * 10);
    }

    /** Returns whether the crash point was reached. */
    private static boolean crashAndRecover(CrashMode mode, int crashPoint) throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().hashCode());
        disk.mount().createDirectories(OUTPUT);
        disk.crashAt(disk.operationCount() + crashPoint, mode);
        long[] committing = {-1, -1};
        try {
            writeBatches(disk.mount(), crashPoint, "first", committing);
        } catch (SimulatedCrash expected) {
            assertThat(disk.isDown()).isTrue();
        }
        boolean crashed = disk.isDown();
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        List<String> seen = TextFiles.readAll(disk.mount(), OUTPUT.toString(), Map.of());
        assertThat(seen).as("at once after %s", where).isIn(rowsUpTo(committing[1]), rowsUpTo(committing[0]));
        writeBatches(disk.mount(), crashPoint + 1_000_000L, "second", new long[2]);
        assertThat(TextFiles.readAll(disk.mount(), OUTPUT.toString(), Map.of()))
                .as("after %s and a restart", where)
                .containsExactlyInAnyOrderElementsOf(rowsUpTo(BATCHES - 1));
        return crashed;
    }

    private static List<String> rowsUpTo(long batch) {
        List<String> rows = new ArrayList<>();
        for (int id = 0; id <= batch; id++) {
            if (id % 4 != 3) {
                rows.addAll(List.of("[" + id + "-0]", "[" + id + "-1]"));
            }
        }
        return rows;
    }

    /** @param committing receives the last batch whose commit began, and the last whose commit returned */
    private static void writeBatches(CheckpointFs files, long seed, String attempt, long[] committing) {
        try (Sink sink = TextFiles.sink(files, OUTPUT, "q", seed, Map.of())) {
            sink.removeLeftovers(-1);
            for (int id = 0; id < BATCHES; id++) {
                if (!(sink.status(id) instanceof SinkStatus.NotCommitted)) {
                    continue;
                }
                BatchId batch = new BatchId(id, attempt);
                List<CommitMessage> messages = new ArrayList<>();
                for (int partition = 0; partition < 2 && id % 4 != 3; partition++) {
                    try (SinkWriter writer = sink.writer(batch, partition)) {
                        writer.write(TextFiles.rows(id + "-" + partition));
                        messages.add(writer.finish());
                    }
                }
                sink.prepare(batch, messages);
                committing[0] = id;
                sink.commit(batch, messages);
                committing[1] = id;
                sink.committed(id);
            }
        }
    }

    /** A large file is synced in parts while it grows, which must not make anything of it count. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource
    void SK2_aFileOfSeveralPartsIsSeenWholeOrNotAtAll(CrashMode mode) {
        String[] large = {"a".repeat(1 << 20), "b".repeat(1 << 20), "c".repeat(1 << 20)};
        boolean crashed = true;
        int crashPoint = 1;
        while (crashed) {
            FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().hashCode());
            disk.crashAt(crashPoint++, mode);
            try {
                writeLarge(disk.mount(), large, "first");
            } catch (SimulatedCrash expected) {
                assertThat(disk.isDown()).isTrue();
            }
            crashed = disk.isDown();
            disk.restart();
            writeLarge(disk.mount(), large, "second");
            assertThat(TextFiles.readAll(disk.mount(), OUTPUT.toString(), Map.of()))
                    .containsExactlyInAnyOrder("[" + large[0] + "]", "[" + large[1] + "]", "[" + large[2] + "]");
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(15);
    }

    private static void writeLarge(CheckpointFs files, String[] texts, String attempt) {
        BatchId batch = new BatchId(0, attempt);
        try (Sink sink = TextFiles.sink(files, OUTPUT, "q", attempt.length(), Map.of())) {
            if (sink.status(0) instanceof SinkStatus.NotCommitted) {
                List<CommitMessage> messages = new ArrayList<>();
                try (SinkWriter writer = sink.writer(batch, 0)) {
                    for (String text : texts) {
                        writer.write(TextFiles.rows(text));
                    }
                    messages.add(writer.finish());
                }
                sink.prepare(batch, messages);
                sink.commit(batch, messages);
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void SK3_compactsAndPurgesButKeepsEveryRowAndLeavesNoStaging() throws IOException {
        FaultyDisk disk = new FaultyDisk(2);
        writeBatches(disk.mount(), 1, "a", new long[2]);
        CheckpointFs files = disk.mount();
        Path manifest = OUTPUT.resolve("_spark_metadata");
        assertThat(files.list(manifest))
                .contains("8.compact", "9", "10", "11.compact")
                .doesNotContain("0", "2.compact", "5.compact", "6", "7");
        assertThat(files.list(manifest.resolve(".staging"))).isEmpty();
        assertThat(TextFiles.readAll(files, OUTPUT.toString(), Map.of())).isEqualTo(rowsUpTo(BATCHES - 1));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void E2_aFailedOperationIsAbortedAndTheNextAttemptIsExact() throws IOException {
        FaultyDisk counting = new FaultyDisk(3);
        writeBatches(counting.mount(), 1, "a", new long[2]);
        for (long operation = 8; operation <= counting.operationCount(); operation++) {
            FaultyDisk disk = new FaultyDisk(3);
            disk.failAt(operation, new IOException("No space left on device"));
            try {
                writeBatches(disk.mount(), 1, "a", new long[2]);
            } catch (RuntimeException failed) {
                assertThat(failed.getMessage()).contains("[NO_SPACE]");
            }
            disk.restart();
            writeBatches(disk.mount(), 2, "b", new long[2]);
            assertThat(TextFiles.readAll(disk.mount(), OUTPUT.toString(), Map.of()))
                    .as("failure at " + operation)
                    .containsExactlyInAnyOrderElementsOf(rowsUpTo(BATCHES - 1));
        }
    }
}

package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.state.OperatorState;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import dev.sluice.state.StateLayout;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small deltas over a large state, folded and purged, ended at operations on the disk and begun again. */
class StateFoldingCrashTest {
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final Path FILES = CHECKPOINT.resolve("state/0");
    private static final StateLayout LAYOUT =
            new StateLayout(new StructType().add("key", "BIGINT"), new StructType().add("value", "BIGINT"), false);
    private static final int KEYS = 3_000;
    private static final int CHANGED = 3;
    private static final int BATCHES_OF_ONE_TIER = 26;
    private static final int BATCHES_OF_TWO_TIERS = 280;
    private static final int RETAINED = 5;

    /** What is known to be committed, as a commit log would tell. */
    private @Nullable StateFileId tip;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource
    void k10_k11_st2_st7_noCrashWhileFoldingLosesState(CrashMode mode) throws IOException {
        FaultyDisk undisturbed = new FaultyDisk(1);
        run(undisturbed, BATCHES_OF_ONE_TIER - 7, "a");
        long beforeTheFold = undisturbed.operationCount();
        run(undisturbed, BATCHES_OF_ONE_TIER, "a");
        assertThat(undisturbed.mount().list(FILES)).anyMatch(name -> name.endsWith(".fold1"));
        for (long crashPoint = beforeTheFold; crashPoint <= undisturbed.operationCount(); crashPoint++) {
            crashAndGoOn(mode, crashPoint, BATCHES_OF_ONE_TIER);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void k10_k11_foldsOfFoldsSurviveToo() throws IOException {
        FaultyDisk undisturbed = new FaultyDisk(1);
        run(undisturbed, BATCHES_OF_TWO_TIERS, "a");
        assertThat(undisturbed.mount().list(FILES)).anyMatch(name -> name.endsWith(".fold2"));
        SplittableRandom random = new SplittableRandom(20260);
        for (int run = 0; run < 40; run++) {
            List<CrashMode> modes = List.of(CrashMode.values());
            CrashMode mode = modes.get(random.nextInt(modes.size()));
            crashAndGoOn(mode, random.nextLong(1, undisturbed.operationCount()), BATCHES_OF_TWO_TIERS);
        }
    }

    private void crashAndGoOn(CrashMode mode, long crashPoint, int batches) throws IOException {
        FaultyDisk disk = new FaultyDisk(crashPoint * 31 + mode.name().hashCode());
        disk.crashAt(crashPoint, mode);
        tip = null;
        try {
            run(disk, batches, "a");
        } catch (SimulatedCrash expected) {
            assertThat(disk.isDown()).isTrue();
        }
        String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
        disk.restart();
        StateFileId committed = tip;
        if (committed != null) {
            assertThat(contents(files(disk.mount()).load(0, LAYOUT, 3, committed)))
                    .as("after %s", where)
                    .isEqualTo(expected(committed.version()));
        }
        run(disk, batches, "b");
        assertThat(contents(files(disk.mount()).load(0, LAYOUT, 2, new StateFileId(batches, tip().attempt()))))
                .as("after %s and the rest", where)
                .isEqualTo(expected(batches));
        assertThat(disk.mount().list(FILES)).as("files after %s", where).hasSizeLessThan(16 + 16 + 16 + RETAINED + 2);
    }

    private StateFileId tip() {
        StateFileId known = tip;
        if (known == null) {
            throw new AssertionError("nothing was committed");
        }
        return known;
    }

    private static StateFiles files(CheckpointFs fileSystem) {
        return new StateFiles(fileSystem, new Publisher(fileSystem, new SystemIds()), CHECKPOINT, "q");
    }

    /** From what is committed to the last batch. */
    private void run(FaultyDisk disk, int batches, String attempt) {
        StateFiles files = files(disk.mount());
        files.takeOver(0);
        StateFileId last = tip;
        OperatorState state = last == null ? new OperatorState(LAYOUT, 2) : files.load(0, LAYOUT, 2, last);
        for (long version = last == null ? 1 : last.version() + 1; version <= batches; version++) {
            put(state, version);
            last = files.writeDelta(state, 0, version, last, attempt, Long.MIN_VALUE, Map.of());
            state.endBatch();
            tip = last;
            if (version == 1) {
                files.snapshot(0, LAYOUT, last);
            } else if (version % 4 == 0) {
                files.compact(0, LAYOUT, last);
                files.purge(0, last, version - RETAINED);
            }
        }
    }

    private static int firstChanged(long version) {
        return (int) (version * 7 % (KEYS - CHANGED));
    }

    private static void put(OperatorState state, long version) {
        int first = version == 1 ? 0 : firstChanged(version);
        long[] keys = LongStream.range(first, first + (version == 1 ? KEYS : CHANGED))
                .map(StateFoldingCrashTest::keyOf)
                .toArray();
        long[] values = LongStream.generate(() -> version).limit(keys.length).toArray();
        Vector[] columns = {new LongVector(keys, null), new LongVector(values, null)};
        Batch rows = new Batch(LAYOUT.rowSchema(), columns, keys.length);
        long[] hashes = new long[keys.length];
        KeyHash.hash(new Vector[] {columns[0]}, keys.length, hashes);
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            int here = partition;
            int[] chosen = IntStream.range(0, keys.length)
                    .filter(row -> KeyHash.partition(hashes[row], state.partitionCount()) == here)
                    .toArray();
            state.partition(partition)
                    .restore(
                            rows.gather(chosen, chosen.length),
                            Arrays.stream(chosen).mapToLong(row -> hashes[row]).toArray());
        }
    }

    /** Numbers that do not pack well, so that the first snapshot is large beside the deltas. */
    private static long keyOf(long number) {
        return (number + 1) * 0x9E3779B97F4A7C15L;
    }

    private static Map<Long, Long> expected(long upTo) {
        Map<Long, Long> expected = new HashMap<>();
        for (int number = 0; number < KEYS; number++) {
            expected.put(keyOf(number), 1L);
        }
        for (long version = 2; version <= upTo; version++) {
            for (int number = firstChanged(version); number < firstChanged(version) + CHANGED; number++) {
                expected.put(keyOf(number), version);
            }
        }
        return expected;
    }

    private static Map<Long, Long> contents(OperatorState state) {
        Map<Long, Long> found = new HashMap<>();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            state.partition(partition).forEachGroup(rows -> {
                for (int row = 0; row < rows.count(); row++) {
                    found.put(
                            ((LongVector) rows.keys()[0]).values()[row],
                            ((LongVector) rows.buffers()[0]).values()[row]);
                }
            });
        }
        return found;
    }
}

package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFilesTest {
    private static final long NEVER_EVICTED = Long.MIN_VALUE;

    @TempDir
    Path checkpoint;

    private final LocalFs fileSystem = LocalFs.withoutSync();

    private StateFiles files() {
        return files("query");
    }

    private StateFiles files(String queryId) {
        return new StateFiles(fileSystem, new Publisher(fileSystem, new SystemIds()), checkpoint, queryId);
    }

    private static StateFileId write(
            StateFiles files, OperatorState state, long version, @Nullable StateFileId parent, long evictedUpTo) {
        StateFileId id = files.writeDelta(
                state, 0, version, parent, "a" + version, evictedUpTo, Map.of("watermarks", Map.of("0", version)));
        state.endBatch();
        return id;
    }

    @Test
    void st2_st6_st7_st11_restartsAgreeWithAMapThroughEvictionsSnapshotsAndPurges() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Path saved = checkpoint;
            checkpoint = saved.resolve("seed" + seed);
            StateFiles files = files();
            StateModel model = new StateModel();
            OperatorState state = new OperatorState(StateModel.LAYOUT, 1 + random.nextInt(4));
            StateFileId tip = null;
            long watermark = NEVER_EVICTED;
            for (int version = 1; version <= 60; version++) {
                model.update(state, random, random.nextInt(400), version * 3L, 200 + random.nextInt(1_500));
                if (random.nextInt(3) == 0) {
                    watermark = StateModel.expiry(version * 3L) + random.nextInt(1_000_000);
                    model.evict(state, watermark);
                }
                tip = write(files, state, version, tip, watermark);
                assertEquals(model.expected, StateModel.contents(state), "seed " + seed);
                files.compact(0, StateModel.LAYOUT, tip);
                if (random.nextInt(10) == 0 && Files.notExists(files.path(0, StateFileName.snapshot(tip)))) {
                    files.snapshot(0, StateModel.LAYOUT, tip);
                }
                if (random.nextInt(5) == 0) {
                    files.purge(0, tip, version - 3L);
                }
                if (random.nextInt(4) == 0) {
                    files = files();
                    state = files.load(0, StateModel.LAYOUT, 1 + random.nextInt(5), tip);
                    assertEquals(model.expected, StateModel.contents(state), "seed " + seed + " version " + version);
                }
            }
            checkpoint = saved;
        }
    }

    private StateFileId small(StateFiles files, StateModel model) {
        OperatorState state = new OperatorState(StateModel.LAYOUT, 2);
        model.update(state, new Random(1), 12, 0, 10);
        return write(files, state, 1, null, NEVER_EVICTED);
    }

    @Test
    void c8_eachFlippedByteIsFound() throws IOException {
        StateFileId id = small(files(), new StateModel());
        Path file = files().path(0, StateFileName.delta(id));
        byte[] whole = Files.readAllBytes(file);
        for (int position = 0; position < whole.length; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= (byte) (1 << (position & 7));
            Files.write(file, damaged);
            SluiceException error = assertThrows(
                    SluiceException.class, () -> files().load(0, StateModel.LAYOUT, 2, id), "byte " + position);
            assertEquals(ErrorCondition.STATE_DAMAGED, error.condition());
            assertTrue(error.details().at().contains(file.toString()));
            assertThrows(SluiceException.class, () -> files().find(0, 1, "a1"));
        }
    }

    @Test
    void c8_eachTruncationIsFound() throws IOException {
        StateFileId id = small(files(), new StateModel());
        Path file = files().path(0, StateFileName.delta(id));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            SluiceException error = assertThrows(
                    SluiceException.class, () -> files().load(0, StateModel.LAYOUT, 2, id), "length " + length);
            assertEquals(ErrorCondition.STATE_DAMAGED, error.condition());
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThrows(SluiceException.class, () -> files().load(0, StateModel.LAYOUT, 2, id));
        Files.delete(file);
        SluiceException absent = assertThrows(SluiceException.class, () -> files().load(0, StateModel.LAYOUT, 2, id));
        assertEquals(ErrorCondition.STATE_DAMAGED, absent.condition());
    }

    @Test
    void c5_filesOfOthersAreRefused() throws IOException {
        StateFiles files = files();
        StateFileId id = small(files, new StateModel());
        assertForeign(() -> files("another").load(0, StateModel.LAYOUT, 2, id));
        Path file = files.path(0, StateFileName.delta(id));
        StateFileId renamed = new StateFileId(2, "a1");
        Files.copy(file, files.path(0, StateFileName.delta(renamed)));
        assertForeign(() -> files().load(0, StateModel.LAYOUT, 2, renamed));
        Files.createDirectories(files.path(1, StateFileName.delta(id)).getParent());
        Files.copy(file, files.path(1, StateFileName.delta(id)));
        assertForeign(() -> files().load(1, StateModel.LAYOUT, 2, id));
    }

    private static void assertForeign(org.junit.jupiter.api.function.Executable load) {
        SluiceException error = assertThrows(SluiceException.class, load);
        assertEquals(ErrorCondition.FOREIGN_FILE, error.condition());
    }

    @Test
    void st8_anotherSchemaIsNamedFieldByField() {
        StateFileId id = small(files(), new StateModel());
        StateLayout other = new StateLayout(StateModel.KEYS, new StructType().add("count", "DOUBLE"), true);
        SluiceException error = assertThrows(SluiceException.class, () -> files().load(0, other, 2, id));
        assertEquals(ErrorCondition.STATE_SCHEMA_NOT_COMPATIBLE, error.condition());
        assertEquals("field 4 count BIGINT", error.details().found());
        assertEquals("field 4 count DOUBLE", error.details().expected());
    }

    @Test
    void c6_aDamagedSnapshotIsPassedOver() throws IOException {
        StateFiles files = files();
        StateModel model = new StateModel();
        OperatorState state = new OperatorState(StateModel.LAYOUT, 2);
        StateFileId tip = null;
        for (int version = 1; version <= 4; version++) {
            model.update(state, new Random(version), 50, 0, 100);
            tip = write(files, state, version, tip, NEVER_EVICTED);
            files.snapshot(0, StateModel.LAYOUT, tip);
        }
        StateFileId newest = new StateFileId(4, "a4");
        files.purge(0, newest, 4);
        assertEquals(2, count(".snapshot"));
        assertEquals(1, count(".delta"));
        Path snapshot = files.path(0, StateFileName.snapshot(newest));
        byte[] bytes = Files.readAllBytes(snapshot);
        for (int position = 0; position < bytes.length; position += 7) {
            byte[] damaged = bytes.clone();
            damaged[position] ^= 4;
            Files.write(snapshot, damaged);
            assertEquals(
                    model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 3, newest)), "" + position);
        }
    }

    private long count(String suffix) throws IOException {
        try (Stream<Path> names = Files.list(checkpoint.resolve("state/0"))) {
            return names.filter(name -> name.toString().endsWith(suffix)).count();
        }
    }

    /** A snapshot of a large state, and after it small deltas up to {@code versions}. */
    private StateFileId largeStateWithSmallDeltas(
            StateFiles files, StateModel model, OperatorState state, int versions) {
        model.update(state, new Random(1), 5_000, 0, 20_000);
        StateFileId tip = write(files, state, 1, null, NEVER_EVICTED);
        files.snapshot(0, StateModel.LAYOUT, tip);
        for (int version = 2; version <= versions; version++) {
            model.update(state, new Random(version), 5, 0, 20_000);
            long watermark = version % 5 == 0 ? StateModel.expiry(version * 3L) : NEVER_EVICTED;
            if (watermark != NEVER_EVICTED) {
                model.evict(state, watermark);
            }
            tip = write(files, state, version, tip, watermark);
        }
        return tip;
    }

    @Test
    void st11_manySmallDeltasOfALargeStateFoldInTiers() throws IOException {
        StateFiles files = files();
        StateModel model = new StateModel();
        OperatorState state = new OperatorState(StateModel.LAYOUT, 3);
        StateFileId tip = largeStateWithSmallDeltas(files, model, state, 1);
        long most = 0;
        for (int version = 2; version <= 600; version++) {
            model.update(state, new Random(version), 3, 0, 20_000);
            tip = write(files, state, version, tip, NEVER_EVICTED);
            if (version % 16 == 0) {
                files.compact(0, StateModel.LAYOUT, tip);
                files.purge(0, tip, version - 20L);
                most = Math.max(most, count(""));
            }
        }
        assertEquals(1, count(".snapshot"));
        assertEquals(2, count(".fold2"));
        assertTrue(most <= 1 + 2 + 16 + 2 + 20 + 16, most + " files at once");
        assertEquals(model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 2, tip)));
    }

    @Test
    void st7_everyRetainedVersionCanBeLoadedThroughFolds() {
        StateFiles files = files();
        StateModel model = new StateModel();
        OperatorState state = new OperatorState(StateModel.LAYOUT, 2);
        StateFileId tip = largeStateWithSmallDeltas(files, model, state, 20);
        Map<StateFileId, Map<String, Long>> versions = new HashMap<>();
        for (int version = 21; version <= 70; version++) {
            model.update(state, new Random(version), 4, 0, 20_000);
            tip = write(files, state, version, tip, NEVER_EVICTED);
            versions.put(tip, Map.copyOf(model.expected));
            files.compact(0, StateModel.LAYOUT, tip);
            files.purge(0, tip, version - 12L);
            StateFileId oldest = new StateFileId(Math.max(21, version - 12L), "a" + Math.max(21, version - 12L));
            assertEquals(versions.get(oldest), StateModel.contents(files().load(0, StateModel.LAYOUT, 1, oldest)));
        }
    }

    @Test
    void c6_aDamagedFoldIsPassedOverWhileItsDeltasAreThere() throws IOException {
        StateFiles files = files();
        StateModel model = new StateModel();
        StateFileId tip = largeStateWithSmallDeltas(files, model, new OperatorState(StateModel.LAYOUT, 2), 19);
        files.compact(0, StateModel.LAYOUT, tip);
        Path fold = files.path(0, StateFileName.fold(new StateFileId(17, "a17"), 1));
        byte[] bytes = Files.readAllBytes(fold);
        for (int position = 0; position < bytes.length; position += 41) {
            byte[] damaged = bytes.clone();
            damaged[position] ^= 4;
            Files.write(fold, damaged);
            assertEquals(
                    model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 3, tip)), "" + position);
        }
        byte[] withoutHeader = bytes.clone();
        withoutHeader[20] ^= 4;
        Files.write(fold, withoutHeader);
        StateFiles restarted = files();
        restarted.purge(0, tip, 19);
        assertEquals(19, count(".delta"), "deltas that a damaged fold stands for");
        restarted.compact(0, StateModel.LAYOUT, tip);
        assertEquals(2, count(".snapshot"), "a snapshot takes the place of what is damaged");
        assertEquals(model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 3, tip)));
    }

    @Test
    void c8_aDamagedFoldWithoutItsDeltasIsNamed() throws IOException {
        StateFiles files = files();
        StateFileId tip =
                largeStateWithSmallDeltas(files, new StateModel(), new OperatorState(StateModel.LAYOUT, 2), 17);
        files.compact(0, StateModel.LAYOUT, tip);
        files.purge(0, tip, 17);
        assertEquals(1, count(".delta"), "the delta of the snapshot");
        Path fold = files.path(0, StateFileName.fold(tip, 1));
        byte[] bytes = Files.readAllBytes(fold);
        bytes[bytes.length / 2] ^= 1;
        Files.write(fold, bytes);
        SluiceException error = assertThrows(SluiceException.class, () -> files().load(0, StateModel.LAYOUT, 2, tip));
        assertEquals(ErrorCondition.STATE_DAMAGED, error.condition());
        assertTrue(error.details().at().contains(fold.toString()));
    }

    @Test
    void k10_aPurgeThatEndedHalfwayLeavesNothingDead() throws IOException {
        StateFiles files = files();
        StateModel model = new StateModel();
        StateFileId tip = largeStateWithSmallDeltas(files, model, new OperatorState(StateModel.LAYOUT, 2), 19);
        files.compact(0, StateModel.LAYOUT, tip);
        for (int version = 2; version <= 17; version++) {
            Files.delete(files.path(0, StateFileName.delta(new StateFileId(version, "a" + version))));
            StateFiles restarted = files();
            assertEquals(0, restarted.purge(0, tip, 2), "after version " + version);
            assertEquals(model.expected, StateModel.contents(restarted.load(0, StateModel.LAYOUT, 2, tip)));
        }
    }

    @Test
    void c7_aSnapshotSparesTheDamagedDeltasBelowIt() throws IOException {
        StateFiles files = files();
        StateModel model = new StateModel();
        StateFileId id = small(files, model);
        files.snapshot(0, StateModel.LAYOUT, id);
        Files.write(files.path(0, StateFileName.delta(id)), new byte[3]);
        assertEquals(model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 1, id)));
    }

    @Test
    void c7_aDamagedDeltaBelowASnapshotIsPurgedInItsTurn() throws IOException {
        StateFiles files = files();
        StateModel model = new StateModel();
        OperatorState state = new OperatorState(StateModel.LAYOUT, 2);
        StateFileId tip = largeStateWithSmallDeltas(files, model, state, 19);
        files.snapshot(0, StateModel.LAYOUT, tip);
        Files.write(files.path(0, StateFileName.delta(new StateFileId(5, "a5"))), new byte[3]);
        StateFiles restarted = files();
        assertEquals(1, restarted.purge(0, tip, 19), "the delta of the first snapshot");
        assertEquals(18, count(".delta"), "of what is before the damaged one, nobody knows what is dead");
        for (int version = 20; version <= 25; version++) {
            model.update(state, new Random(version), 5, 0, 20_000);
            tip = write(restarted, state, version, tip, NEVER_EVICTED);
        }
        restarted.snapshot(0, StateModel.LAYOUT, tip);
        assertEquals(19, restarted.purge(0, tip, 25));
        assertEquals(6, count(".delta"));
        assertEquals(model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 1, tip)));
    }

    @Test
    void k5_leftoversOfDeadAttemptsAreIgnoredAndPurged() {
        StateFiles files = files();
        StateModel model = new StateModel();
        OperatorState state = new OperatorState(StateModel.LAYOUT, 2);
        model.update(state, new Random(1), 12, 0, 10);
        StateFileId dead = files.writeDelta(state, 0, 1, null, "dead", NEVER_EVICTED, Map.of());
        StateFileId alive = files.writeDelta(state, 0, 1, null, "alive", NEVER_EVICTED, Map.of());
        StateFileId future = files.writeDelta(state, 0, 2, alive, "future", NEVER_EVICTED, Map.of());
        assertEquals(List.of(alive, dead, future), files.list(0));
        assertEquals(1, files.purge(0, alive, 1));
        assertEquals(List.of(alive, future), files.list(0));
        assertEquals(model.expected, StateModel.contents(files().load(0, StateModel.LAYOUT, 1, alive)));
    }

    @Test
    void d3_f4_aVersionOfOneAttemptIsPublishedOnce() {
        small(files(), new StateModel());
        SluiceException error = assertThrows(SluiceException.class, () -> small(files(), new StateModel()));
        assertEquals(ErrorCondition.FENCED, error.condition());
    }

    @Test
    void st4_anEmptyDeltaHasAnIdentity() {
        StateFiles files = files();
        OperatorState state = new OperatorState(StateModel.LAYOUT, 2);
        StateFileId id = write(files, state, 1, null, 77);
        StateHeader header = files().find(0, 1, "a1").orElseThrow();
        assertEquals(id, header.id());
        assertEquals(77, header.evictedUpToMicros());
        assertEquals(0, header.rowCount());
        assertEquals(Map.of("watermarks", Map.of("0", 1L)), header.extras());
        assertFalse(files().find(0, 1, "b1").isPresent());
        assertEquals(0, files().load(0, StateModel.LAYOUT, 2, id).groupCount());
    }

    @Test
    void st9_keyGroupsLargerThanABlockComeBackWhole() {
        StateLayout layout = new StateLayout(
                new StructType().add("number", "BIGINT"), new StructType().add("twice", "BIGINT"), false);
        OperatorState state = new OperatorState(layout, 1);
        Map<Long, Long> expected = new HashMap<>();
        for (long from = 0; expected.size() < 9_000; from += 4_096) {
            long[] numbers = LongStream.range(from, from + 4_096).toArray();
            long[] hashes = new long[numbers.length];
            KeyHash.hash(new Vector[] {new LongVector(numbers, null)}, numbers.length, hashes);
            int[] kept = IntStream.range(0, numbers.length)
                    .filter(row -> KeyHash.keyGroup(hashes[row]) == 3 || row < 5)
                    .toArray();
            long[] keptNumbers =
                    Arrays.stream(kept).mapToLong(row -> numbers[row]).toArray();
            long[] keptHashes =
                    Arrays.stream(kept).mapToLong(row -> hashes[row]).toArray();
            long[] twice = Arrays.stream(keptNumbers).map(number -> number * 2).toArray();
            Vector[] columns = {new LongVector(keptNumbers, null), new LongVector(twice, null)};
            state.partition(0).restore(new Batch(layout.rowSchema(), columns, kept.length), keptHashes);
            for (long number : keptNumbers) {
                expected.put(number, number * 2);
            }
        }
        StateFiles files = files();
        StateFileId id = write(files, state, 1, null, NEVER_EVICTED);
        assertEquals(expected, numbers(files().load(0, layout, 3, id)));
        files.snapshot(0, layout, id);
        assertEquals(expected, numbers(files().load(0, layout, 2, id)));
    }

    private static Map<Long, Long> numbers(OperatorState state) {
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

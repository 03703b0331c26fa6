package dev.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of numbers with a count, beside lists that are merged the slow way. */
class SessionTableTest {
    private static final long SECOND = 1_000_000;
    private static final StateLayout LAYOUT = StateLayout.ofSessions(
            new StructType().add("number", "BIGINT").add("start", "TIMESTAMP"),
            new StructType().add("count", "BIGINT"));

    @TempDir
    Path folder;

    private record Session(long start, long end, long count) {
        private Session with(Session other) {
            return new Session(Math.min(start, other.start), Math.max(end, other.end), count + other.count);
        }
    }

    private static final class Model {
        private final Map<Long, List<Session>> byKey = new TreeMap<>();

        private void add(long key, Session session) {
            List<Session> sessions = byKey.computeIfAbsent(key, ignored -> new ArrayList<>());
            Session merged = session;
            boolean grows = true;
            while (grows) {
                grows = false;
                for (Session other : List.copyOf(sessions)) {
                    if (other.start <= merged.end && other.end >= merged.start) {
                        merged = merged.with(other);
                        sessions.remove(other);
                        grows = true;
                    }
                }
            }
            sessions.add(merged);
        }

        private void evict(long upTo) {
            byKey.values().forEach(sessions -> sessions.removeIf(session -> session.end <= upTo));
        }

        private List<String> texts() {
            List<String> texts = new ArrayList<>();
            byKey.forEach((key, sessions) -> sessions.forEach(session -> texts.add(key + ": " + session)));
            return texts.stream().sorted().toList();
        }
    }

    private static void merge(OperatorState state, long[] numbers, long[] starts, long[] ends) {
        Vector[] keys = {new LongVector(numbers, null)};
        long[] hashes = new long[numbers.length];
        KeyHash.hash(keys, numbers.length, hashes);
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            int here = partition;
            int[] rows = IntStream.range(0, numbers.length)
                    .filter(row -> KeyHash.partition(hashes[row], state.partitionCount()) == here)
                    .toArray();
            long[] ones = new long[rows.length];
            Arrays.fill(ones, 1);
            state.sessions(partition)
                    .merge(
                            new Vector[] {new LongVector(pick(numbers, rows), null)},
                            pick(hashes, rows),
                            pick(starts, rows),
                            pick(ends, rows),
                            rows.length,
                            new Vector[] {new LongVector(ones, null)},
                            SessionTableTest::add);
        }
    }

    private static long[] pick(long[] values, int[] rows) {
        return Arrays.stream(rows).mapToLong(row -> values[row]).toArray();
    }

    private static void add(int[] groups, Vector[] values, int rowCount, MutableVector[] buffers) {
        MutableLongVector counts = (MutableLongVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            counts.values()[groups[row]] += ((LongVector) values[0]).values()[row];
            counts.setPresence(groups[row], true);
        }
    }

    private static List<String> contents(OperatorState state) {
        List<String> texts = new ArrayList<>();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            state.sessions(partition).forEachSession(rows -> {
                for (int row = 0; row < rows.count(); row++) {
                    texts.add(value(rows.keys()[0], row) + ": "
                            + new Session(
                                    value(rows.keys()[1], row),
                                    value(rows.buffers()[0], row),
                                    value(rows.buffers()[1], row)));
                }
            });
        }
        assertThat((long) texts.size()).isEqualTo(state.groupCount());
        return texts.stream().sorted().toList();
    }

    private static long value(Vector vector, int row) {
        return ((LongVector) vector).values()[row];
    }

    @Test
    void mergingAgreesWithTheSlowWayAlsoOverRestartsFoldsAndSnapshots() {
        LocalFs fileSystem = LocalFs.withoutSync();
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            StateFiles files = new StateFiles(
                    fileSystem, new Publisher(fileSystem, new SystemIds()), folder.resolve("seed" + seed), "query");
            Model model = new Model();
            OperatorState state = new OperatorState(LAYOUT, 1 + random.nextInt(7));
            @Nullable StateFileId tip = null;
            long watermark = 0;
            for (int version = 1; version <= 60; version++) {
                for (int chunk = random.nextInt(3); chunk >= 0; chunk--) {
                    int rowCount = random.nextInt(60);
                    long[] numbers = random.longs(rowCount, 0, 1 + seed * 4L).toArray();
                    long[] starts = new long[rowCount];
                    long[] ends = new long[rowCount];
                    for (int row = 0; row < rowCount; row++) {
                        starts[row] = watermark + random.nextInt(200) * SECOND;
                        ends[row] = starts[row] + (1 + random.nextInt(4)) * SECOND;
                        model.add(numbers[row], new Session(starts[row], ends[row], 1));
                    }
                    merge(state, numbers, starts, ends);
                }
                assertThat(contents(state))
                        .as("seed %d version %d", seed, version)
                        .isEqualTo(model.texts());
                watermark += random.nextInt(3) == 0 ? random.nextInt(120) * SECOND : 0;
                model.evict(watermark);
                for (int partition = 0; partition < state.partitionCount(); partition++) {
                    state.sessions(partition).evict(watermark, gone -> {});
                }
                tip = files.writeDelta(state, 0, version, tip, "a" + version, watermark, Map.of());
                state.endBatch();
                files.compact(0, LAYOUT, tip);
                files.purge(0, tip, version - 2L);
                if (random.nextInt(3) == 0) {
                    state = files.load(0, LAYOUT, 1 + random.nextInt(7), tip);
                }
                assertThat(contents(state))
                        .as("seed %d version %d", seed, version)
                        .isEqualTo(model.texts());
            }
        }
    }

    @Test
    void closedSessionsLeaveNothingBehind() {
        OperatorState state = new OperatorState(LAYOUT, 1);
        long mostBytes = 0;
        for (int batch = 0; batch < 2_000; batch++) {
            long[] numbers = new long[100];
            long[] starts = new long[100];
            long[] ends = new long[100];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = batch * 10L + row % 10;
                starts[row] = batch * SECOND + row * 1_000L;
                ends[row] = starts[row] + SECOND;
            }
            merge(state, numbers, starts, ends);
            state.sessions(0).evict((batch - 2) * SECOND, gone -> {});
            state.endBatch();
            if (batch == 300) {
                mostBytes = 2 * state.sizeInBytes();
            }
        }
        assertThat(state.groupCount()).isLessThan(50);
        assertThat(state.sizeInBytes()).isLessThan(mostBytes);
    }
}

package dev.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are inserted with an expiry, beside a map that says which of them there must be. */
class MovingExpiryTableTest {
    private static final StateLayout LAYOUT =
            StateLayout.withMovingExpiry(new StructType().add("number", "BIGINT"), new StructType());

    @TempDir
    Path folder;

    private static long[] hashes(Vector[] keys, int rowCount) {
        long[] hashes = new long[rowCount];
        KeyHash.hash(keys, rowCount, hashes);
        return hashes;
    }

    /** Inserts rows into their partitions and returns the numbers that were new, in no order. */
    private static List<Long> insert(OperatorState state, long[] numbers, long[] expiries) {
        Vector[] keys = {new LongVector(numbers, null)};
        long[] hashes = hashes(keys, numbers.length);
        List<Long> made = new ArrayList<>();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            int here = partition;
            int[] rows = IntStream.range(0, numbers.length)
                    .filter(row -> KeyHash.partition(hashes[row], state.partitionCount()) == here)
                    .toArray();
            long[] part = Arrays.stream(rows).mapToLong(row -> numbers[row]).toArray();
            long[] partExpiries =
                    Arrays.stream(rows).mapToLong(row -> expiries[row]).toArray();
            Vector[] partKeys = {new LongVector(part, null)};
            int[] firstRows = new int[part.length];
            int count = state.movingPartition(partition)
                    .insert(partKeys, hashes(partKeys, part.length), partExpiries, part.length, firstRows);
            int before = -1;
            for (int index = 0; index < count; index++) {
                assertThat(firstRows[index]).isGreaterThan(before);
                before = firstRows[index];
                made.add(part[before]);
            }
        }
        return made;
    }

    private static Map<Long, Long> contents(OperatorState state) {
        Map<Long, Long> found = new HashMap<>();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            for (GroupSegment segment : state.movingPartition(partition).segments()) {
                long[] numbers = ((LongVector) segment.keys(segment.all(), segment.groupCount())[0]).values();
                long[] expiries = ((MutableLongVector) segment.buffers()[0]).values();
                for (int group = 0; group < segment.groupCount(); group++) {
                    if (expiries[group] != Long.MIN_VALUE) {
                        assertThat(found.put(numbers[group], expiries[group])).isNull();
                    }
                }
            }
        }
        assertThat((long) found.size()).isEqualTo(state.groupCount());
        return found;
    }

    @Test
    void insertsAndEvictionsAgreeWithAMapAlsoOverRestartsFoldsAndSnapshots() {
        LocalFs fileSystem = LocalFs.withoutSync();
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            StateFiles files = new StateFiles(
                    fileSystem, new Publisher(fileSystem, new SystemIds()), folder.resolve("seed" + seed), "query");
            Map<Long, Long> expected = new HashMap<>();
            OperatorState state = new OperatorState(LAYOUT, 1 + random.nextInt(7));
            @Nullable StateFileId tip = null;
            long watermark = 0;
            for (int version = 1; version <= 80; version++) {
                int rowCount = random.nextInt(300);
                long[] numbers = random.longs(rowCount, 0, 2_000).toArray();
                long[] expiries = new long[rowCount];
                List<Long> made = new ArrayList<>();
                for (int row = 0; row < rowCount; row++) {
                    expiries[row] = watermark + 1 + (long) (random.nextDouble() * random.nextInt(100_000_000));
                    if (expected.putIfAbsent(numbers[row], expiries[row]) == null) {
                        made.add(numbers[row]);
                    }
                }
                assertThat(insert(state, numbers, expiries))
                        .hasSameElementsAs(made)
                        .hasSameSizeAs(made);
                watermark += random.nextInt(4) == 0 ? random.nextInt(60_000_000) : 0;
                long upTo = watermark;
                long before = expected.size();
                expected.values().removeIf(expiry -> expiry <= upTo);
                assertThat(evict(state, upTo)).isEqualTo(before - expected.size());
                tip = files.writeDelta(state, 0, version, tip, "a" + version, upTo, Map.of());
                state.endBatch();
                assertThat(contents(state))
                        .as("seed %d version %d", seed, version)
                        .isEqualTo(expected);
                files.compact(0, LAYOUT, tip);
                files.purge(0, tip, version - 2L);
                if (random.nextInt(4) == 0) {
                    state = files.load(0, LAYOUT, 1 + random.nextInt(7), tip);
                    assertThat(contents(state))
                            .as("loaded %d version %d", seed, version)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static long evict(OperatorState state, long upToMicros) {
        long removed = 0;
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            removed += state.movingPartition(partition).evict(upToMicros, gone -> {});
        }
        return removed;
    }

    @Test
    void whatIsGoneLeavesNoPlacesBehind() {
        OperatorState state = new OperatorState(LAYOUT, 1);
        long mostBytes = 0;
        for (int batch = 0; batch < 2_000; batch++) {
            long[] numbers = new long[100];
            long[] expiries = new long[100];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = batch * 100L + row;
                expiries[row] = (batch + 1) * 1_000_000L;
            }
            insert(state, numbers, expiries);
            evict(state, (batch - 3) * 1_000_000L);
            state.endBatch();
            if (batch == 100) {
                mostBytes = 2 * state.sizeInBytes();
            }
        }
        assertThat(state.groupCount()).isEqualTo(400);
        assertThat(state.sizeInBytes()).isLessThan(mostBytes);
    }
}

package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class StateTableTest {
    private static final StructType NUMBER = new StructType().add("number", "BIGINT");

    @Test
    void st9_bucketsMergeWithoutLosingGroupsOrChanges() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            StateModel model = new StateModel();
            OperatorState state = new OperatorState(StateModel.LAYOUT, 1);
            for (int batch = 0; batch < 10; batch++) {
                model.update(state, random, 500, batch * 200L, 20_000);
                model.evict(state, StateModel.expiry(batch * 100L));
                assertEquals(model.expected, StateModel.contents(state));
            }
            assertTrue(state.partition(0).bucketCount() <= ExpiryBuckets.MAX_BUCKETS);
            assertEquals(state.groupCount(), state.partition(0).changedCount());
        }
    }

    @Test
    void aTurnHandsOverWhatItChangedAndItsBatchWhatAllTurnsChanged() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            StateTable table = new StateTable(new StateLayout(NUMBER, new StructType(), true));
            Set<Long> ofBatch = new TreeSet<>();
            for (int turn = 0; turn < 60; turn++) {
                Set<Long> ofTurn = new TreeSet<>();
                for (int part = 0; part < 3; part++) {
                    long[] numbers = new long[100];
                    for (int row = 0; row < numbers.length; row++) {
                        numbers[row] = turn * 50L + random.nextInt(random.nextBoolean() ? 100 : 20_000);
                        ofTurn.add(numbers[row]);
                    }
                    update(table, numbers);
                }
                ofBatch.addAll(ofTurn);
                if (random.nextBoolean()) {
                    long closed = turn * 50L + 20;
                    table.evict(closed * 1_000_000L, gone -> {});
                    ofTurn.removeIf(number -> number <= closed);
                    ofBatch.removeIf(number -> number <= closed);
                }
                assertEquals(ofTurn, changed(table), "turn " + turn + ", seed " + seed);
                table.endTurn();
                if (random.nextInt(6) == 0) {
                    table.gatherTurns();
                    assertEquals(ofBatch, changed(table), "turn " + turn + ", seed " + seed);
                    table.endBatch();
                    ofBatch.clear();
                }
            }
        }
    }

    private static void update(StateTable table, long[] numbers) {
        Vector[] keys = {new LongVector(numbers, null)};
        long[] hashes = new long[numbers.length];
        KeyHash.hash(keys, numbers.length, hashes);
        long[] expiries =
                LongStream.of(numbers).map(number -> number * 1_000_000L).toArray();
        table.update(keys, hashes, expiries, numbers.length, new Vector[0], (groups, values, rows, columns) -> {});
    }

    /** The keys that count as changed, each of which has to be there once. */
    private static Set<Long> changed(StateTable table) {
        Set<Long> changed = new TreeSet<>();
        table.forEachChanged(rows -> {
            for (int row = 0; row < rows.count(); row++) {
                assertTrue(changed.add(((LongVector) rows.keys()[0]).values()[row]));
            }
        });
        assertEquals(changed.size(), table.changedCount());
        return changed;
    }

    @Test
    void interleavedExpiriesAreAppliedBucketByBucketInTheOrderOfTheRows() {
        StateTable table = new StateTable(new StateLayout(NUMBER, new StructType(), true));
        int rowCount = 1_000;
        long[] numbers = new long[rowCount];
        long[] expiries = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = row;
            expiries[row] = (row & 1) * 5_000_000L;
        }
        Vector[] keys = {new LongVector(numbers, null)};
        long[] hashes = new long[rowCount];
        KeyHash.hash(keys, rowCount, hashes);
        List<Long> seen = new ArrayList<>();
        int[] calls = new int[1];
        table.update(keys, hashes, expiries, rowCount, keys, (groups, values, count, buffers) -> {
            calls[0]++;
            for (int row = 0; row < count; row++) {
                seen.add(((LongVector) values[0]).values()[row]);
            }
        });
        assertEquals(2, calls[0]);
        for (int row = 0; row < rowCount; row++) {
            assertEquals(row < 500 ? row * 2L : (row - 500) * 2L + 1, seen.get(row));
        }
    }

    @Test
    void st9_aKeyWithTwoNumbersTakesAtMostEightyBytes() {
        StructType buffers = new StructType().add("count", "BIGINT").add("sum", "BIGINT");
        StateTable table = new StateTable(new StateLayout(NUMBER, buffers, false));
        int total = 400_000;
        for (int from = 0; from < total; from += 4_000) {
            long[] numbers = new long[4_000];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = (long) from + row;
            }
            Vector[] keys = {new LongVector(numbers, null)};
            long[] hashes = new long[numbers.length];
            KeyHash.hash(keys, numbers.length, hashes);
            table.update(keys, hashes, hashes, numbers.length, new Vector[0], (groups, values, rows, columns) -> {});
            table.endBatch();
        }
        assertEquals(total, table.groupCount());
        assertTrue(table.sizeInBytes() <= 80L * total, table.sizeInBytes() / total + " bytes a key");
    }

    @Test
    void smallTablesAreSmall() {
        StateTable table = new StateTable(new StateLayout(NUMBER, new StructType(), true));
        long[] numbers = new long[4_096];
        long[] expiries = new long[numbers.length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = row % 200;
            expiries[row] = row % 200 * 1_000_000L;
        }
        Vector[] keys = {new LongVector(numbers, null)};
        long[] hashes = new long[numbers.length];
        KeyHash.hash(keys, numbers.length, hashes);
        table.update(keys, hashes, expiries, numbers.length, new Vector[0], (groups, values, rows, columns) -> {});
        assertEquals(200, table.groupCount());
        assertTrue(table.sizeInBytes() < 200 * 1_024, table.sizeInBytes() + " bytes");
    }
}

package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GroupTableTest {
    private static final StructType KEYS =
            new StructType().add("number", AtomicType.BIGINT).add("name", AtomicType.STRING);

    private static Vector[] keys(long[] numbers, boolean withNulls) {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[numbers.length];
        int[] lengths = new int[numbers.length];
        long[] validity = Validity.allPresent(numbers.length);
        for (int row = 0; row < numbers.length; row++) {
            String name = "name-" + numbers[row] % 7;
            starts[row] = text.length();
            lengths[row] = name.length();
            text.append(name);
            if (withNulls && numbers[row] % 5 == 0) {
                Validity.setNull(validity, row);
            }
        }
        byte[] data = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Vector[] {
            new LongVector(numbers, null), new BytesVector(data, starts, lengths, withNulls ? validity : null)
        };
    }

    /** Hashes of two bits, so that nearly all keys share theirs with others. */
    private static long[] hashes(long[] numbers, long distinct) {
        long[] hashes = new long[numbers.length];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = Math.floorMod(numbers[row] * 0x9E3779B97F4A7C15L, distinct);
        }
        return hashes;
    }

    @Test
    void findsWhatWasPutInAndNothingElseAlsoWhereHashesCollide() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            boolean withNulls = seed % 2 == 0;
            long distinctHashes = seed % 3 == 0 ? 4 : Long.MAX_VALUE;
            GroupTable table = new GroupTable(KEYS, new StructType(), false);
            Map<Long, Integer> known = new HashMap<>();
            for (int round = 0; round < 10; round++) {
                long[] numbers = random.longs(50, 0, 300).toArray();
                int[] groups = new int[numbers.length];
                table.findOrCreate(keys(numbers, withNulls), hashes(numbers, distinctHashes), numbers.length, groups);
                for (int row = 0; row < numbers.length; row++) {
                    Integer before = known.put(numbers[row], groups[row]);
                    assertEquals(before == null ? groups[row] : before, groups[row]);
                }
                long[] asked = random.longs(100, 0, 400).toArray();
                int[] rows = new int[asked.length];
                int[] found = new int[asked.length];
                int from = random.nextInt(20);
                int count = table.find(
                        keys(asked, withNulls), hashes(asked, distinctHashes), from, asked.length, rows, found);
                Map<Integer, Integer> expected = new HashMap<>();
                for (int row = from; row < asked.length; row++) {
                    Integer group = known.get(asked[row]);
                    if (group != null) {
                        expected.put(row, group);
                    }
                }
                Map<Integer, Integer> actual = new HashMap<>();
                for (int index = 0; index < count; index++) {
                    actual.put(rows[index], found[index]);
                }
                assertEquals(expected, actual, "seed " + seed);
            }
            assertEquals(known.size(), table.groupCount());
        }
    }
}

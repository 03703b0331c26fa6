package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
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

    private static KeyHasher hasher(long distinct) {
        return (keys, rowCount, hashes) -> System.arraycopy(
                hashes(Arrays.copyOf(((LongVector) keys[0]).values(), rowCount), distinct), 0, hashes, 0, rowCount);
    }

    @Test
    void findsWhatWasPutInAndNothingElseAlsoWhereHashesCollide() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            boolean withNulls = seed % 2 == 0;
            long distinctHashes = seed % 3 == 0 ? 4 : Long.MAX_VALUE;
            GroupTable table = GroupTable.inOneSegment(KEYS, new StructType(), hasher(distinctHashes));
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

    @Test
    void updatesGroupsOfManySegmentsAlsoWhereHashesCollide() {
        StructType sums = new StructType().add("sum", AtomicType.BIGINT);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            boolean withNulls = seed % 2 == 0;
            long distinctHashes = seed % 3 == 0 ? 4 : Long.MAX_VALUE;
            GroupTable table = GroupTable.inSegments(KEYS, sums, hasher(distinctHashes), 4);
            Map<Long, Long> expected = new HashMap<>();
            for (int round = 0; round < 10; round++) {
                long[] numbers = random.longs(random.nextInt(60), 0, 300).toArray();
                long[] amounts = random.longs(numbers.length, 1, 100).toArray();
                table.clearChanges();
                table.update(
                        keys(numbers, withNulls),
                        hashes(numbers, distinctHashes),
                        numbers.length,
                        new Vector[] {new LongVector(amounts, null)},
                        GroupTableTest::add);
                for (int row = 0; row < numbers.length; row++) {
                    expected.merge(numbers[row], amounts[row], Long::sum);
                }
                assertEquals(LongStream.of(numbers).distinct().count(), table.changedCount(), "seed " + seed);
                assertEquals(expected, sums(table), "seed " + seed);
                assertEquals(expected.keySet(), found(table, withNulls, distinctHashes), "seed " + seed);
            }
            assertEquals(expected.size(), table.groupCount());
            assertTrue(table.segments().size() > 1);
        }
    }

    /** Some hashes are those of the last slot of a page: groups run over into the next page, from the last into the first. */
    @Test
    void findsGroupsThatRunOverFromOnePageIntoAnother() {
        int pageSlots = 1 << 16;
        int rowCount = 4_096;
        KeyHasher hasher = (keys, count, hashes) -> {
            long[] numbers = ((LongVector) keys[0]).values();
            for (int row = 0; row < count; row++) {
                long lastOfPage = numbers[row] % 8 * pageSlots + pageSlots - 1;
                hashes[row] = numbers[row] % 61 == 0
                        ? (numbers[row] << 24) + lastOfPage
                        : (numbers[row] * 0x9E3779B97F4A7C15L) >>> 1;
            }
        };
        StructType key = new StructType().add("number", AtomicType.BIGINT);
        GroupTable table = GroupTable.inSegments(key, new StructType(), hasher);
        for (int turn = 0; turn < 2; turn++) {
            for (int batch = 0; batch < 40; batch++) {
                long first = (long) batch * rowCount;
                Vector[] keys = {
                    new LongVector(LongStream.range(first, first + rowCount).toArray(), null)
                };
                long[] hashes = new long[rowCount];
                hasher.hash(keys, rowCount, hashes);
                assertEquals(turn == 0 ? rowCount : 0, table.insert(keys, hashes, rowCount, new int[rowCount]));
                int[] groups = new int[rowCount];
                int[] rows = new int[rowCount];
                assertEquals(rowCount, table.find(keys, hashes, 0, rowCount, rows, groups));
                for (int row = 0; row < rowCount; row++) {
                    assertEquals(first + row, groups[row]);
                }
            }
        }
        assertEquals(40 * rowCount, table.groupCount());
    }

    private static void add(int[] groups, Vector[] values, int rowCount, MutableVector[] buffers) {
        long[] sums = ((MutableLongVector) buffers[0]).values();
        for (int row = 0; row < rowCount; row++) {
            sums[groups[row]] += ((LongVector) values[0]).values()[row];
        }
    }

    private static Map<Long, Long> sums(GroupTable table) {
        Map<Long, Long> sums = new HashMap<>();
        for (GroupSegment segment : table.segments()) {
            long[] numbers = numbers(segment, segment.all());
            for (int group = 0; group < numbers.length; group++) {
                sums.put(numbers[group], ((MutableLongVector) segment.buffers()[0]).values()[group]);
            }
        }
        return sums;
    }

    private static long[] numbers(GroupSegment segment, int[] groups) {
        return ((LongVector) segment.keys(groups, groups.length)[0]).values();
    }

    /** Which of the numbers up to 400 the table finds, each with its own group. */
    private static Set<Long> found(GroupTable table, boolean withNulls, long distinctHashes) {
        long[] asked = LongStream.range(0, 400).toArray();
        int[] rows = new int[asked.length];
        int[] groups = new int[asked.length];
        int count = table.find(keys(asked, withNulls), hashes(asked, distinctHashes), 0, asked.length, rows, groups);
        Set<Long> found = new HashSet<>();
        table.forEachSegment(rows, groups, count, (segment, ofRows, within) -> {
            long[] numbers = numbers(segment, within);
            for (int index = 0; index < ofRows.length; index++) {
                assertEquals(asked[ofRows[index]], numbers[index]);
                found.add(asked[ofRows[index]]);
            }
        });
        return found;
    }
}

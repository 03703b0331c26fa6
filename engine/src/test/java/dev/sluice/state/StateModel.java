package dev.sluice.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A state of counts by number and name beside a map that says what it must hold. The expiry is a function of the number. */
final class StateModel {
    static final StructType KEYS = new StructType().add("number", "BIGINT").add("name", "STRING");
    static final StateLayout LAYOUT = new StateLayout(KEYS, new StructType().add("count", "BIGINT"), true);
    static final long SECOND_MICROS = 1_000_000;

    final Map<String, Long> expected = new HashMap<>();

    /** What {@code state} holds, after a look at where it holds it. */
    static Map<String, Long> contents(OperatorState state) {
        Map<String, Long> found = new HashMap<>();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            int here = partition;
            state.partition(partition).forEachGroup(rows -> {
                LongVector numbers = (LongVector) rows.keys()[0];
                BytesVector names = (BytesVector) rows.keys()[1];
                LongVector counts = (LongVector) rows.buffers()[0];
                long[] hashes = new long[rows.count()];
                LAYOUT.hash(rows.keys(), rows.count(), hashes);
                for (int row = 0; row < rows.count(); row++) {
                    if (KeyHash.partition(hashes[row], state.partitionCount()) != here) {
                        throw new AssertionError("a group in the wrong partition");
                    }
                    String name = names.isNull(row) ? "null" : names.text(row);
                    if (found.put(numbers.values()[row] + "/" + name, counts.values()[row]) != null) {
                        throw new AssertionError("a key twice");
                    }
                }
            });
        }
        if (found.size() != state.groupCount()) {
            throw new AssertionError(found.size() + " groups, counted " + state.groupCount());
        }
        return found;
    }

    static long expiry(long number) {
        return number * SECOND_MICROS / 3;
    }

    void update(OperatorState state, Random random, int rowCount, long lowest, int range) {
        List<List<Long>> numbers = new ArrayList<>();
        List<List<String>> names = new ArrayList<>();
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            numbers.add(new ArrayList<>());
            names.add(new ArrayList<>());
        }
        for (int row = 0; row < rowCount; row++) {
            long number = lowest + random.nextInt(range);
            String name = random.nextInt(5) == 0 ? "null" : "name-" + random.nextInt(3);
            expected.merge(number + "/" + name, 1L, Long::sum);
            long[] hash = new long[1];
            KeyHash.hash(keys(List.of(number), List.of(name)), 1, hash);
            int partition = KeyHash.partition(hash[0], state.partitionCount());
            numbers.get(partition).add(number);
            names.get(partition).add(name);
        }
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            int count = numbers.get(partition).size();
            Vector[] keys = keys(numbers.get(partition), names.get(partition));
            long[] hashes = new long[count];
            KeyHash.hash(keys, count, hashes);
            long[] expiries = numbers.get(partition).stream()
                    .mapToLong(StateModel::expiry)
                    .toArray();
            state.partition(partition)
                    .update(keys, hashes, expiries, count, new Vector[0], (groups, values, rows, buffers) -> {
                        MutableLongVector counts = (MutableLongVector) buffers[0];
                        for (int row = 0; row < rows; row++) {
                            counts.values()[groups[row]]++;
                            counts.setPresence(groups[row], true);
                        }
                    });
        }
    }

    void evict(OperatorState state, long upToMicros) {
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            state.partition(partition).evict(upToMicros, rows -> {});
        }
        expected.keySet().removeIf(key -> expiry(Long.parseLong(key.substring(0, key.indexOf('/')))) <= upToMicros);
    }

    private static Vector[] keys(List<Long> numbers, List<String> names) {
        int count = numbers.size();
        StringBuilder text = new StringBuilder();
        int[] starts = new int[count];
        int[] lengths = new int[count];
        long[] validity = Validity.allPresent(count);
        for (int row = 0; row < count; row++) {
            if (names.get(row).equals("null")) {
                Validity.setNull(validity, row);
            } else {
                starts[row] = text.length();
                lengths[row] = names.get(row).length();
                text.append(names.get(row));
            }
        }
        return new Vector[] {
            new LongVector(numbers.stream().mapToLong(Long::longValue).toArray(), null),
            new BytesVector(text.toString().getBytes(UTF_8), starts, lengths, validity)
        };
    }
}

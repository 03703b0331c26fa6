package dev.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of two sides under keys that are numbers, beside a list of all of them. */
class JoinStateTest {
    private static final StateLayout LAYOUT = StateLayout.ofJoin(
            new StructType().add("number", "BIGINT"),
            new StructType().add("matched", "BOOLEAN").add("value", "BIGINT"));

    @TempDir
    Path folder;

    private static final class ModelRow {
        private final int side;
        private final long key;
        private final long expiry;
        private final long value;
        private boolean matched;

        private ModelRow(int side, long key, long expiry, long value) {
            this.side = side;
            this.key = key;
            this.expiry = expiry;
            this.value = value;
        }

        @Override
        public String toString() {
            return side + " " + key + ": " + value + (matched ? " matched" : "");
        }
    }

    private static JoinState partitionOf(OperatorState state, long hash) {
        return state.joined(KeyHash.partition(hash, state.partitionCount()));
    }

    private static long hash(long key) {
        long[] hashes = new long[1];
        KeyHash.hash(new Vector[] {numbers(key)}, 1, hashes);
        return hashes[0];
    }

    private static LongVector numbers(long... values) {
        return new LongVector(values, null);
    }

    private static void add(OperatorState state, int side, List<ModelRow> rows) {
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            JoinState here = state.joined(partition);
            List<ModelRow> some = rows.stream()
                    .filter(row -> here.equals(partitionOf(state, hash(row.key))))
                    .toList();
            Vector[] keys = {numbers(some.stream().mapToLong(row -> row.key).toArray())};
            long[] hashes = some.stream().mapToLong(row -> hash(row.key)).toArray();
            here.add(
                    side,
                    keys,
                    here.keyNumbers(keys, hashes, some.size()),
                    some.stream().mapToLong(row -> row.expiry).toArray(),
                    new Vector[] {
                        new BooleanVector(AtomicType.BOOLEAN, new boolean[some.size()], null),
                        numbers(some.stream().mapToLong(row -> row.value).toArray())
                    },
                    some.size());
        }
    }

    /** The rows of a key on one side, by walking its list. */
    private static int[] rowsOf(JoinState state, int side, long key) {
        int number = state.keyNumbers(new Vector[] {numbers(key)}, new long[] {hash(key)}, 1)[0];
        int[] rows = new int[0];
        for (int row = state.first(side, number); row != JoinState.NONE; row = state.after(row)) {
            rows = Arrays.copyOf(rows, rows.length + 1);
            rows[rows.length - 1] = row;
        }
        return rows;
    }

    private static List<String> contents(OperatorState state, long keyCount) {
        List<String> texts = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            for (long key = 0; key < keyCount; key++) {
                int ofSide = side;
                long ofKey = key;
                int[] rows = rowsOf(partitionOf(state, hash(key)), side, key);
                int[] places = IntStream.range(0, rows.length).toArray();
                partitionOf(state, hash(key)).read(places, rows, rows.length, (ignored, held) -> {
                    Vector[] buffers = held.buffers();
                    assertThat(((LongVector) held.keys()[1]).values())
                            .as("the latest first")
                            .isSortedAccordingTo(Comparator.reverseOrder());
                    for (int row = 0; row < held.count(); row++) {
                        assertThat(JoinState.sideOf(((LongVector) held.keys()[1]).values()[row]))
                                .isEqualTo(ofSide);
                        ModelRow found = new ModelRow(ofSide, ofKey, 0, ((LongVector) buffers[2]).values()[row]);
                        found.matched = ((BooleanVector) buffers[1]).values()[row];
                        texts.add(found.toString());
                    }
                });
            }
        }
        assertThat((long) texts.size()).isEqualTo(state.groupCount());
        return texts.stream().sorted().toList();
    }

    private static List<String> texts(List<ModelRow> model) {
        return model.stream().map(ModelRow::toString).sorted().toList();
    }

    @Test
    void rowsAreThoseOfAListAlsoOverRestartsFoldsAndSnapshots() {
        LocalFs fileSystem = LocalFs.withoutSync();
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            StateFiles files = new StateFiles(
                    fileSystem, new Publisher(fileSystem, new SystemIds()), folder.resolve("seed" + seed), "query");
            long keyCount = 1 + seed * 5L;
            List<ModelRow> model = new ArrayList<>();
            OperatorState state = new OperatorState(LAYOUT, 1 + random.nextInt(7));
            @Nullable StateFileId tip = null;
            long watermark = 0;
            for (int version = 1; version <= 50; version++) {
                for (int time = 0; time < 4; time++) {
                    addSome(state, model, time % 2, keyCount, watermark, random);
                    noteOrRemoveSome(state, model, random);
                }
                assertThat(contents(state, keyCount))
                        .as("seed %d version %d", seed, version)
                        .isEqualTo(texts(model));
                watermark += random.nextInt(3) == 0 ? random.nextInt(120) : 0;
                long closed = watermark;
                model.removeIf(row -> row.expiry <= closed);
                for (int partition = 0; partition < state.partitionCount(); partition++) {
                    state.joined(partition).evict(watermark, gone -> {});
                }
                tip = files.writeDelta(state, 0, version, tip, "a" + version, watermark, Map.of());
                state.endBatch();
                files.compact(0, LAYOUT, tip);
                files.purge(0, tip, version - 2L);
                if (random.nextInt(3) == 0) {
                    state = files.load(0, LAYOUT, 1 + random.nextInt(7), tip);
                }
                assertThat(contents(state, keyCount))
                        .as("seed %d version %d", seed, version)
                        .isEqualTo(texts(model));
            }
        }
    }

    private static void addSome(
            OperatorState state, List<ModelRow> model, int side, long keyCount, long watermark, Random random) {
        List<ModelRow> added = new ArrayList<>();
        for (int row = random.nextInt(30); row > 0; row--) {
            long expiry = random.nextInt(9) == 0 ? Long.MAX_VALUE : watermark + random.nextInt(200);
            added.add(new ModelRow(side, random.nextLong(keyCount), expiry, random.nextLong()));
        }
        add(state, side, added);
        model.addAll(added);
    }

    /** Some rows get a partner, some go. */
    private static void noteOrRemoveSome(OperatorState state, List<ModelRow> model, Random random) {
        for (int index = 0; index < model.size(); index += 1 + random.nextInt(40)) {
            ModelRow wanted = model.get(index);
            boolean removes = random.nextInt(4) == 0;
            JoinState here = partitionOf(state, hash(wanted.key));
            int[] rows = rowsOf(here, wanted.side, wanted.key);
            here.read(IntStream.range(0, rows.length).toArray(), rows, rows.length, (places, held) -> {
                Vector[] buffers = held.buffers();
                for (int row = 0; row < held.count(); row++) {
                    if (((LongVector) buffers[2]).values()[row] == wanted.value) {
                        int[] found = {rows[places[row]], rows[places[row]]};
                        boolean[] wereThere = new boolean[2];
                        if (removes) {
                            assertThat(here.remove(found, 2, wereThere)).isEqualTo(1);
                            assertThat(wereThere).containsExactly(true, false);
                            model.remove(wanted);
                        } else {
                            here.noteMatches(found, 2);
                            wanted.matched = true;
                        }
                    }
                }
            });
        }
    }

    @Test
    void placesOfRowsThatAreGoneAreGivenToOthers() {
        OperatorState state = new OperatorState(LAYOUT, 1);
        int mostPlaces = 0;
        for (int batch = 0; batch < 2_000; batch++) {
            add(state, batch % 2, rows(batch, 100));
            state.joined(0).evict(batch - 2, gone -> {});
            state.endBatch();
            assertThat(state.joined(0).segments()).hasSize(1);
            mostPlaces =
                    Math.max(mostPlaces, state.joined(0).segments().getFirst().groupCount());
        }
        assertThat(state.groupCount()).isEqualTo(200);
        assertThat(mostPlaces).isEqualTo(300);
    }

    @Test
    void afterManyRowsAreGoneTheOthersTakeNoMoreMemoryThanIfTheyHadNeverBeenThere() {
        OperatorState state = new OperatorState(LAYOUT, 1);
        add(state, 0, rows(1, 100));
        state.joined(0).evict(1, gone -> {});
        state.endBatch();
        // The second ten come to lie before the first.
        add(state, 0, rows(7, 10));
        add(state, 0, rows(7, 10));
        state.endBatch();
        List<String> held = contents(state, 80);
        long bytes = state.sizeInBytes();
        for (int part = 0; part < 1_000; part++) {
            add(state, 1, rows(3, 100));
        }
        state.joined(0).evict(3, gone -> {});
        state.endBatch();
        assertThat(contents(state, 80)).isEqualTo(held);
        assertThat(state.sizeInBytes()).isLessThan(2 * bytes);
    }

    /** Rows that expire when their batch does, ten of a key. */
    private static List<ModelRow> rows(int batch, int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> new ModelRow(batch % 2, batch * 10L + row % 10, batch, row))
                .toList();
    }
}

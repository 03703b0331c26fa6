package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of windows beside sets of them, while panes come in any order and buckets are merged. */
final class LiveWindowsTest {
    private static final StructType KEYS =
            new StructType().add("key", AtomicType.BIGINT).add("pane", AtomicType.TIMESTAMP);
    private static final long SECOND = 1_000_000;

    @TempDir
    Path checkpoint;

    private record Window(long key, long start) {}

    private record Model(Panes panes, Set<Window> live) {
        void add(long key, long pane) {
            for (int back = 0; back < panes.perWindow(); back++) {
                live.add(new Window(key, pane - back * panes.widthMicros()));
            }
        }

        long close(long upTo) {
            int before = live.size();
            live.removeIf(window -> panes.expiry(window.start()) <= upTo);
            return (long) before - live.size();
        }
    }

    private static void put(StateTable table, StateLayout layout, Panes panes, long[] keys, long[] starts) {
        Vector[] columns = {new LongVector(keys, null), new LongVector(AtomicType.TIMESTAMP, starts, null)};
        long[] hashes = new long[keys.length];
        layout.hash(columns, keys.length, hashes);
        long[] expiries = new long[keys.length];
        for (int row = 0; row < keys.length; row++) {
            expiries[row] = panes.expiry(starts[row]);
        }
        table.update(columns, hashes, expiries, keys.length, new Vector[0], (groups, values, rows, buffers) -> {});
    }

    @Test
    void agreesWithASetOfWindows() {
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            boolean expires = seed % 3 > 0;
            Panes panes = new Panes((1 + random.nextInt(5)) * SECOND, 2 + random.nextInt(30), 0);
            StateLayout layout = new StateLayout(KEYS, new StructType(), expires, panes);
            OperatorState state = new OperatorState(layout, 1);
            Model model = new Model(panes, new HashSet<>());
            StateFiles files = new StateFiles(
                    LocalFs.withoutSync(),
                    new Publisher(LocalFs.withoutSync(), new SystemIds()),
                    checkpoint.resolve("" + seed),
                    "query");
            StateFileId tip = null;
            long watermark = Long.MIN_VALUE;
            long now = 0;
            for (int version = 1; version <= 30; version++) {
                StateTable table = state.partition(0);
                int rows = random.nextInt(200);
                long[] keys = new long[rows];
                long[] starts = new long[rows];
                for (int row = 0; row < rows; row++) {
                    keys[row] = random.nextInt(4);
                    long pane = now + (random.nextInt(400) - 100) * panes.widthMicros();
                    starts[row] = watermark == Long.MIN_VALUE || panes.expiry(pane) > watermark ? pane : now;
                    model.add(keys[row], starts[row]);
                }
                model.close(watermark);
                put(table, layout, panes, keys, starts);
                assertEquals(model.live().size(), table.windowCount(), "seed " + seed + ", version " + version);
                if (expires) {
                    watermark = Math.max(watermark, now - random.nextInt(40) * SECOND);
                    assertEquals(model.close(watermark), table.closeWindows(watermark), "seed " + seed);
                    table.evict(watermark, ignored -> {});
                    assertEquals(model.live().size(), table.windowCount());
                }
                tip = files.writeDelta(state, 0, version, tip, "a", watermark, Map.of());
                state.endBatch();
                now += random.nextInt(20) * panes.widthMicros();
                if (random.nextInt(4) == 0) {
                    state = files.load(0, layout, 1, tip);
                }
            }
            assertEquals(model.live().size(), state.partition(0).windowCount(), "seed " + seed);
        }
    }

    @Test
    void thePanesOfAKeyShareItsKeyGroup() {
        Panes panes = new Panes(SECOND, 10, 0);
        StateLayout layout = new StateLayout(KEYS, new StructType(), true, panes);
        long[] keys = new long[1_000];
        long[] starts = new long[1_000];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = row / 100;
            starts[row] = row % 100 * SECOND;
        }
        Vector[] columns = {new LongVector(keys, null), new LongVector(AtomicType.TIMESTAMP, starts, null)};
        long[] hashes = new long[keys.length];
        layout.hash(columns, keys.length, hashes);
        Set<Long> distinct = new HashSet<>();
        for (int row = 0; row < keys.length; row++) {
            assertEquals(KeyHash.keyGroup(hashes[row - row % 100]), KeyHash.keyGroup(hashes[row]));
            distinct.add(hashes[row]);
        }
        assertEquals(keys.length, distinct.size());
        assertTrue(distinct.stream().map(hash -> hash & 1023).distinct().count() > 500);
    }
}

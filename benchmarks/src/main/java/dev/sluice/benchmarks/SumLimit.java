package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The limit of W4: count and sum for each of five million keys, in ten batches, each of which ends with the keys that
 * changed. Two halves of the keys, an open-addressing table of longs for each.
 */
final class SumLimit {
    static final long MULTIPLIER = 3_090_169;
    static final long KEYS = 5_000_000;

    private SumLimit() {}

    static Measured run(long rows, int batches) throws Exception {
        long start = System.nanoTime();
        int threads = Runtime.getRuntime().availableProcessors();
        long updated = 0;
        try (Parallel parallel = new Parallel()) {
            List<Callable<Long>> work = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int part = thread;
                work.add(() -> part(part, threads, rows, batches));
            }
            for (long count : parallel.all(work)) {
                updated += count;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, "updated=" + updated);
    }

    private static long part(int part, int parts, long rows, int batches) {
        Table table = new Table();
        long rowsPerBatch = rows / batches;
        long updated = 0;
        for (int batch = 0; batch < batches; batch++) {
            table.add(batch * rowsPerBatch, (batch + 1) * rowsPerBatch, part, parts);
            updated += table.emitChanged();
        }
        return updated;
    }

    /** Four longs a slot, so that a row touches one cache line: key + 1, count, sum, the batch that last changed it. */
    private static final class Table {
        private static final int BLOCK = 1 << 12;

        /** Room for the half of the keys that one of two threads has, known beforehand. */
        private static final int SLOT_BITS = 22;

        private static final int MASK = (1 << SLOT_BITS) - 1;

        private final long[] slots = new long[4 << SLOT_BITS];
        private final long[] ownKeys = new long[BLOCK];
        private final long[] ownValues = new long[BLOCK];
        private int[] changed = new int[1 << 12];
        private int changedCount;
        private long batch = 1;
        private long emitted;

        private void add(long from, long to, int part, int parts) {
            for (long start = from; start < to; start += BLOCK) {
                addBlock(start, (int) Math.min(BLOCK, to - start), part, parts);
            }
        }

        /** Keys of this part first, without a branch to mispredict; then the table, whose misses overlap. */
        private void addBlock(long start, int rows, int part, int parts) {
            int count = 0;
            for (int row = 0; row < rows; row++) {
                long key = (start + row) * MULTIPLIER % KEYS;
                ownKeys[count] = key;
                ownValues[count] = start + row;
                count += (hash(key) >>> 33) % parts == part ? 1 : 0;
            }
            for (int index = 0; index < count; index++) {
                add(ownKeys[index], ownValues[index]);
            }
        }

        private static long hash(long key) {
            return key * 0x9E3779B97F4A7C15L;
        }

        private void add(long key, long value) {
            int at = ((int) (hash(key) >>> 40) & MASK) << 2;
            long stored = key + 1;
            while (slots[at] != stored && slots[at] != 0) {
                at = (at + 4) & (MASK << 2);
            }
            slots[at] = stored;
            slots[at + 1]++;
            slots[at + 2] += value;
            if (slots[at + 3] != batch) {
                slots[at + 3] = batch;
                if (changedCount == changed.length) {
                    changed = Arrays.copyOf(changed, changedCount * 2);
                }
                changed[changedCount++] = at;
            }
        }

        private long emitChanged() {
            for (int index = 0; index < changedCount; index++) {
                int at = changed[index];
                emitted += slots[at] ^ slots[at + 1] ^ slots[at + 2];
            }
            long count = changedCount;
            changedCount = 0;
            batch++;
            if (emitted == 42) {
                System.err.println("an unlikely sum");
            }
            return count;
        }
    }
}

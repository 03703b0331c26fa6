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

    /** Three longs a slot: key + 1, count, sum; and which slots changed. */
    private static final class Table {
        private static final int BLOCK = 1 << 12;

        /** Room for half of the keys, known beforehand. */
        private static final int FIRST_BITS = 22;

        private long[] slots = new long[3 << FIRST_BITS];
        private int mask = (1 << FIRST_BITS) - 1;
        private final long[] ownKeys = new long[BLOCK];
        private final long[] ownValues = new long[BLOCK];
        private int used;
        private long[] changedBits = new long[(1 << FIRST_BITS) / 64];
        private int[] changed = new int[1 << 12];
        private int changedCount;
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
                long hash = key * 0x9E3779B97F4A7C15L;
                ownKeys[count] = key;
                ownValues[count] = start + row;
                count += (hash >>> 33) % parts == part ? 1 : 0;
            }
            for (int index = 0; index < count; index++) {
                add(ownKeys[index], ownValues[index]);
            }
        }

        private void add(long key, long value) {
            int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
            long stored = key + 1;
            while (slots[slot * 3] != stored && slots[slot * 3] != 0) {
                slot = slot + 1 & mask;
            }
            if (slots[slot * 3] == 0) {
                slots[slot * 3] = stored;
                used++;
            }
            slots[slot * 3 + 1]++;
            slots[slot * 3 + 2] += value;
            if ((changedBits[slot >>> 6] & 1L << slot) == 0) {
                changedBits[slot >>> 6] |= 1L << slot;
                if (changedCount == changed.length) {
                    changed = Arrays.copyOf(changed, changedCount * 2);
                }
                changed[changedCount++] = slot;
            }
            if (used > mask - (mask >> 2)) {
                grow();
            }
        }

        private void grow() {
            long[] old = slots;
            long[] oldBits = changedBits;
            int capacity = (mask + 1) * 2;
            slots = new long[capacity * 3];
            changedBits = new long[capacity / 64];
            mask = capacity - 1;
            changedCount = 0;
            for (int at = 0; at < old.length; at += 3) {
                if (old[at] == 0) {
                    continue;
                }
                int slot = (int) (((old[at] - 1) * 0x9E3779B97F4A7C15L) >>> 40) & mask;
                while (slots[slot * 3] != 0) {
                    slot = slot + 1 & mask;
                }
                System.arraycopy(old, at, slots, slot * 3, 3);
                int oldSlot = at / 3;
                if ((oldBits[oldSlot >>> 6] & 1L << oldSlot) != 0) {
                    changedBits[slot >>> 6] |= 1L << slot;
                    if (changedCount == changed.length) {
                        changed = Arrays.copyOf(changed, changedCount * 2);
                    }
                    changed[changedCount++] = slot;
                }
            }
        }

        private long emitChanged() {
            for (int index = 0; index < changedCount; index++) {
                int slot = changed[index];
                emitted += slots[slot * 3] ^ slots[slot * 3 + 1] ^ slots[slot * 3 + 2];
                changedBits[slot >>> 6] = 0;
            }
            long count = changedCount;
            changedCount = 0;
            if (emitted == 42) {
                System.err.println("an unlikely sum");
            }
            return count;
        }
    }
}

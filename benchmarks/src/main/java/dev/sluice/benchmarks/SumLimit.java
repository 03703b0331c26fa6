package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The limit of W4: count and sum for each of five million keys, in ten batches, each of which ends with the keys that
 * changed. Each thread spreads its share of the rows of a batch over parts of the hash; then each adds up its share of the
 * parts, the table of a part being little larger than a cache.
 */
final class SumLimit {
    static final long MULTIPLIER = 3_090_169;
    static final long KEYS = 5_000_000;

    private static final int PART_BITS = 6;
    private static final int PARTS = 1 << PART_BITS;

    private final Share[] shares;
    private final Table[] tables = new Table[PARTS];

    private SumLimit(int threads, int rowsPerBatch) {
        this.shares = new Share[threads];
        for (int thread = 0; thread < threads; thread++) {
            shares[thread] = new Share((int) ((long) rowsPerBatch * thread / threads), (int)
                    ((long) rowsPerBatch * (thread + 1) / threads));
        }
    }

    static Measured run(long rows, int batches) throws Exception {
        long start = System.nanoTime();
        int rowsPerBatch = (int) (rows / batches);
        SumLimit limit = new SumLimit(Runtime.getRuntime().availableProcessors(), rowsPerBatch);
        long updated = 0;
        try (Parallel parallel = new Parallel()) {
            for (int batch = 0; batch < batches; batch++) {
                updated += limit.batch(parallel, (long) batch * rowsPerBatch);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, "updated=" + updated);
    }

    /** Rows from {@code first}; returns how many keys changed. */
    private long batch(Parallel parallel, long first) throws Exception {
        List<Callable<Long>> spread = new ArrayList<>();
        List<Callable<Long>> add = new ArrayList<>();
        for (int index = 0; index < shares.length; index++) {
            Share share = shares[index];
            int firstPart = PARTS * index / shares.length;
            int endPart = PARTS * (index + 1) / shares.length;
            spread.add(() -> share.spread(first));
            add.add(() -> add(firstPart, endPart));
        }
        parallel.all(spread);
        long updated = 0;
        for (long changed : parallel.all(add)) {
            updated += changed;
        }
        return updated;
    }

    private long add(int firstPart, int endPart) {
        long changed = 0;
        for (int part = firstPart; part < endPart; part++) {
            if (tables[part] == null) {
                tables[part] = new Table();
            }
            Table table = tables[part];
            for (Share share : shares) {
                table.add(share.keys, share.values, part == 0 ? 0 : share.ends[part - 1], share.ends[part]);
            }
            changed += table.emitChanged();
        }
        return changed;
    }

    private static long hash(long key) {
        return key * 0x9E3779B97F4A7C15L;
    }

    /** A share of the rows of a batch, ordered by the part of the hash; those of part {@code p} end at {@code ends[p]}. */
    private static final class Share {
        private final int from;
        private final int to;
        private final long[] keys;
        private final long[] values;
        private final int[] ends = new int[PARTS];

        private Share(int from, int to) {
            this.from = from;
            this.to = to;
            this.keys = new long[to - from];
            this.values = new long[to - from];
        }

        private static long key(long value) {
            return value * MULTIPLIER % KEYS;
        }

        private static int part(long key) {
            return (int) (hash(key) >>> (Long.SIZE - PART_BITS));
        }

        private long spread(long first) {
            int[] next = new int[PARTS];
            for (int row = from; row < to; row++) {
                next[part(key(first + row))]++;
            }
            int total = 0;
            for (int part = 0; part < PARTS; part++) {
                int count = next[part];
                next[part] = total;
                total += count;
                ends[part] = total;
            }
            for (int row = from; row < to; row++) {
                long value = first + row;
                long key = key(value);
                int at = next[part(key)]++;
                keys[at] = key;
                values[at] = value;
            }
            return total;
        }
    }

    /** Three longs a slot: key + 1, count, sum. */
    private static final class Table {
        /** Room for the keys of a part, known beforehand, and a third more. */
        private static final int SLOTS = (int) (KEYS / PARTS * 4 / 3) + 64;

        private final long[] slots = new long[3 * SLOTS];
        private final long[] changed = new long[(SLOTS + 63) >>> 6];
        private long emitted;

        private void add(long[] keys, long[] values, int from, int to) {
            for (int row = from; row < to; row++) {
                long stored = keys[row] + 1;
                int slot = (int) (((hash(keys[row]) << PART_BITS >>> 32) * SLOTS) >>> 32);
                while (slots[3 * slot] != stored && slots[3 * slot] != 0) {
                    slot = slot + 1 == SLOTS ? 0 : slot + 1;
                }
                slots[3 * slot] = stored;
                slots[3 * slot + 1]++;
                slots[3 * slot + 2] += values[row];
                changed[slot >>> 6] |= 1L << slot;
            }
        }

        private long emitChanged() {
            long count = 0;
            for (int word = 0; word < changed.length; word++) {
                for (long left = changed[word]; left != 0; left &= left - 1) {
                    int at = 3 * (word << 6 | Long.numberOfTrailingZeros(left));
                    emitted += slots[at] ^ slots[at + 1] ^ slots[at + 2];
                    count++;
                }
                changed[word] = 0;
            }
            if (emitted == 42) {
                System.err.println("an unlikely sum");
            }
            return count;
        }
    }
}

package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The limit of DEDUP: which ids were not seen before, in ten batches. Each thread spreads its share of the ids of a batch over
 * parts of the hash; then each puts its share of the parts into their sets, the set of a part being little larger than a
 * cache.
 */
final class DistinctLimit {
    static final long MULTIPLIER = 3_090_169;

    private static final int PART_BITS = 6;
    private static final int PARTS = 1 << PART_BITS;

    private final long ids;
    private final long[][] shares;
    private final int[][] ends;
    private final LongSet[] sets = new LongSet[PARTS];

    private DistinctLimit(int threads, int rowsPerBatch, long ids) {
        this.ids = ids;
        this.shares = new long[threads][];
        this.ends = new int[threads][PARTS];
        for (int thread = 0; thread < threads; thread++) {
            shares[thread] = new long[rowsPerBatch / threads];
        }
        for (int part = 0; part < PARTS; part++) {
            sets[part] = new LongSet((int) (ids / PARTS * 3 / 2) + 64);
        }
    }

    static Measured run(long rows, int batches) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        int rowsPerBatch = (int) (rows / batches);
        if (rowsPerBatch % threads != 0) {
            throw new IllegalArgumentException(rowsPerBatch + " rows for " + threads + " threads");
        }
        long start = System.nanoTime();
        DistinctLimit limit = new DistinctLimit(threads, rowsPerBatch, rows / 2);
        long passed = 0;
        try (Parallel parallel = new Parallel()) {
            for (int batch = 0; batch < batches; batch++) {
                passed += limit.batch(parallel, (long) batch * rowsPerBatch);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, "created=" + passed + " held=" + passed);
    }

    private long batch(Parallel parallel, long first) throws Exception {
        List<Callable<Long>> spread = new ArrayList<>();
        List<Callable<Long>> put = new ArrayList<>();
        for (int index = 0; index < shares.length; index++) {
            int share = index;
            long from = first + (long) index * shares[index].length;
            int firstPart = PARTS * index / shares.length;
            int endPart = PARTS * (index + 1) / shares.length;
            spread.add(() -> spread(shares[share], ends[share], from));
            put.add(() -> put(firstPart, endPart));
        }
        parallel.all(spread);
        long passed = 0;
        for (long count : parallel.all(put)) {
            passed += count;
        }
        return passed;
    }

    private static long hash(long id) {
        return id * 0x9E3779B97F4A7C15L;
    }

    private static int part(long id) {
        return (int) (hash(id) >>> (Long.SIZE - PART_BITS));
    }

    private long spread(long[] share, int[] ends, long first) {
        int[] next = new int[PARTS];
        for (int row = 0; row < share.length; row++) {
            next[part((first + row) * MULTIPLIER % ids)]++;
        }
        int total = 0;
        for (int part = 0; part < PARTS; part++) {
            int count = next[part];
            next[part] = total;
            total += count;
            ends[part] = total;
        }
        for (int row = 0; row < share.length; row++) {
            long id = (first + row) * MULTIPLIER % ids;
            share[next[part(id)]++] = id;
        }
        return total;
    }

    private long put(int firstPart, int endPart) {
        long passed = 0;
        for (int part = firstPart; part < endPart; part++) {
            for (int share = 0; share < shares.length; share++) {
                passed += sets[part].add(shares[share], part == 0 ? 0 : ends[share][part - 1], ends[share][part]);
            }
        }
        return passed;
    }

    /** Open addressing; a slot holds an id plus one. */
    private static final class LongSet {
        private final long[] slots;
        private long emitted;

        private LongSet(int slotCount) {
            this.slots = new long[slotCount];
        }

        /** Adds {@code ids[from..to)} and says how many were new, each of which it looks at as an output would. */
        private long add(long[] ids, int from, int to) {
            long added = 0;
            for (int row = from; row < to; row++) {
                long stored = ids[row] + 1;
                int slot = (int) (((hash(ids[row]) << PART_BITS >>> 32) * slots.length) >>> 32);
                while (slots[slot] != stored && slots[slot] != 0) {
                    slot = slot + 1 == slots.length ? 0 : slot + 1;
                }
                if (slots[slot] == 0) {
                    slots[slot] = stored;
                    emitted ^= stored;
                    added++;
                }
            }
            if (emitted == 42) {
                System.err.println("an unlikely sum");
            }
            return added;
        }
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.KeyHash;

/** Rows of one batch after the other, each time sorted by the partition of their hashes. */
final class RowsByPartition {
    private final int[][] rows;
    private final int[] counts;

    RowsByPartition(int partitionCount) {
        this.rows = new int[partitionCount][0];
        this.counts = new int[partitionCount];
    }

    /** Sorts rows {@code [0, rowCount)}; what was there before is gone. */
    void sort(long[] hashes, int rowCount) {
        clear(rowCount);
        for (int row = 0; row < rowCount; row++) {
            add(row, hashes[row]);
        }
    }

    /** Sorts rows {@code among[0..count)}; what was there before is gone. */
    void sort(long[] hashes, int[] among, int count) {
        clear(count);
        for (int index = 0; index < count; index++) {
            add(among[index], hashes[among[index]]);
        }
    }

    private void clear(int rowCount) {
        for (int partition = 0; partition < rows.length; partition++) {
            counts[partition] = 0;
            if (rows[partition].length < rowCount) {
                rows[partition] = new int[rowCount];
            }
        }
    }

    private void add(int row, long hash) {
        int partition = KeyHash.partition(hash, rows.length);
        rows[partition][counts[partition]++] = row;
    }

    /** The rows of a partition, in their order: the first {@link #count} of the array, which {@link #sort} uses again. */
    int[] rows(int partition) {
        return rows[partition];
    }

    int count(int partition) {
        return counts[partition];
    }
}

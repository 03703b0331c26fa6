package dev.sluice.execution.sort;

import dev.sluice.columnar.Batch;
import java.util.List;

/**
 * Sorts the rows of blocks in memory: a merge sort over pairs of prefix and position, which looks at the blocks only where
 * prefixes are equal, and copies nothing where two halves are in order already.
 */
final class PositionSort {
    /** Below this many, inserting is quicker than merging. */
    private static final int INSERTED_ROWS = 16;

    private static final int ROW_BITS = 16;
    private static final int ROW_MASK = Batch.MAX_ROWS - 1;

    private final List<SortBlock> blocks;
    private final long[] prefixes;
    private final long[] positions;
    private final long[] sparePrefixes;
    private final long[] sparePositions;

    private PositionSort(List<SortBlock> blocks, int rowCount) {
        this.blocks = blocks;
        this.prefixes = new long[rowCount];
        this.positions = new long[rowCount];
        this.sparePrefixes = new long[rowCount / 2];
        this.sparePositions = new long[rowCount / 2];
    }

    /** The positions of all rows, in order. */
    static long[] sort(List<SortBlock> blocks) {
        int rowCount =
                Math.toIntExact(blocks.stream().mapToLong(SortBlock::rowCount).sum());
        PositionSort sort = new PositionSort(blocks, rowCount);
        int filled = 0;
        for (int block = 0; block < blocks.size(); block++) {
            SortBlock from = blocks.get(block);
            for (int row = 0; row < from.rowCount(); row++) {
                sort.prefixes[filled] = from.prefix(row);
                sort.positions[filled++] = ((long) block << ROW_BITS) | row;
            }
        }
        sort.sort(0, rowCount);
        return sort.positions;
    }

    /** The number of the block in which a position is. */
    static int block(long position) {
        return (int) (position >>> ROW_BITS);
    }

    /** The row of its block at which a position is. */
    static int row(long position) {
        return (int) (position & ROW_MASK);
    }

    private void sort(int from, int to) {
        if (to - from <= INSERTED_ROWS) {
            insert(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (!isBefore(prefixes[middle], positions[middle], prefixes[middle - 1], positions[middle - 1])) {
            return;
        }
        merge(from, middle, to);
    }

    private void insert(int from, int to) {
        for (int next = from + 1; next < to; next++) {
            long prefix = prefixes[next];
            long position = positions[next];
            int slot = next;
            while (slot > from && isBefore(prefix, position, prefixes[slot - 1], positions[slot - 1])) {
                prefixes[slot] = prefixes[slot - 1];
                positions[slot] = positions[slot - 1];
                slot--;
            }
            prefixes[slot] = prefix;
            positions[slot] = position;
        }
    }

    private void merge(int from, int middle, int to) {
        int count = middle - from;
        System.arraycopy(prefixes, from, sparePrefixes, 0, count);
        System.arraycopy(positions, from, sparePositions, 0, count);
        int left = 0;
        int right = middle;
        int filled = from;
        while (left < count && right < to) {
            if (isBefore(prefixes[right], positions[right], sparePrefixes[left], sparePositions[left])) {
                prefixes[filled] = prefixes[right];
                positions[filled++] = positions[right++];
            } else {
                prefixes[filled] = sparePrefixes[left];
                positions[filled++] = sparePositions[left++];
            }
        }
        System.arraycopy(sparePrefixes, left, prefixes, filled, count - left);
        System.arraycopy(sparePositions, left, positions, filled, count - left);
    }

    private boolean isBefore(long prefix, long position, long otherPrefix, long otherPosition) {
        return prefix == otherPrefix
                ? blocks.get(block(position))
                                .compareColumns(row(position), blocks.get(block(otherPosition)), row(otherPosition))
                        < 0
                : Long.compareUnsigned(prefix, otherPrefix) < 0;
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Gather;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.memory.QueryMemory;
import java.util.ArrayList;
import java.util.List;

/** What one task has for each partition of a keyed operator. */
final class PartitionRows {
    private final List<SplitRows> partitions = new ArrayList<>();
    private final RowsByPartition sorted;

    PartitionRows(StatefulSpec spec, int partitionCount, QueryMemory memory) {
        this.sorted = new RowsByPartition(partitionCount);
        for (int index = 0; index < partitionCount; index++) {
            partitions.add(new SplitRows(spec, partitionCount, memory));
        }
    }

    int count() {
        return partitions.size();
    }

    /** Adds copies of the rows to the partitions of their hashes, in their order; the arrays may be used again. */
    void addCopies(int rowCount, long[] hashes, Vector[] keys, Vector[] values) {
        sorted.sort(hashes, rowCount);
        addSorted(hashes, keys, values);
    }

    /** As {@link #addCopies(int, long[], Vector[], Vector[])}, of rows {@code among[0..count)} alone. */
    void addCopies(int[] among, int count, long[] hashes, Vector[] keys, Vector[] values) {
        sorted.sort(hashes, among, count);
        addSorted(hashes, keys, values);
    }

    private void addSorted(long[] hashes, Vector[] keys, Vector[] values) {
        for (int partition = 0; partition < count(); partition++) {
            int[] rows = sorted.rows(partition);
            int count = sorted.count(partition);
            if (count > 0) {
                add(
                        partition,
                        new KeyedRows(
                                count,
                                Gather.of(hashes, rows, count),
                                Gather.copies(keys, rows, count),
                                Gather.copies(values, rows, count),
                                false));
            }
        }
    }

    /** Adds rows that nobody else changes. */
    void add(int partition, KeyedRows rows) {
        partitions.get(partition).add(rows);
    }

    /** Says that there are no more rows, and hands them over. */
    List<SplitRows> seal() {
        partitions.forEach(SplitRows::seal);
        return partitions;
    }
}

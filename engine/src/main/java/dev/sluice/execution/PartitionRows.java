package dev.sluice.execution;

import dev.sluice.columnar.Gather;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.memory.LongArrays;
import dev.sluice.execution.memory.QueryMemory;
import java.util.ArrayList;
import java.util.List;

/** What one task has for each partition of a keyed operator. */
final class PartitionRows {
    private final List<SplitRows> partitions = new ArrayList<>();
    private final RowsByPartition sorted;
    private final LongArrays longs;

    PartitionRows(StatefulSpec spec, int partitionCount, QueryMemory memory) {
        this.sorted = new RowsByPartition(partitionCount);
        this.longs = memory.longs();
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
                                copy(hashes, rows, count),
                                copies(keys, rows, count),
                                copies(values, rows, count),
                                false));
            }
        }
    }

    private long[] copy(long[] values, int[] rows, int count) {
        long[] copy = longs.take(count);
        Gather.into(values, rows, count, copy);
        return copy;
    }

    private Vector[] copies(Vector[] columns, int[] rows, int count) {
        Vector[] copies = new Vector[columns.length];
        for (int index = 0; index < columns.length; index++) {
            copies[index] = columns[index] instanceof LongVector(var type, var values, var validity)
                    ? new LongVector(type, copy(values, rows, count), Validity.gather(validity, rows, count))
                    : Gather.copy(columns[index], rows, count);
        }
        return copies;
    }

    /**
     * Has the arrays of rows used again, once their partition has taken them.
     *
     * @param keepsColumns whether it has kept their columns; nobody keeps the hashes
     */
    static void reuse(KeyedRows rows, boolean keepsColumns, LongArrays longs) {
        if (rows.isFolded()) {
            return;
        }
        longs.giveBack(rows.hashes());
        if (!keepsColumns) {
            longs.giveBack(rows.keys());
            longs.giveBack(rows.values());
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

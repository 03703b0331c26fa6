package dev.sluice.execution;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.memory.QueryMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one task has for each partition of a keyed operator. */
final class PartitionRows {
    private final List<SplitRows> partitions = new ArrayList<>();

    PartitionRows(StatefulSpec spec, int partitionCount, QueryMemory memory) {
        for (int index = 0; index < partitionCount; index++) {
            partitions.add(new SplitRows(spec, partitionCount, memory));
        }
    }

    int count() {
        return partitions.size();
    }

    /** Adds copies of rows to the partitions of their hashes, in their order; the arrays may be used again. */
    void addCopies(int[] rows, int rowCount, long[] hashes, Vector[] keys, Vector[] values) {
        int[] ends = new int[partitions.size()];
        int[] ordered = byPartition(rows, rowCount, hashes, ends);
        int from = 0;
        for (int partition = 0; partition < ends.length; partition++) {
            if (ends[partition] > from) {
                int[] part = Arrays.copyOfRange(ordered, from, ends[partition]);
                add(
                        partition,
                        new KeyedRows(
                                part.length, Gather.of(hashes, part), copies(keys, part), copies(values, part), false));
            }
            from = ends[partition];
        }
    }

    /** Adds rows that nobody else changes. */
    void add(int partition, KeyedRows rows) {
        partitions.get(partition).add(rows);
    }

    private static Vector[] copies(Vector[] vectors, int[] rows) {
        Vector[] copies = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            Vector gathered = vectors[index].gather(rows, rows.length);
            copies[index] = switch (gathered) {
                // These are copied by gathering them.
                case LongVector v -> v;
                case IntVector v -> v;
                case DoubleVector v -> v;
                case BooleanVector v -> v;
                default -> Vectors.copy(gathered, rows.length);
            };
        }
        return copies;
    }

    /** The rows ordered by partition, otherwise as they were; {@code ends} says where each partition ends. */
    static int[] byPartition(int[] rows, int rowCount, long[] hashes, int[] ends) {
        int partitionCount = ends.length;
        for (int index = 0; index < rowCount; index++) {
            ends[KeyHash.partition(hashes[rows[index]], partitionCount)]++;
        }
        int[] next = new int[partitionCount];
        int total = 0;
        for (int partition = 0; partition < partitionCount; partition++) {
            next[partition] = total;
            total += ends[partition];
            ends[partition] = total;
        }
        int[] ordered = new int[rowCount];
        for (int index = 0; index < rowCount; index++) {
            ordered[next[KeyHash.partition(hashes[rows[index]], partitionCount)]++] = rows[index];
        }
        return ordered;
    }

    /** Says that there are no more rows, and hands them over. */
    List<SplitRows> seal() {
        partitions.forEach(SplitRows::seal);
        return partitions;
    }
}

package dev.sluice.connector.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.VectorCopy;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;

/** Copies one block into batches. */
final class MemoryReader implements SplitReader {
    private final Batch block;
    private final int[] columns;
    private int nextRow;

    MemoryReader(Batch block, StructType wanted) {
        this.block = block;
        this.columns = new int[wanted.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = block.schema().indexOf(wanted.field(index).name()).orElseThrow();
        }
    }

    @Override
    public boolean next(BatchBuilder builder, Deadline deadline) {
        int target = builder.rowCount();
        int count = Math.min(block.rowCount() - nextRow, builder.capacity() - target);
        for (int index = 0; index < columns.length; index++) {
            VectorCopy.copy(block.vector(columns[index]), nextRow, count, builder.column(index), target);
        }
        builder.positions(target, count, nextRow);
        builder.rowCount(target + count);
        nextRow += count;
        return nextRow < block.rowCount();
    }

    @Override
    public long recordCount() {
        return nextRow;
    }

    @Override
    public void close() {}
}

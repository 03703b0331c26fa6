package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.execution.memory.QueryMemory;
import java.util.Arrays;
import java.util.List;

/** Divides the rows that {@link JoinSideOperator} made by the partition that holds their key. */
final class PreJoin implements KeyedTask {
    private final PartitionRows partitions;
    private final int keyCount;
    private final RowFates fates = new RowFates();

    PreJoin(StreamJoinSpec spec, int partitionCount, QueryMemory memory) {
        this.partitions = new PartitionRows(spec, partitionCount, memory);
        this.keyCount = Leaves.of(spec.keySchema()).size();
    }

    @Override
    public void push(Batch batch) {
        int rowCount = batch.rowCount();
        fates.pass(rowCount, rowCount);
        Vector[] columns = new Vector[batch.vectors().length];
        Arrays.setAll(columns, column -> Vectors.flat(batch.vector(column), rowCount));
        int[] rows = new int[rowCount];
        Arrays.setAll(rows, row -> row);
        partitions.addCopies(
                rows,
                rowCount,
                ((LongVector) columns[0]).values(),
                Arrays.copyOfRange(columns, 1, 1 + keyCount),
                Arrays.copyOfRange(columns, 1 + keyCount, columns.length));
    }

    @Override
    public List<SplitRows> finish() {
        return partitions.seal();
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}

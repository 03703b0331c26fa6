package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;

/** Puts single rows of many batches together to one. */
final class RowGatherer {
    private final StructType schema;
    private final MutableVector[] columns;
    private int rowCount;

    RowGatherer(StructType schema, int capacity) {
        this.schema = schema;
        StructType leaves = Leaves.of(schema);
        this.columns = new MutableVector[leaves.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = MutableVector.of(leaves.type(index), capacity);
            columns[index].ensureCapacity(capacity);
        }
    }

    void add(Batch batch, int row) {
        int[] single = {row};
        Vector[] values = new Vector[batch.vectors().length];
        for (int index = 0; index < values.length; index++) {
            values[index] = batch.vector(index).gather(single, 1);
        }
        Vector[] leaves = Leaves.split(values, 1);
        for (int index = 0; index < columns.length; index++) {
            columns[index].set(rowCount, leaves[index], 0);
        }
        rowCount++;
    }

    Batch build() {
        Vector[] leaves = new Vector[columns.length];
        for (int index = 0; index < leaves.length; index++) {
            leaves[index] = columns[index].view(rowCount);
        }
        return new Batch(schema, Leaves.join(schema, leaves, rowCount), rowCount);
    }
}

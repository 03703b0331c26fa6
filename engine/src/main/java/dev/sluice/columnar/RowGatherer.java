package dev.sluice.columnar;

import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts rows of many batches together to one batch, column by column once all are picked. */
public final class RowGatherer {
    private final StructType schema;
    private final MutableVector[] columns;
    private final List<Vector[]> sources = new ArrayList<>();
    private int[] pickedSources = new int[64];
    private int[] pickedRows = new int[64];
    private int rowCount;
    private int builtRows;

    public RowGatherer(StructType schema) {
        this.schema = schema;
        StructType leaves = Leaves.of(schema);
        this.columns = new MutableVector[leaves.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = MutableVector.of(leaves.type(index), 0);
        }
    }

    /** Makes the rows of a batch available until the next {@link #build}, and returns the number that names it. */
    public int source(Batch batch) {
        sources.add(Leaves.split(batch.vectors(), batch.rowCount()));
        return sources.size() - 1;
    }

    /** Adds one row of a source. */
    public void pick(int source, int row) {
        if (rowCount == pickedRows.length) {
            pickedSources = Arrays.copyOf(pickedSources, rowCount * 2);
            pickedRows = Arrays.copyOf(pickedRows, rowCount * 2);
        }
        pickedSources[rowCount] = source;
        pickedRows[rowCount] = row;
        rowCount++;
    }

    /** How many rows were picked since the last {@link #build}. */
    public int rowCount() {
        return rowCount;
    }

    /** The picked rows, in arrays that the next call uses again. Forgets rows and sources. */
    public Batch build() {
        Vector[] leaves = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            MutableVector target = columns[column];
            target.clear(builtRows);
            target.ensureCapacity(rowCount);
            for (int row = 0; row < rowCount; row++) {
                target.set(row, sources.get(pickedSources[row])[column], pickedRows[row]);
            }
            leaves[column] = target.view(rowCount);
        }
        Batch built = new Batch(schema, Leaves.join(schema, leaves, rowCount), rowCount);
        builtRows = rowCount;
        rowCount = 0;
        sources.clear();
        return built;
    }
}

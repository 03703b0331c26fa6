package dev.sluice.builtin.comparison;

import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.Arrays;

/** The least or the greatest of the arguments of a row that are not null. Structs are put together from their leaves. */
final class ExtremeKernel implements ScalarKernel {
    private final StructType column;
    private final boolean isLeast;

    ExtremeKernel(DataType type, boolean isLeast) {
        this.column = new StructType().add(isLeast ? "least" : "greatest", type);
        this.isLeast = isLeast;
    }

    @Override
    public Vector evaluate(Vector[] arguments, int rowCount) {
        Vector[] candidates = Arrays.stream(arguments)
                .map(argument -> Vectors.flat(argument, rowCount))
                .toArray(Vector[]::new);
        Vector[][] leaves = Arrays.stream(candidates)
                .map(candidate -> Leaves.split(new Vector[] {candidate}, rowCount))
                .toArray(Vector[][]::new);
        StructType leafTypes = Leaves.of(column);
        MutableVector[] result = new MutableVector[leafTypes.size()];
        for (int leaf = 0; leaf < result.length; leaf++) {
            result[leaf] = MutableVector.of(leafTypes.type(leaf), rowCount);
            result[leaf].ensureCapacity(rowCount);
        }
        for (int row = 0; row < rowCount; row++) {
            int best = best(candidates, row);
            for (int leaf = 0; best >= 0 && leaf < result.length; leaf++) {
                result[leaf].set(row, leaves[best][leaf], row);
            }
        }
        Vector[] views = Arrays.stream(result).map(leaf -> leaf.view(rowCount)).toArray(Vector[]::new);
        return Leaves.join(column, views, rowCount)[0];
    }

    /** The candidate that a row takes, negative if all are null. */
    private int best(Vector[] candidates, int row) {
        int best = -1;
        for (int index = 0; index < candidates.length; index++) {
            if (candidates[index].isNull(row)) {
                continue;
            }
            int order = best < 0 ? 0 : ValueOrder.compare(candidates[index], row, candidates[best], row);
            if (best < 0 || (isLeast ? order < 0 : order > 0)) {
                best = index;
            }
        }
        return best;
    }
}

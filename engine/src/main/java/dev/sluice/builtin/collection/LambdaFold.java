package dev.sluice.builtin.collection;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundHigherOrder.Kernel;
import dev.sluice.spi.function.BoundHigherOrder.Lambda;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Folds the arrays of a batch, one element of each at a time. The sums of arrays that have ended are put aside, so that each
 * step is as long as there are elements at its place.
 */
final class LambdaFold {
    private final ArrayVector arrays;
    private final List<Vector> ended = new ArrayList<>();
    private final int[] endedCounts;
    private final int[] endedRows;
    private int endedCount;

    /** The rows whose arrays go on, and their sums. */
    private int[] rows;

    private int count;
    private Vector sums;

    /** @param starts what each row begins with, flat */
    private LambdaFold(ArrayVector arrays, Vector starts, int rowCount) {
        this.arrays = arrays;
        this.rows = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            rows[count] = row;
            count += arrays.isNull(row) ? 0 : 1;
        }
        this.sums = starts.gather(rows, count);
        this.endedRows = new int[count];
        this.endedCounts = new int[count];
    }

    /** Of an array and a start; the first lambda merges a sum and an element, the second, if there is one, finishes. */
    static Kernel kernel() {
        return (arguments, lambdas, rowCount) -> {
            ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
            LambdaFold fold = new LambdaFold(arrays, Vectors.flatParts(arguments[1], rowCount), rowCount);
            fold.run(lambdas[0]);
            return fold.result(lambdas, rowCount);
        };
    }

    private void run(Lambda merge) {
        for (int place = 0; count > 0; place++) {
            putAside(place);
            int[] elements = new int[count];
            for (int index = 0; index < count; index++) {
                elements[index] = arrays.starts()[rows[index]] + place;
            }
            Vector[] variables = {sums, arrays.elements().gather(elements, count)};
            sums = merge.evaluate(rows, variables, count);
        }
    }

    /** Takes away the rows whose arrays have no element at this place. */
    private void putAside(int place) {
        int[] kept = new int[count];
        int[] over = new int[count];
        int keptCount = 0;
        int overCount = 0;
        for (int index = 0; index < count; index++) {
            if (place < arrays.lengths()[rows[index]]) {
                kept[keptCount++] = index;
            } else {
                endedRows[endedCount + overCount] = rows[index];
                over[overCount++] = index;
            }
        }
        if (overCount == 0) {
            return;
        }
        endedCounts[ended.size()] = overCount;
        ended.add(sums.gather(over, overCount));
        endedCount += overCount;
        int[] going = new int[keptCount];
        for (int index = 0; index < keptCount; index++) {
            going[index] = rows[kept[index]];
        }
        sums = sums.gather(kept, keptCount);
        rows = going;
        count = keptCount;
    }

    private Vector result(Lambda[] lambdas, int rowCount) {
        Vector all =
                Vectors.concat(sums.type(), ended.toArray(Vector[]::new), Arrays.copyOf(endedCounts, ended.size()));
        if (lambdas.length > 1) {
            all = lambdas[1].evaluate(endedRows, new Vector[] {all}, endedCount);
        }
        int[] places = new int[rowCount];
        Arrays.fill(places, ElementSet.NONE);
        for (int index = 0; index < endedCount; index++) {
            places[endedRows[index]] = index;
        }
        return Vectors.gatherOrNull(all, places, rowCount);
    }
}

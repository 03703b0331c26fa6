package dev.sluice.execution;

import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;

/**
 * Rows on their way to one partition of a keyed operator, in arrays of their own, which may be longer: as they came, or
 * folded into partial results.
 *
 * @param hashes of the keys
 * @param keys leaf columns in normal form
 * @param values of the arguments of all aggregates, one after the other, or of their buffers where rows are folded; or the
 *     columns that are carried beside the key
 */
record KeyedRows(int rowCount, long[] hashes, Vector[] keys, Vector[] values, boolean isFolded) {
    /** Each row as a partial result of its own, unless they are folded. */
    KeyedRows folded(AggregateCalls aggregates) {
        if (isFolded) {
            return this;
        }
        int[] groups = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            groups[row] = row;
        }
        MutableVector[] buffers = aggregates.newBuffers(rowCount);
        aggregates.update(groups, values, rowCount, buffers);
        Vector[] partials = new Vector[buffers.length];
        for (int index = 0; index < buffers.length; index++) {
            partials[index] = buffers[index].view(rowCount);
        }
        return new KeyedRows(rowCount, hashes, keys, partials, true);
    }
}

package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;

/** AND and OR with three values: true, false and null. One of the first two decides alone: false for AND, true for OR. */
final class LogicalExpression implements CompiledExpression {
    private final CompiledExpression left;
    private final PartialExpression right;
    private final boolean isAnd;

    LogicalExpression(CompiledExpression left, PartialExpression right, boolean isAnd) {
        this.left = left;
        this.right = right;
        this.isAnd = isAnd;
    }

    @Override
    public Vector evaluate(Batch batch) {
        int rowCount = batch.rowCount();
        BooleanVector first = Vectors.booleans(left.evaluate(batch), rowCount);
        BooleanVector second =
                right.canFail() ? secondWhereNeeded(first, batch) : Vectors.booleans(right.evaluate(batch), rowCount);
        if (first.validity() == null && second.validity() == null) {
            return new BooleanVector(
                    isAnd
                            ? and(first.values(), second.values(), rowCount)
                            : or(first.values(), second.values(), rowCount),
                    null);
        }
        return withNulls(first, second, rowCount);
    }

    /** The right side, with the deciding value in the rows that do not need it. */
    private BooleanVector secondWhereNeeded(BooleanVector first, Batch batch) {
        int rowCount = batch.rowCount();
        int[] rows = new int[rowCount];
        int count = Selection.whereNot(first.values(), first.validity(), !isAnd, rowCount, rows);
        if (count == rowCount) {
            return Vectors.booleans(right.evaluate(batch), rowCount);
        }
        boolean[] values = new boolean[rowCount];
        java.util.Arrays.fill(values, !isAnd);
        if (count == 0) {
            return new BooleanVector(values, null);
        }
        BooleanVector gathered = Vectors.booleans(right.evaluate(batch, rows, count), count);
        long[] validity = gathered.validity() == null ? null : Validity.allPresent(rowCount);
        for (int index = 0; index < count; index++) {
            values[rows[index]] = gathered.values()[index];
            if (validity != null && gathered.isNull(index)) {
                Validity.setNull(validity, rows[index]);
            }
        }
        return new BooleanVector(values, validity);
    }

    @SuppressWarnings("ShortCircuitBoolean") // Without branches the loop is vectorised.
    private static boolean[] and(boolean[] left, boolean[] right, int rowCount) {
        boolean[] result = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] & right[row];
        }
        return result;
    }

    @SuppressWarnings("ShortCircuitBoolean") // Without branches the loop is vectorised.
    private static boolean[] or(boolean[] left, boolean[] right, int rowCount) {
        boolean[] result = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] | right[row];
        }
        return result;
    }

    private BooleanVector withNulls(BooleanVector first, BooleanVector second, int rowCount) {
        boolean deciding = !isAnd;
        boolean[] values = new boolean[rowCount];
        long[] validity = new long[Validity.wordCount(rowCount)];
        for (int row = 0; row < rowCount; row++) {
            boolean firstPresent = Validity.isPresent(first.validity(), row);
            boolean secondPresent = Validity.isPresent(second.validity(), row);
            boolean decided = (firstPresent && first.values()[row] == deciding)
                    || (secondPresent && second.values()[row] == deciding);
            values[row] = decided == deciding;
            if (decided || (firstPresent && secondPresent)) {
                Validity.setPresent(validity, row);
            }
        }
        return new BooleanVector(values, Validity.nullCount(validity, rowCount) == 0 ? null : validity);
    }
}

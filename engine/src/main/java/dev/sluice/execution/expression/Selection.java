package dev.sluice.execution.expression;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import org.jspecify.annotations.Nullable;

/** Lists of row numbers from columns of conditions. */
@SuppressWarnings("ShortCircuitBoolean") // Without branches the loops do not stall on random data.
final class Selection {
    private Selection() {}

    /** The rows whose condition is true. */
    static int whereTrue(Vector condition, int rowCount, int[] rows) {
        if (condition instanceof ConstantVector constant) {
            boolean isTrue = !constant.isNull() && ((BooleanVector) constant.single()).values()[0];
            return isTrue ? all(rowCount, rows) : 0;
        }
        BooleanVector flat = Vectors.booleans(condition, rowCount);
        return flat.validity() == null
                ? whereTrue(flat.values(), rowCount, rows)
                : whereTrue(flat.values(), flat.validity(), rowCount, rows);
    }

    static int all(int rowCount, int[] rows) {
        for (int row = 0; row < rowCount; row++) {
            rows[row] = row;
        }
        return rowCount;
    }

    private static int whereTrue(boolean[] values, int rowCount, int[] rows) {
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            rows[count] = row;
            count += values[row] ? 1 : 0;
        }
        return count;
    }

    private static int whereTrue(boolean[] values, long[] validity, int rowCount, int[] rows) {
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            rows[count] = row;
            count += values[row] & Validity.isPresent(validity, row) ? 1 : 0;
        }
        return count;
    }

    /** Keeps of {@code rows[0..count)} those whose condition is true; {@code condition} has a value for every row of the batch. */
    static int keepTrue(Vector condition, int rowCount, int[] rows, int count) {
        BooleanVector flat = Vectors.booleans(condition, rowCount);
        boolean[] values = flat.values();
        long[] validity = flat.validity();
        int kept = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[kept] = row;
            kept += values[row] & Validity.isPresent(validity, row) ? 1 : 0;
        }
        return kept;
    }

    /** Keeps of {@code rows[0..count)} those whose condition is true; {@code condition} has a value for each of these rows. */
    static int keepTrueOfGathered(Vector condition, int[] rows, int count) {
        BooleanVector flat = Vectors.booleans(condition, count);
        boolean[] values = flat.values();
        long[] validity = flat.validity();
        int kept = 0;
        for (int index = 0; index < count; index++) {
            rows[kept] = rows[index];
            kept += values[index] & Validity.isPresent(validity, index) ? 1 : 0;
        }
        return kept;
    }

    /** The rows that are not the value {@code excluded} for certain: those with the other value, and the nulls. */
    static int whereNot(boolean[] values, long @Nullable [] validity, boolean excluded, int rowCount, int[] rows) {
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            rows[count] = row;
            count += values[row] != excluded | !Validity.isPresent(validity, row) ? 1 : 0;
        }
        return count;
    }
}

package dev.sluice.builtin.comparison;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import java.util.Arrays;

/** Spark's order of two present values of the same type; for types and places where a loop over an array does not fit. */
public final class ValueOrder {
    private ValueOrder() {}

    /** Negative, zero or positive; both rows hold a value. NaN is the greatest double, texts go by their bytes. */
    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        return switch (left) {
            case BooleanVector l -> Boolean.compare(l.values()[leftRow], ((BooleanVector) right).values()[rightRow]);
            case IntVector l -> Integer.compare(l.values()[leftRow], ((IntVector) right).values()[rightRow]);
            case LongVector l -> Long.compare(l.values()[leftRow], ((LongVector) right).values()[rightRow]);
            case DoubleVector l -> doubles(l.values()[leftRow], ((DoubleVector) right).values()[rightRow]);
            case BytesVector l -> bytes(l, leftRow, (BytesVector) right, rightRow);
            case StructVector l -> structs(l, leftRow, (StructVector) right, rightRow);
            case ArrayVector l -> arrays(l, leftRow, (ArrayVector) right, rightRow);
            case MapVector l -> throw new IllegalArgumentException("without order: " + l.type());
            case ConstantVector l -> throw new IllegalArgumentException("not flat: " + l.type());
            case DictionaryVector l -> throw new IllegalArgumentException("not flat: " + l.type());
        };
    }

    public static int doubles(double left, double right) {
        return Double.compare(
                Double.longBitsToDouble(KeyNormalizer.bits(left)), Double.longBitsToDouble(KeyNormalizer.bits(right)));
    }

    public static int bytes(BytesVector left, int leftRow, BytesVector right, int rightRow) {
        int leftStart = left.starts()[leftRow];
        int rightStart = right.starts()[rightRow];
        return Arrays.compareUnsigned(
                left.data(),
                leftStart,
                leftStart + left.lengths()[leftRow],
                right.data(),
                rightStart,
                rightStart + right.lengths()[rightRow]);
    }

    /** By their elements, nulls first; of arrays that begin alike the shorter one first. */
    private static int arrays(ArrayVector left, int leftRow, ArrayVector right, int rightRow) {
        int leftStart = left.starts()[leftRow];
        int rightStart = right.starts()[rightRow];
        int leftLength = left.lengths()[leftRow];
        int rightLength = right.lengths()[rightRow];
        int shared = Math.min(leftLength, rightLength);
        for (int index = 0; index < shared; index++) {
            int order = compareNullsFirst(left.elements(), leftStart + index, right.elements(), rightStart + index);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftLength, rightLength);
    }

    /** The order of two rows of flat vectors, null before everything else. */
    public static int compareNullsFirst(Vector left, int leftRow, Vector right, int rightRow) {
        boolean isLeftNull = left.isNull(leftRow);
        boolean isRightNull = right.isNull(rightRow);
        return isLeftNull || isRightNull
                ? Boolean.compare(isRightNull, isLeftNull)
                : compare(left, leftRow, right, rightRow);
    }

    private static int structs(StructVector left, int leftRow, StructVector right, int rightRow) {
        for (int field = 0; field < left.fields().length; field++) {
            Vector leftField = left.field(field);
            Vector rightField = right.field(field);
            boolean leftNull = leftField.isNull(leftRow);
            boolean rightNull = rightField.isNull(rightRow);
            int order = leftNull || rightNull
                    ? Boolean.compare(rightNull, leftNull)
                    : compare(
                            Vectors.flat(leftField, leftRow + 1),
                            leftRow,
                            Vectors.flat(rightField, rightRow + 1),
                            rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}

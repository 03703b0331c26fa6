package dev.sluice.execution.sort;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.PackedValues;
import dev.sluice.columnar.Vector;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * How rows are ordered by one leaf column. Spark's order of values: false before true, -0.0 equals 0.0, NaN after every
 * number, texts by their bytes, structs field by field with absent fields first.
 */
record LeafOrder(int column, ScalarType type, boolean isPacked, boolean ascending, boolean nullsFirst) {
    LeafOrder(int column, ScalarType type, boolean ascending, boolean nullsFirst) {
        this(column, type, false, ascending, nullsFirst);
    }

    private static LeafOrder packed(int column, boolean ascending, boolean nullsFirst) {
        return new LeafOrder(column, AtomicType.STRING, true, ascending, nullsFirst);
    }

    private static final VarHandle BIG_ENDIAN_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Adds the orders that together are the order by a key whose leaves begin at {@code firstLeaf}. */
    static void add(DataType type, int firstLeaf, boolean ascending, boolean nullsFirst, List<LeafOrder> orders) {
        switch (type) {
            case ScalarType scalar -> orders.add(new LeafOrder(firstLeaf, scalar, ascending, nullsFirst));
            // Packed, their bytes are in their order; of maps there is none that anybody asks for.
            case ArrayType ignored -> orders.add(packed(firstLeaf, ascending, nullsFirst));
            case MapType ignored -> orders.add(packed(firstLeaf, ascending, nullsFirst));
            case StructType struct -> {
                // Whether there is a struct: false comes first where nulls do.
                orders.add(new LeafOrder(firstLeaf, AtomicType.BOOLEAN, nullsFirst, nullsFirst));
                int leaf = firstLeaf + 1;
                for (StructField field : struct) {
                    add(field.dataType(), leaf, ascending, ascending, orders);
                    leaf += leafCount(field.dataType());
                }
            }
        }
    }

    private static int leafCount(DataType type) {
        int count = 1;
        if (type instanceof StructType struct) {
            for (StructField field : struct) {
                count += leafCount(field.dataType());
            }
        }
        return count;
    }

    int compare(Vector left, int leftRow, Vector right, int rightRow) {
        boolean isLeftNull = left.isNull(leftRow);
        boolean isRightNull = right.isNull(rightRow);
        if (isLeftNull || isRightNull) {
            int nullsLast = Boolean.compare(isLeftNull, isRightNull);
            return nullsFirst ? -nullsLast : nullsLast;
        }
        int compared = switch (type.storage()) {
            case BOOLEANS ->
                Boolean.compare(((BooleanVector) left).values()[leftRow], ((BooleanVector) right).values()[rightRow]);
            case INTS -> Integer.compare(((IntVector) left).values()[leftRow], ((IntVector) right).values()[rightRow]);
            case LONGS -> Long.compare(((LongVector) left).values()[leftRow], ((LongVector) right).values()[rightRow]);
            case DOUBLES ->
                Long.compare(
                        ordered(((DoubleVector) left).values()[leftRow]),
                        ordered(((DoubleVector) right).values()[rightRow]));
            case BYTES -> compareTexts((BytesVector) left, leftRow, (BytesVector) right, rightRow);
        };
        return ascending ? compared : -compared;
    }

    private int length(BytesVector texts, int row) {
        return isPacked ? PackedValues.normalLength(texts, row) : texts.lengths()[row];
    }

    private int compareTexts(BytesVector left, int leftRow, BytesVector right, int rightRow) {
        int leftStart = left.starts()[leftRow];
        int rightStart = right.starts()[rightRow];
        return Arrays.compareUnsigned(
                left.data(),
                leftStart,
                leftStart + length(left, leftRow),
                right.data(),
                rightStart,
                rightStart + length(right, rightRow));
    }

    /** A number that is ordered among longs as the double is among doubles. */
    private static long ordered(double value) {
        long bits = KeyNormalizer.bits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /**
     * A number for each row, such that a smaller one, compared without sign, says that the row comes first; of equal ones
     * nothing is said. Comparing these first spares most looks at the columns.
     */
    long[] prefixes(Vector vector, int rowCount) {
        long[] prefixes = new long[rowCount];
        switch (type.storage()) {
            case BOOLEANS -> {
                boolean[] values = ((BooleanVector) vector).values();
                for (int row = 0; row < rowCount; row++) {
                    prefixes[row] = values[row] ? 1 : 0;
                }
            }
            case INTS -> {
                int[] values = ((IntVector) vector).values();
                for (int row = 0; row < rowCount; row++) {
                    prefixes[row] = values[row] ^ Long.MIN_VALUE;
                }
            }
            case LONGS -> {
                long[] values = ((LongVector) vector).values();
                for (int row = 0; row < rowCount; row++) {
                    prefixes[row] = values[row] ^ Long.MIN_VALUE;
                }
            }
            case DOUBLES -> {
                double[] values = ((DoubleVector) vector).values();
                for (int row = 0; row < rowCount; row++) {
                    prefixes[row] = ordered(values[row]) ^ Long.MIN_VALUE;
                }
            }
            case BYTES -> textPrefixes((BytesVector) vector, rowCount, prefixes);
        }
        if (!ascending) {
            for (int row = 0; row < rowCount; row++) {
                prefixes[row] = ~prefixes[row];
            }
        }
        if (vector.validity() != null) {
            long ofNull = nullsFirst ? 0 : -1;
            for (int row = 0; row < rowCount; row++) {
                prefixes[row] = vector.isNull(row) ? ofNull : prefixes[row];
            }
        }
        return prefixes;
    }

    /** The first eight bytes, zeros where there are fewer. */
    private static void textPrefixes(BytesVector texts, int rowCount, long[] prefixes) {
        byte[] data = texts.data();
        for (int row = 0; row < rowCount; row++) {
            int start = texts.starts()[row];
            int length = texts.lengths()[row];
            if (length >= Long.BYTES) {
                prefixes[row] = (long) BIG_ENDIAN_LONGS.get(data, start);
                continue;
            }
            long prefix = 0;
            for (int index = 0; index < length; index++) {
                prefix |= (data[start + index] & 0xFFL) << (Long.SIZE - Byte.SIZE * (index + 1));
            }
            prefixes[row] = prefix;
        }
    }
}

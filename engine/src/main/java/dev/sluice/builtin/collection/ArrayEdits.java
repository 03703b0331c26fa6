package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TightTypes;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that take a part of an array, or put an element into it. */
final class ArrayEdits {
    /** Elements that one array may have because a number says so. */
    static final int LONGEST_MADE = 1 << 26;

    private ArrayEdits() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "slice",
                        "slice(array ARRAY, start INT, length INT): ARRAY",
                        "So many elements from a place on, counted from 1, or from the end if negative.",
                        "slice(array(1, 2, 3), 2, 5) -> [2, 3]",
                        ArrayEdits::slice),
                family.declare(
                        "array_append",
                        "array_append(array ARRAY, value ELEMENT): ARRAY",
                        "The array with one more element at its end.",
                        "array_append(array(1, 2), 3) -> [1, 2, 3]",
                        call -> append(call, false)),
                family.declare(
                        "array_prepend",
                        "array_prepend(array ARRAY, value ELEMENT): ARRAY",
                        "The array with one more element before the others.",
                        "array_prepend(array(1, 2), 3) -> [3, 1, 2]",
                        call -> append(call, true)),
                family.declare(
                        "array_insert",
                        "array_insert(array ARRAY, place INT, value ELEMENT): ARRAY",
                        "The array with one more element at a place, counted from 1, or from the end if negative; nulls lie"
                                + " between it and an end that is farther away.",
                        "array_insert(array(1, 2), 2, 3) -> [1, 3, 2]",
                        ArrayEdits::insert));
    }

    private static Binding slice(Call call) {
        call.requireCount(3, 3);
        ArrayType type = CollectionTypes.array(call, 0);
        call.implicitly(1, AtomicType.INT);
        call.implicitly(2, AtomicType.INT);
        return new Scalar(type, call.anyNullable(), true, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    IntVector starts = Vectors.ints(arguments[1], rowCount);
                    IntVector lengths = Vectors.ints(arguments[2], rowCount);
                    long[] validity = Validity.and(
                            arrays.validity(), Validity.and(starts.validity(), lengths.validity(), rowCount), rowCount);
                    return slices(arrays, starts.values(), lengths.values(), validity, rowCount);
                })
                .decidedBy(0)
                .castingTo(List.of(type, AtomicType.INT, AtomicType.INT));
    }

    private static ArrayVector slices(
            ArrayVector arrays, int[] from, int[] counts, long @Nullable [] validity, int rowCount) {
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            if (from[row] == 0) {
                throw sliceError(ErrorCondition.SLICE_START, "start", "a value that is not 0: counting begins at 1", 0);
            }
            if (counts[row] < 0) {
                throw sliceError(ErrorCondition.SLICE_LENGTH, "length", "a value of 0 or more", counts[row]);
            }
            int length = arrays.lengths()[row];
            int first = from[row] > 0 ? from[row] - 1 : length + from[row];
            if (first >= 0 && first < length) {
                starts[row] = arrays.starts()[row] + first;
                lengths[row] = Math.min(counts[row], length - first);
            }
        }
        return new ArrayVector(arrays.type(), starts, lengths, arrays.elements(), validity);
    }

    private static SluiceException sliceError(ErrorCondition condition, String what, String expected, int found) {
        return SluiceException.of(condition, "The value of the parameter `" + what + "` in `slice` is invalid.")
                .found(Integer.toString(found))
                .expected(expected)
                .mend("keep such numbers out with when(...)")
                .build();
    }

    /** The type of the array and that of one more element, in which both meet. */
    private static ArrayType widened(Call call, int valueIndex) {
        if (!(call.type(0) instanceof ArrayType array)) {
            throw call.unexpectedType(0, "ARRAY");
        }
        DataType element = call.argument(valueIndex).isUntypedNull()
                ? array.elementType()
                : TightTypes.common(array.elementType(), call.type(valueIndex))
                        .orElseThrow(() -> CollectionTypes.differentTypes(call, 0, valueIndex));
        return new ArrayType(
                element, array.containsNull() || call.argument(valueIndex).nullable());
    }

    private static Binding append(Call call, boolean isFirst) {
        call.requireCount(2, 2);
        ArrayType type = widened(call, 1);
        return new Scalar(type, call.argument(0).nullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
                    int count = Ranges.total(arrays.lengths(), arrays.validity(), rowCount);
                    Vector all = withValues(arrays, count, arguments[1], rowCount);
                    ElementPicker result = new ElementPicker(rowCount, count + rowCount, arrays.validity());
                    for (int row = 0; row < rowCount; row++) {
                        if (!result.isNull(row)) {
                            if (isFirst) {
                                result.pick(count + row);
                            }
                            result.pickRange(arrays.starts()[row], arrays.lengths()[row]);
                            if (!isFirst) {
                                result.pick(count + row);
                            }
                        }
                        result.endRow(row);
                    }
                    return result.arrays(type, all);
                })
                .decidedBy(0, 1)
                .castingTo(List.of(type, type.elementType()));
    }

    /** The elements of all arrays, then a value of each row. */
    private static Vector withValues(ArrayVector arrays, int count, Vector values, int rowCount) {
        Vector flat = Vectors.flatParts(values, rowCount);
        return Vectors.concat(flat.type(), new Vector[] {arrays.elements(), flat}, new int[] {count, rowCount});
    }

    private static Binding insert(Call call) {
        call.requireCount(3, 3);
        if (!(call.type(0) instanceof ArrayType)) {
            throw CollectionTypes.differentTypes(call, 0, 2);
        }
        ArrayType widened = widened(call, 2);
        ArrayType type = new ArrayType(widened.elementType());
        boolean isPlace =
                call.type(1) instanceof ScalarType scalar && scalar.isIntegral() && scalar != AtomicType.BIGINT;
        if (!isPlace && !call.argument(1).isUntypedNull()) {
            throw call.unexpectedType(1, "INT");
        }
        boolean nullable = call.argument(0).nullable() || call.argument(1).nullable();
        return new Scalar(type, nullable, true, () -> inserting(type))
                .decidedBy(0, 2)
                .castingTo(List.of(type, AtomicType.INT, type.elementType()));
    }

    private static ScalarKernel inserting(ArrayType type) {
        return (arguments, rowCount) -> {
            ArrayVector arrays = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            IntVector places = Vectors.ints(arguments[1], rowCount);
            int count = Ranges.total(arrays.lengths(), arrays.validity(), rowCount);
            Vector values = withValues(arrays, count, arguments[2], rowCount);
            Vector all = withNull(values, count + rowCount);
            ElementPicker result = new ElementPicker(
                    rowCount, count + rowCount, Validity.and(arrays.validity(), places.validity(), rowCount));
            for (int row = 0; row < rowCount; row++) {
                if (!result.isNull(row)) {
                    insert(arrays, row, places.values()[row], count + row, count + rowCount, result);
                }
                result.endRow(row);
            }
            return result.arrays(type, all);
        };
    }

    /** The elements, then a null. */
    static Vector withNull(Vector elements, int count) {
        Vector none = Vectors.emptySlots(elements.type(), 1, new long[1]);
        return Vectors.concat(elements.type(), new Vector[] {elements, none}, new int[] {count, 1});
    }

    private static void insert(ArrayVector arrays, int row, int place, int value, int none, ElementPicker result) {
        int start = arrays.starts()[row];
        int length = arrays.lengths()[row];
        if (place == 0) {
            throw ValueErrors.indexOfZero();
        }
        // As seen from the front: how many elements stand before it, and how many nulls lie between it and the others.
        long before = place > 0 ? Math.min(place - 1L, length) : Math.max(length + place + 1L, 0);
        long gap = place > 0 ? Math.max(place - 1L - length, 0) : Math.max(-(length + place + 1L), 0);
        if (length + gap + 1 > LONGEST_MADE) {
            throw tooLong(length + gap + 1, "array_insert");
        }
        if (place > 0) {
            result.pickRange(start, (int) before);
            pickNulls(none, gap, result);
            result.pick(value);
        } else {
            result.pickRange(start, (int) before);
            result.pick(value);
            pickNulls(none, gap, result);
        }
        result.pickRange(start + (int) before, length - (int) before);
    }

    private static void pickNulls(int none, long count, ElementPicker result) {
        for (long index = 0; index < count; index++) {
            result.pick(none);
        }
    }

    /** @param count without a sign */
    static SluiceException tooLong(long count, String function) {
        return SluiceException.of(
                        ErrorCondition.ARRAY_TOO_LONG,
                        "Can't create array with " + Long.toUnsignedString(count)
                                + " elements which exceeding the array size limit " + LONGEST_MADE + ", in `" + function
                                + "`.")
                .mend("keep numbers that large out with when(...)")
                .build();
    }
}

package dev.sluice.builtin.collection;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TightTypes;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import java.util.List;
import java.util.Optional;

/** How long arrays and maps are, and where a value stands in an array. */
final class ArraySearch {
    private ArraySearch() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        List.of("size", "cardinality"),
                        List.of("size(array ARRAY): INT", "size(map MAP): INT"),
                        "How many elements or entries there are; of null it is null under ANSI rules, else -1.",
                        "size(array(1, NULL)) -> 2",
                        call -> size(call, !call.context().ansi())),
                family.declare(
                        "array_size",
                        "array_size(array ARRAY): INT",
                        "How many elements an array has.",
                        "array_size(array(1, NULL)) -> 2",
                        call -> {
                            call.requireCount(1, 1);
                            CollectionTypes.array(call, 0);
                            return size(call, false);
                        }),
                family.declare(
                        "array_contains",
                        "array_contains(array ARRAY, value ELEMENT): BOOLEAN",
                        "Whether an array has this element; null if it does not and one of its elements is null.",
                        "array_contains(array(1, 2), 2) -> true",
                        ArraySearch::contains),
                family.declare(
                        "array_position",
                        "array_position(array ARRAY, value ELEMENT): BIGINT",
                        "The place of the first element that equals the value, counted from 1; 0 if there is none.",
                        "array_position(array(1, 2), 2) -> 2",
                        ArraySearch::position),
                family.declare(
                        "array_remove",
                        "array_remove(array ARRAY, value ELEMENT): ARRAY",
                        "The array without the elements that equal the value.",
                        "array_remove(array(1, 2, NULL, 2), 2) -> [1, null]",
                        ArraySearch::remove),
                family.declare(
                        "array_compact",
                        "array_compact(array ARRAY): ARRAY",
                        "The array without its nulls.",
                        "array_compact(array(1, NULL, 2)) -> [1, 2]",
                        ArraySearch::compact));
    }

    private static Binding size(Call call, boolean isNullCounted) {
        call.requireCount(1, 1);
        DataType type = call.type(0) instanceof MapType map ? map : sized(call);
        return new Scalar(AtomicType.INT, !isNullCounted && call.anyNullable(), false, () -> sizes(isNullCounted))
                .castingAllTo(type, 1);
    }

    private static ArrayType sized(Call call) {
        if (call.type(0) instanceof ArrayType || call.argument(0).isUntypedNull()) {
            return CollectionTypes.array(call, 0);
        }
        throw call.unexpectedType(0, "ARRAY\" or \"MAP");
    }

    private static ScalarKernel sizes(boolean isNullCounted) {
        return (arguments, rowCount) -> {
            Vector values = Vectors.flat(arguments[0], rowCount);
            int[] lengths = values instanceof MapVector maps ? maps.lengths() : ((ArrayVector) values).lengths();
            if (!isNullCounted || values.validity() == null) {
                return new IntVector(lengths, values.validity());
            }
            int[] sizes = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                sizes[row] = values.isNull(row) ? -1 : lengths[row];
            }
            return new IntVector(sizes, null);
        };
    }

    private static Binding contains(Call call) {
        call.requireCount(2, 2);
        if (call.argument(1).isUntypedNull()) {
            throw CollectionTypes.nullType(call, 1);
        }
        List<DataType> types = arrayAndValue(call, (element, value) -> CollectionTypes.compared(call, element, value));
        boolean nullable = call.anyNullable() || CollectionTypes.array(call, 0).containsNull();
        return new Scalar(AtomicType.BOOLEAN, nullable, false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    Vector values = Vectors.flatParts(arguments[1], rowCount);
                    boolean[] result = new boolean[rowCount];
                    long[] present =
                            Kernels.changeable(Validity.and(arrays.validity(), values.validity(), rowCount), rowCount);
                    for (int row = 0; row < rowCount; row++) {
                        if (Validity.isPresent(present, row)) {
                            result[row] = find(arrays, row, values) != ElementSet.NONE;
                            if (!result[row] && hasNull(arrays, row)) {
                                Validity.setNull(present, row);
                            }
                        }
                    }
                    return new BooleanVector(result, Kernels.compact(present, rowCount));
                })
                .decidedBy(0)
                .castingTo(types);
    }

    /** The type in which the elements of an array meet a value, if there is one. */
    @FunctionalInterface
    private interface Meeting {
        Optional<DataType> of(DataType element, DataType value);
    }

    /** The types of an array and of a value that its elements are compared with. */
    private static List<DataType> arrayAndValue(Call call, Meeting meeting) {
        if (call.argument(0).isUntypedNull()) {
            throw CollectionTypes.nullType(call, 0);
        }
        ArrayType array = CollectionTypes.array(call, 0);
        DataType element = call.argument(1).isUntypedNull()
                ? array.elementType()
                : meeting.of(array.elementType(), call.type(1))
                        .orElseThrow(() -> CollectionTypes.differentTypes(call, 0, 1));
        CollectionTypes.requireOrderable(call, element, 0);
        return List.of(new ArrayType(element, array.containsNull()), element);
    }

    private static int find(ArrayVector arrays, int row, Vector values) {
        int start = arrays.starts()[row];
        int end = start + arrays.lengths()[row];
        Vector elements = arrays.elements();
        if (elements instanceof LongVector longs) {
            long value = ((LongVector) values).values()[row];
            for (int element = start; element < end; element++) {
                if (longs.values()[element] == value && !longs.isNull(element)) {
                    return element;
                }
            }
            return ElementSet.NONE;
        }
        for (int element = start; element < end; element++) {
            if (!elements.isNull(element) && ValueOrder.compare(elements, element, values, row) == 0) {
                return element;
            }
        }
        return ElementSet.NONE;
    }

    private static boolean hasNull(ArrayVector arrays, int row) {
        int start = arrays.starts()[row];
        for (int element = start; element < start + arrays.lengths()[row]; element++) {
            if (arrays.elements().isNull(element)) {
                return true;
            }
        }
        return false;
    }

    private static Binding position(Call call) {
        call.requireCount(2, 2);
        return new Scalar(AtomicType.BIGINT, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    Vector values = Vectors.flatParts(arguments[1], rowCount);
                    long[] result = new long[rowCount];
                    long[] validity = Validity.and(arrays.validity(), values.validity(), rowCount);
                    for (int row = 0; row < rowCount; row++) {
                        if (Validity.isPresent(validity, row)) {
                            int found = find(arrays, row, values);
                            result[row] = found == ElementSet.NONE ? 0 : found - arrays.starts()[row] + 1L;
                        }
                    }
                    return new LongVector(result, validity);
                })
                .decidedBy(0)
                .castingTo(arrayAndValue(call, TightTypes::common));
    }

    private static Binding remove(Call call) {
        call.requireCount(2, 2);
        if (!(call.type(0) instanceof ArrayType)) {
            throw CollectionTypes.differentTypes(call, 0, 1);
        }
        List<DataType> types = arrayAndValue(call, TightTypes::common);
        ArrayType type = (ArrayType) types.getFirst();
        return new Scalar(type, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    Vector values = Vectors.flatParts(arguments[1], rowCount);
                    Vector elements = arrays.elements();
                    ElementPicker result = new ElementPicker(
                            rowCount, rowCount, Validity.and(arrays.validity(), values.validity(), rowCount));
                    for (int row = 0; row < rowCount; row++) {
                        int start = arrays.starts()[row];
                        int length = result.isNull(row) ? 0 : arrays.lengths()[row];
                        for (int element = start; element < start + length; element++) {
                            if (elements.isNull(element) || ValueOrder.compare(elements, element, values, row) != 0) {
                                result.pick(element);
                            }
                        }
                        result.endRow(row);
                    }
                    return result.arrays(type, elements);
                })
                .decidedBy(0)
                .castingTo(types);
    }

    private static Binding compact(Call call) {
        call.requireCount(1, 1);
        ArrayType array = CollectionTypes.array(call, 0);
        ArrayType type = new ArrayType(array.elementType(), false);
        return new Scalar(type, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    Vector elements = arrays.elements();
                    ElementPicker result = new ElementPicker(rowCount, rowCount, arrays.validity());
                    for (int row = 0; row < rowCount; row++) {
                        int start = arrays.starts()[row];
                        int length = result.isNull(row) ? 0 : arrays.lengths()[row];
                        for (int element = start; element < start + length; element++) {
                            if (!elements.isNull(element)) {
                                result.pick(element);
                            }
                        }
                        result.endRow(row);
                    }
                    return result.arrays(type, elements);
                })
                .castingAllTo(array, 1);
    }
}

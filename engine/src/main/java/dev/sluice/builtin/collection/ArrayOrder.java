package dev.sluice.builtin.collection;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Functions that sort arrays, or take the first of their elements in order. */
final class ArrayOrder {
    private ArrayOrder() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "sort_array",
                        "sort_array(array ARRAY[, 'ascending']): ARRAY",
                        "The elements in ascending order, nulls first; or, where a literal says that it is not ascending, in"
                                + " descending order, nulls last.",
                        "sort_array(array(2, NULL, 1)) -> [null, 1, 2]",
                        ArrayOrder::sort),
                family.declare(
                        "array_sort",
                        "array_sort(array ARRAY): ARRAY",
                        "The elements in ascending order, nulls last; or in the order of a comparison, in Java"
                                + " `array_sort(column, (a, b) -> ...)`.",
                        "array_sort(array(2, NULL, 1)) -> [1, 2, null]",
                        ArrayOrder::sortNullsLast),
                family.declare(
                        "array_max",
                        "array_max(array ARRAY): ELEMENT",
                        "The greatest element that is not null.",
                        "array_max(array(2, NULL, 1)) -> 2",
                        call -> extreme(call, false)),
                family.declare(
                        "array_min",
                        "array_min(array ARRAY): ELEMENT",
                        "The least element that is not null.",
                        "array_min(array(2, NULL, 1)) -> 1",
                        call -> extreme(call, true)));
    }

    private static Binding sort(Call call) {
        call.requireCount(1, 2);
        ArrayType type = CollectionTypes.array(call, 0);
        CollectionTypes.requireOrderable(call, type, 0);
        if (call.size() == 1) {
            return new Scalar(type, call.anyNullable(), false, () -> kernel(ArrayOrder::nullsFirst))
                    .castingAllTo(type, 1);
        }
        call.implicitly(1, AtomicType.BOOLEAN);
        if (!call.argument(1).isConstant()) {
            throw call.nonFoldable(1, "ascendingOrder");
        }
        return new Scalar(type, call.anyNullable(), false, () -> ArrayOrder::sortEachWay)
                .castingTo(List.of(type, AtomicType.BOOLEAN));
    }

    /** Arrays, and of each whether it is sorted upwards. */
    private static Vector sortEachWay(Vector[] arguments, int rowCount) {
        ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
        BooleanVector upwards = Vectors.booleans(arguments[1], rowCount);
        Vector elements = arrays.elements();
        StableSort.Order up = nullsFirst(elements);
        StableSort.Order down = (left, right) -> ValueOrder.compareNullsFirst(elements, right, elements, left);
        long[] validity = Validity.and(arrays.validity(), upwards.validity(), rowCount);
        return sorted(arrays, validity, rowCount, new StableSort(), row -> upwards.values()[row] ? up : down);
    }

    private static StableSort.Order nullsFirst(Vector elements) {
        return (left, right) -> ValueOrder.compareNullsFirst(elements, left, elements, right);
    }

    private static Binding sortNullsLast(Call call) {
        call.requireCount(1, 1);
        if (!(call.type(0) instanceof ArrayType type)) {
            throw call.unexpectedType(0, "ARRAY");
        }
        CollectionTypes.requireOrderable(call, type, 0);
        return new Scalar(
                        type,
                        call.anyNullable(),
                        false,
                        () -> kernel(elements -> (left, right) -> nullsLast(elements, left, right)))
                .castingAllTo(type, 1);
    }

    private static int nullsLast(Vector elements, int left, int right) {
        boolean isLeftNull = elements.isNull(left);
        boolean isRightNull = elements.isNull(right);
        return isLeftNull || isRightNull
                ? Boolean.compare(isLeftNull, isRightNull)
                : ValueOrder.compare(elements, left, elements, right);
    }

    @FunctionalInterface
    private interface Orders {
        StableSort.Order of(Vector elements);
    }

    private static ScalarKernel kernel(Orders orders) {
        StableSort sort = new StableSort();
        return (arguments, rowCount) -> {
            ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
            StableSort.Order order = orders.of(arrays.elements());
            return sorted(arrays, arrays.validity(), rowCount, sort, row -> order);
        };
    }

    /** The arrays of the rows that are present, each in the order of its row. */
    private static ArrayVector sorted(
            ArrayVector arrays,
            long @Nullable [] validity,
            int rowCount,
            StableSort sort,
            IntFunction<StableSort.Order> orders) {
        ElementPicker result = new ElementPicker(rowCount, rowCount, validity);
        for (int row = 0; row < rowCount; row++) {
            if (!result.isNull(row)) {
                result.pickRange(arrays.starts()[row], arrays.lengths()[row]);
                sort.sort(result.picked(), result.rowStart(), result.rowLength(), orders.apply(row));
            }
            result.endRow(row);
        }
        return result.arrays(arrays.type(), arrays.elements());
    }

    private static Binding extreme(Call call, boolean isLeast) {
        call.requireCount(1, 1);
        ArrayType type = CollectionTypes.array(call, 0);
        CollectionTypes.requireOrderable(call, type.elementType(), 0);
        return new Scalar(type.elementType(), true, false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    int[] taken = new int[rowCount];
                    for (int row = 0; row < rowCount; row++) {
                        taken[row] = arrays.isNull(row) ? ElementSet.NONE : extreme(arrays, row, isLeast);
                    }
                    return Vectors.gatherOrNull(arrays.elements(), taken, rowCount);
                })
                .castingAllTo(type, 1);
    }

    private static int extreme(ArrayVector arrays, int row, boolean isLeast) {
        Vector elements = arrays.elements();
        int start = arrays.starts()[row];
        int best = ElementSet.NONE;
        for (int element = start; element < start + arrays.lengths()[row]; element++) {
            if (elements.isNull(element)) {
                continue;
            }
            int order = best < 0 ? 0 : ValueOrder.compare(elements, element, elements, best);
            if (best < 0 || (isLeast ? order < 0 : order > 0)) {
                best = element;
            }
        }
        return best;
    }
}

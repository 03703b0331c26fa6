package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TightTypes;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.List;

/** Functions for which arrays are sets: equal elements count once, null equals null, and -0.0 becomes 0.0. */
final class ArraySets {
    private ArraySets() {}

    /** What becomes of two arrays; both are ranges of the same elements. */
    @FunctionalInterface
    private interface Operation {
        void apply(ElementSet known, int start, int length, int otherStart, int otherLength, ElementPicker result);
    }

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "array_distinct",
                        "array_distinct(array ARRAY): ARRAY",
                        "The array without elements that are equal to one before them.",
                        "array_distinct(array(1, 2, 1, NULL, NULL)) -> [1, 2, null]",
                        ArraySets::distinct),
                family.declare(
                        "array_union",
                        "array_union(array ARRAY, other ARRAY): ARRAY",
                        "The elements of both arrays, each once.",
                        "array_union(array(1, 2), array(2, 3)) -> [1, 2, 3]",
                        call -> ofTwo(call, (l, r) -> l || r, ArraySets::union)),
                family.declare(
                        "array_intersect",
                        "array_intersect(array ARRAY, other ARRAY): ARRAY",
                        "The elements that both arrays have, each once.",
                        "array_intersect(array(1, 2), array(2, 3)) -> [2]",
                        call -> ofTwo(call, (l, r) -> l && r, ArraySets::intersection)),
                family.declare(
                        "array_except",
                        "array_except(array ARRAY, other ARRAY): ARRAY",
                        "The elements of the first array that the second does not have, each once.",
                        "array_except(array(1, 2), array(2, 3)) -> [1]",
                        call -> ofTwo(call, (l, r) -> l, ArraySets::difference)),
                family.declare(
                        "arrays_overlap",
                        "arrays_overlap(array ARRAY, other ARRAY): BOOLEAN",
                        "Whether both arrays have an element that is not null; null if they do not, neither is empty and one"
                                + " has a null.",
                        "arrays_overlap(array(1, 2), array(2, 3)) -> true",
                        ArraySets::overlap));
    }

    private static Binding distinct(Call call) {
        call.requireCount(1, 1);
        ArrayType type = CollectionTypes.array(call, 0);
        CollectionTypes.requireOrderable(call, type, 0);
        return new Scalar(type, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
                    int count = Ranges.total(arrays.lengths(), arrays.validity(), rowCount);
                    Vector elements = KeyNormalizer.normalize(arrays.elements(), count);
                    ElementSet known = new ElementSet(elements, count);
                    ElementPicker result = new ElementPicker(rowCount, count, arrays.validity());
                    for (int row = 0; row < rowCount; row++) {
                        known.clear(arrays.lengths()[row]);
                        pickNew(known, arrays.starts()[row], arrays.lengths()[row], result);
                        result.endRow(row);
                    }
                    return result.arrays(type, elements);
                })
                .castingAllTo(type, 1);
    }

    private static void pickNew(ElementSet known, int start, int length, ElementPicker result) {
        for (int element = start; element < start + length; element++) {
            if (known.add(element)) {
                result.pick(element);
            }
        }
    }

    /** Whether the result may have nulls, of whether the arguments may. */
    @FunctionalInterface
    private interface Nullability {
        boolean of(boolean left, boolean right);
    }

    private static Binding ofTwo(Call call, Nullability nullability, Operation operation) {
        ArrayType common = common(call);
        ArrayType left = CollectionTypes.array(call, 0);
        ArrayType right = CollectionTypes.array(call, 1);
        ArrayType type = new ArrayType(common.elementType(), nullability.of(left.containsNull(), right.containsNull()));
        return new Scalar(type, call.anyNullable(), false, () -> kernel(type, operation))
                .decidedBy(0)
                .castingAllTo(common, 2);
    }

    /** The type in which two arrays meet. */
    private static ArrayType common(Call call) {
        call.requireCount(2, 2);
        if (!(call.type(0) instanceof ArrayType first) || !(call.type(1) instanceof ArrayType second)) {
            throw CollectionTypes.differentArrays(call);
        }
        DataType element = TightTypes.common(first.elementType(), second.elementType())
                .orElseThrow(() -> CollectionTypes.differentArrays(call));
        CollectionTypes.requireOrderable(call, element, 0);
        return new ArrayType(element, first.containsNull() || second.containsNull());
    }

    private static ScalarKernel kernel(ArrayType type, Operation operation) {
        return (arguments, rowCount) -> {
            Pair pair = Pair.of(arguments, rowCount);
            long[] validity = Validity.and(pair.left.validity(), pair.right.validity(), rowCount);
            ElementSet known = new ElementSet(pair.elements, pair.count);
            ElementPicker result = new ElementPicker(rowCount, pair.count, validity);
            for (int row = 0; row < rowCount; row++) {
                if (!result.isNull(row)) {
                    int length = pair.left.lengths()[row];
                    int otherLength = pair.right.lengths()[row];
                    known.clear(length + otherLength);
                    operation.apply(
                            known,
                            pair.left.starts()[row],
                            length,
                            pair.shift + pair.right.starts()[row],
                            otherLength,
                            result);
                }
                result.endRow(row);
            }
            return result.arrays(type, pair.elements);
        };
    }

    /** Two columns of arrays over one vector of elements: those of the right begin at {@code shift}. */
    private record Pair(ArrayVector left, ArrayVector right, Vector elements, int shift, int count) {
        static Pair of(Vector[] arguments, int rowCount) {
            ArrayVector left = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            ArrayVector right = Vectors.arrays(arguments[1], rowCount).dense(rowCount);
            int leftCount = Ranges.total(left.lengths(), left.validity(), rowCount);
            int rightCount = Ranges.total(right.lengths(), right.validity(), rowCount);
            Vector elements =
                    Vectors.concat(left.elements().type(), new Vector[] {left.elements(), right.elements()}, new int[] {
                        leftCount, rightCount
                    });
            int count = leftCount + rightCount;
            return new Pair(left, right, KeyNormalizer.normalize(elements, count), leftCount, count);
        }
    }

    private static void union(
            ElementSet known, int start, int length, int otherStart, int otherLength, ElementPicker result) {
        pickNew(known, start, length, result);
        pickNew(known, otherStart, otherLength, result);
    }

    private static void difference(
            ElementSet known, int start, int length, int otherStart, int otherLength, ElementPicker result) {
        for (int element = otherStart; element < otherStart + otherLength; element++) {
            known.add(element);
        }
        pickNew(known, start, length, result);
    }

    private static void intersection(
            ElementSet known, int start, int length, int otherStart, int otherLength, ElementPicker result) {
        for (int element = otherStart; element < otherStart + otherLength; element++) {
            known.add(element);
        }
        for (int element = start; element < start + length; element++) {
            int equal = known.find(element);
            if (equal >= otherStart && equal < otherStart + otherLength) {
                // In the place of the other one, an element is found again and not picked.
                known.put(element);
                result.pick(element);
            }
        }
    }

    private static Binding overlap(Call call) {
        ArrayType common = common(call);
        return new Scalar(AtomicType.BOOLEAN, true, false, () -> ArraySets::overlap)
                .decidedBy(0)
                .castingAllTo(common, 2);
    }

    private static Vector overlap(Vector[] arguments, int rowCount) {
        Pair pair = Pair.of(arguments, rowCount);
        ElementSet known = new ElementSet(pair.elements, pair.count);
        boolean[] result = new boolean[rowCount];
        long[] present = new long[Validity.wordCount(rowCount)];
        for (int row = 0; row < rowCount; row++) {
            if (pair.left.isNull(row) || pair.right.isNull(row)) {
                continue;
            }
            int length = pair.left.lengths()[row];
            int otherStart = pair.shift + pair.right.starts()[row];
            int otherLength = pair.right.lengths()[row];
            boolean hasNull = false;
            known.clear(otherLength);
            for (int element = otherStart; element < otherStart + otherLength; element++) {
                hasNull |= pair.elements.isNull(element);
                known.add(element);
            }
            int start = pair.left.starts()[row];
            for (int element = start; element < start + length; element++) {
                boolean isNull = pair.elements.isNull(element);
                hasNull |= isNull;
                result[row] |= !isNull && known.find(element) != ElementSet.NONE;
            }
            if (result[row] || !hasNull || length == 0 || otherLength == 0) {
                Validity.setPresent(present, row);
            }
        }
        return new BooleanVector(result, Validity.nullCount(present, rowCount) == 0 ? null : present);
    }
}

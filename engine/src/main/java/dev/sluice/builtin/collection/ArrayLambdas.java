package dev.sluice.builtin.collection;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundHigherOrder.Kernel;
import dev.sluice.spi.function.BoundHigherOrder.Lambda;
import dev.sluice.types.ArrayType;

/** Loops that run lambdas over all elements of the arrays of a batch. */
final class ArrayLambdas {
    private ArrayLambdas() {}

    /** The elements of dense arrays, their rows, and what a lambda makes of each. */
    private static Vector ofElements(ArrayVector dense, Lambda lambda, boolean withPlace, int rowCount) {
        int[] owners = Ranges.owners(dense.lengths(), dense.validity(), rowCount);
        Vector[] variables =
                withPlace ? new Vector[] {dense.elements(), places(dense, owners)} : new Vector[] {dense.elements()};
        return lambda.evaluate(owners, variables, owners.length);
    }

    private static Vector places(ArrayVector dense, int[] owners) {
        int[] places = new int[owners.length];
        for (int element = 0; element < places.length; element++) {
            places[element] = element - dense.starts()[owners[element]];
        }
        return new IntVector(places, null);
    }

    static Kernel transform(ArrayType type, boolean withPlace) {
        return (arguments, lambdas, rowCount) -> {
            ArrayVector dense = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            Vector elements = ofElements(dense, lambdas[0], withPlace, rowCount);
            return new ArrayVector(type, dense.starts(), dense.lengths(), elements, dense.validity());
        };
    }

    static Kernel filter(ArrayType type, boolean withPlace) {
        return (arguments, lambdas, rowCount) -> {
            ArrayVector dense = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            BooleanVector keeps = (BooleanVector) ofElements(dense, lambdas[0], withPlace, rowCount);
            ElementPicker result = new ElementPicker(rowCount, rowCount, dense.validity());
            for (int row = 0; row < rowCount; row++) {
                int start = dense.starts()[row];
                int length = result.isNull(row) ? 0 : dense.lengths()[row];
                for (int element = start; element < start + length; element++) {
                    if (keeps.values()[element] && !keeps.isNull(element)) {
                        result.pick(element);
                    }
                }
                result.endRow(row);
            }
            return result.arrays(type, dense.elements());
        };
    }

    /** @param isAny whether one element decides by being true, or by being false */
    static Kernel condition(boolean isAny) {
        return (arguments, lambdas, rowCount) -> {
            ArrayVector dense = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            boolean[] isDecided = new boolean[rowCount];
            boolean[] hasNull = new boolean[rowCount];
            if (lambdas[0].canFail()) {
                decideByPlace(dense, lambdas[0], isAny, isDecided, hasNull);
            } else {
                int[] owners = Ranges.owners(dense.lengths(), dense.validity(), rowCount);
                decide(
                        ofElements(dense, lambdas[0], false, rowCount),
                        owners,
                        owners.length,
                        isAny,
                        isDecided,
                        hasNull);
            }
            boolean[] result = new boolean[rowCount];
            long[] present = new long[Validity.wordCount(rowCount)];
            for (int row = 0; row < rowCount; row++) {
                result[row] = isDecided[row] == isAny;
                if (!dense.isNull(row) && (isDecided[row] || !hasNull[row])) {
                    Validity.setPresent(present, row);
                }
            }
            return new BooleanVector(result, Validity.nullCount(present, rowCount) == 0 ? null : present);
        };
    }

    /** One element of every array at a time: what stands behind the one that decides is not looked at, and cannot fail. */
    private static void decideByPlace(
            ArrayVector arrays, Lambda condition, boolean isAny, boolean[] isDecided, boolean[] hasNull) {
        int rowCount = isDecided.length;
        int[] rows = new int[rowCount];
        int[] elements = new int[rowCount];
        int place = 0;
        int count;
        do {
            count = 0;
            for (int row = 0; row < rowCount; row++) {
                if (!arrays.isNull(row) && !isDecided[row] && place < arrays.lengths()[row]) {
                    rows[count] = row;
                    elements[count++] = arrays.starts()[row] + place;
                }
            }
            Vector[] variables = {arrays.elements().gather(elements, count)};
            decide(condition.evaluate(rows, variables, count), rows, count, isAny, isDecided, hasNull);
            place++;
        } while (count > 0);
    }

    private static void decide(
            Vector conditions, int[] rows, int count, boolean isAny, boolean[] isDecided, boolean[] hasNull) {
        BooleanVector holds = (BooleanVector) conditions;
        for (int index = 0; index < count; index++) {
            boolean isNull = holds.isNull(index);
            hasNull[rows[index]] |= isNull;
            isDecided[rows[index]] |= !isNull && holds.values()[index] == isAny;
        }
    }

    static Kernel zipWith(ArrayType type) {
        return (arguments, lambdas, rowCount) -> {
            ArrayVector left = Vectors.arrays(arguments[0], rowCount);
            ArrayVector right = Vectors.arrays(arguments[1], rowCount);
            long[] validity = Validity.and(left.validity(), right.validity(), rowCount);
            int[] lengths = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                if (Validity.isPresent(validity, row)) {
                    lengths[row] = Math.max(left.lengths()[row], right.lengths()[row]);
                }
            }
            int[] owners = Ranges.owners(lengths, null, rowCount);
            int[] starts = Ranges.starts(lengths);
            Vector[] variables = {
                stretched(left, starts, owners), stretched(right, starts, owners),
            };
            Vector elements = lambdas[0].evaluate(owners, variables, owners.length);
            return new ArrayVector(type, starts, lengths, elements, validity);
        };
    }

    /** The element at each place, null where the array has ended. */
    private static Vector stretched(ArrayVector arrays, int[] starts, int[] owners) {
        int[] taken = new int[owners.length];
        for (int index = 0; index < taken.length; index++) {
            int row = owners[index];
            int place = index - starts[row];
            taken[index] = place < arrays.lengths()[row] ? arrays.starts()[row] + place : ElementSet.NONE;
        }
        return Vectors.flat(Vectors.gatherOrNull(arrays.elements(), taken, taken.length), taken.length);
    }

    static Kernel sort() {
        return (arguments, lambdas, rowCount) -> {
            ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
            ElementPicker result = new ElementPicker(rowCount, rowCount, arrays.validity());
            for (int row = 0; row < rowCount; row++) {
                if (!result.isNull(row)) {
                    result.pickRange(arrays.starts()[row], arrays.lengths()[row]);
                }
                result.endRow(row);
            }
            LambdaSort sort = new LambdaSort(arrays.elements(), lambdas[0]);
            sort.sort(result.picked(), result.starts(), result.lengths());
            return result.arrays(arrays.type(), arrays.elements());
        };
    }
}

package dev.sluice.builtin.collection;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundHigherOrder.Kernel;
import dev.sluice.types.MapType;

/** Loops that run lambdas over all entries of the maps of a batch. */
final class MapLambdas {
    private MapLambdas() {}

    static Kernel filter(MapType type) {
        return (arguments, lambdas, rowCount) -> {
            MapVector dense = Vectors.maps(arguments[0], rowCount).dense(rowCount);
            int[] owners = Ranges.owners(dense.lengths(), dense.validity(), rowCount);
            Vector[] variables = {dense.keys(), dense.values()};
            BooleanVector keeps = (BooleanVector) lambdas[0].evaluate(owners, variables, owners.length);
            ElementPicker result = new ElementPicker(rowCount, owners.length, dense.validity());
            for (int row = 0; row < rowCount; row++) {
                int start = dense.starts()[row];
                int length = result.isNull(row) ? 0 : dense.lengths()[row];
                for (int entry = start; entry < start + length; entry++) {
                    if (keeps.values()[entry] && !keeps.isNull(entry)) {
                        result.pick(entry);
                    }
                }
                result.endRow(row);
            }
            return result.maps(type, dense.keys(), dense.values());
        };
    }

    static Kernel transformValues(MapType type) {
        return (arguments, lambdas, rowCount) -> {
            MapVector dense = Vectors.maps(arguments[0], rowCount).dense(rowCount);
            int[] owners = Ranges.owners(dense.lengths(), dense.validity(), rowCount);
            Vector values = lambdas[0].evaluate(owners, new Vector[] {dense.keys(), dense.values()}, owners.length);
            return new MapVector(type, dense.starts(), dense.lengths(), dense.keys(), values, dense.validity());
        };
    }

    static Kernel transformKeys(MapType type) {
        return (arguments, lambdas, rowCount) -> {
            MapVector dense = Vectors.maps(arguments[0], rowCount).dense(rowCount);
            int[] owners = Ranges.owners(dense.lengths(), dense.validity(), rowCount);
            Vector keys = lambdas[0].evaluate(owners, new Vector[] {dense.keys(), dense.values()}, owners.length);
            ElementSet known = new ElementSet(keys, owners.length);
            ElementPicker result = new ElementPicker(rowCount, owners.length, dense.validity());
            for (int row = 0; row < rowCount; row++) {
                if (!result.isNull(row)) {
                    known.clear(dense.lengths()[row]);
                    MapKeys.pickEntries(known, keys, result, dense.starts()[row], dense.lengths()[row]);
                }
                result.endRow(row);
            }
            return result.maps(type, keys, dense.values());
        };
    }

    /** The keys of the left map, then those that only the right one has. */
    static Kernel zipWith(MapType type) {
        return (arguments, lambdas, rowCount) -> {
            MapVector left = Vectors.maps(arguments[0], rowCount).dense(rowCount);
            MapVector right = Vectors.maps(arguments[1], rowCount).dense(rowCount);
            long[] validity = Validity.and(left.validity(), right.validity(), rowCount);
            int leftCount = Ranges.total(left.lengths(), left.validity(), rowCount);
            int rightCount = Ranges.total(right.lengths(), right.validity(), rowCount);
            Vector allKeys = Vectors.concat(
                    type.keyType(), new Vector[] {left.keys(), right.keys()}, new int[] {leftCount, rightCount});
            ElementSet known = new ElementSet(allKeys, leftCount + rightCount);
            int[] keys = new int[leftCount + rightCount];
            int[] leftValues = new int[keys.length];
            int[] rightValues = new int[keys.length];
            int[] lengths = new int[rowCount];
            int count = 0;
            for (int row = 0; row < rowCount; row++) {
                if (!Validity.isPresent(validity, row)) {
                    continue;
                }
                int first = count;
                int leftStart = left.starts()[row];
                int rightStart = right.starts()[row];
                known.clear(left.lengths()[row] + right.lengths()[row]);
                for (int entry = rightStart; entry < rightStart + right.lengths()[row]; entry++) {
                    known.add(leftCount + entry);
                }
                for (int entry = leftStart; entry < leftStart + left.lengths()[row]; entry++) {
                    int equal = known.find(entry);
                    keys[count] = entry;
                    leftValues[count] = entry;
                    rightValues[count++] = equal == ElementSet.NONE ? ElementSet.NONE : equal - leftCount;
                    known.put(entry);
                }
                for (int entry = rightStart; entry < rightStart + right.lengths()[row]; entry++) {
                    if (known.find(leftCount + entry) == leftCount + entry) {
                        keys[count] = leftCount + entry;
                        leftValues[count] = ElementSet.NONE;
                        rightValues[count++] = entry;
                    }
                }
                lengths[row] = count - first;
            }
            int[] owners = Ranges.owners(lengths, null, rowCount);
            Vector mapKeys = allKeys.gather(keys, count);
            Vector[] variables = {
                mapKeys,
                Vectors.flat(Vectors.gatherOrNull(left.values(), leftValues, count), count),
                Vectors.flat(Vectors.gatherOrNull(right.values(), rightValues, count), count)
            };
            Vector values = lambdas[0].evaluate(owners, variables, count);
            return new MapVector(type, Ranges.starts(lengths), lengths, mapKeys, values, validity);
        };
    }
}

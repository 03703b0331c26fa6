package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Functions that make an array of values or of other arrays. */
public final class ArrayMaking {
    private ArrayMaking() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "array",
                        "array(element ELEMENT...): ARRAY",
                        "An array of the values of all arguments.",
                        "array(1, 2, NULL) -> [1, 2, null]",
                        ArrayMaking::array),
                family.declare(
                        "array_repeat",
                        "array_repeat(element ELEMENT, count INT): ARRAY",
                        "An array of a value so many times.",
                        "array_repeat(7, 3) -> [7, 7, 7]",
                        ArrayMaking::repeat),
                family.declare(
                        "flatten",
                        "flatten(arrays ARRAYS): ARRAY",
                        "The elements of all arrays that an array has; null if one of them is.",
                        "flatten(array(array(1, 2), array(3))) -> [1, 2, 3]",
                        ArrayMaking::flatten),
                family.declare(
                        "arrays_zip",
                        "arrays_zip(array ARRAY...): ENTRIES",
                        "An array of structs of the elements that stand at the same place, null where an array has ended; the"
                                + " fields have the names of the columns, or 0, 1 and so on.",
                        "arrays_zip(array(1, 2), array('a')) -> [{1, a}, {2, null}]",
                        ArrayMaking::zip));
    }

    /** Of arguments that the analyzer has brought to one type. */
    private static Binding array(Call call) {
        DataType element = call.size() == 0 ? AtomicType.STRING : call.type(0);
        ArrayType type = new ArrayType(element, call.anyNullable());
        return new Scalar(type, false, false, () -> arraysOfRows(type)).castingAllTo(element, call.size());
    }

    /** Row by row: the elements of all columns lie one column after the other. */
    private static ScalarKernel arraysOfRows(ArrayType type) {
        return (arguments, rowCount) -> {
            Vector[] columns = new Vector[arguments.length];
            for (int index = 0; index < columns.length; index++) {
                columns[index] = Vectors.flatParts(arguments[index], rowCount);
            }
            int[] counts = new int[columns.length];
            Arrays.fill(counts, rowCount);
            Vector byColumn = Vectors.concat(type.elementType(), columns, counts);
            int total = Math.multiplyExact(columns.length, rowCount);
            int[] order = new int[total];
            int filled = 0;
            for (int row = 0; row < rowCount; row++) {
                for (int index = 0; index < columns.length; index++) {
                    order[filled++] = index * rowCount + row;
                }
            }
            int[] lengths = new int[rowCount];
            Arrays.fill(lengths, columns.length);
            return new ArrayVector(type, Ranges.starts(lengths), lengths, byColumn.gather(order, total), null);
        };
    }

    private static Binding repeat(Call call) {
        call.requireCount(2, 2);
        call.implicitly(1, AtomicType.INT);
        ArrayType type = new ArrayType(call.type(0), call.argument(0).nullable());
        return new Scalar(type, call.argument(1).nullable(), true, () -> (arguments, rowCount) -> {
                    Vector values = Vectors.flatParts(arguments[0], rowCount);
                    IntVector times = Vectors.ints(arguments[1], rowCount);
                    ElementPicker result = new ElementPicker(rowCount, rowCount, times.validity());
                    for (int row = 0; row < rowCount; row++) {
                        int count = result.isNull(row) ? 0 : times.values()[row];
                        if (count > ArrayEdits.LONGEST_MADE) {
                            throw ArrayEdits.tooLong(count, "array_repeat");
                        }
                        for (int index = 0; index < count; index++) {
                            result.pick(row);
                        }
                        result.endRow(row);
                    }
                    return result.arrays(type, values);
                })
                .decidedBy(1, 1)
                .castingTo(List.of(call.type(0), AtomicType.INT));
    }

    private static Binding flatten(Call call) {
        call.requireCount(1, 1);
        if (!(call.type(0) instanceof ArrayType outer) || !(outer.elementType() instanceof ArrayType inner)) {
            throw call.unexpectedType(0, "ARRAY\" of \"ARRAY");
        }
        return new Scalar(inner, call.anyNullable() || outer.containsNull(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    ArrayVector parts = (ArrayVector) arrays.elements();
                    ElementPicker result = new ElementPicker(rowCount, rowCount, arrays.validity());
                    for (int row = 0; row < rowCount; row++) {
                        int start = arrays.starts()[row];
                        int length = result.isNull(row) ? 0 : arrays.lengths()[row];
                        boolean hasNull = false;
                        for (int part = start; part < start + length && !hasNull; part++) {
                            hasNull = parts.isNull(part);
                            if (!hasNull) {
                                result.pickRange(parts.starts()[part], parts.lengths()[part]);
                            }
                        }
                        if (hasNull) {
                            result.endNull(row);
                        }
                        result.endRow(row);
                    }
                    return result.arrays(inner, parts.elements());
                })
                .castingAllTo(outer, 1);
    }

    /** Of arrays, what {@code concat} is of texts. */
    public static Binding concat(Call call) {
        ArrayType type = common(call);
        return new Scalar(type, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    int[] counts = new int[arguments.length];
                    ArrayVector[] arrays = new ArrayVector[arguments.length];
                    Vector[] elements = new Vector[arguments.length];
                    long[] validity = null;
                    for (int index = 0; index < arrays.length; index++) {
                        arrays[index] =
                                Vectors.arrays(arguments[index], rowCount).dense(rowCount);
                        elements[index] = arrays[index].elements();
                        counts[index] = Ranges.total(arrays[index].lengths(), arrays[index].validity(), rowCount);
                        validity = Validity.and(validity, arrays[index].validity(), rowCount);
                    }
                    Vector all = Vectors.concat(type.elementType(), elements, counts);
                    ElementPicker result =
                            new ElementPicker(rowCount, Arrays.stream(counts).sum(), validity);
                    for (int row = 0; row < rowCount; row++) {
                        int shift = 0;
                        for (int index = 0; index < arrays.length && !result.isNull(row); index++) {
                            result.pickRange(
                                    shift + arrays[index].starts()[row],
                                    arrays[index].lengths()[row]);
                            shift += counts[index];
                        }
                        result.endRow(row);
                    }
                    return result.arrays(type, all);
                })
                .decidedBy(0)
                .castingAllTo(type, call.size());
    }

    /** The type in which all arguments meet. */
    private static ArrayType common(Call call) {
        ArrayType common = null;
        for (int index = 0; index < call.size(); index++) {
            if (call.argument(index).isUntypedNull()) {
                continue;
            }
            if (!(call.type(index) instanceof ArrayType array)) {
                throw call.noCommonType();
            }
            ArrayType before = common == null ? array : common;
            // Under ANSI rules texts are read as the type that they meet.
            DataType element = (call.context().ansi()
                            ? TypeRules.common(before.elementType(), array.elementType(), true)
                            : CollectionTypes.merged(call, before.elementType(), array.elementType()))
                    .orElseThrow(call::noCommonType);
            common = new ArrayType(element, before.containsNull() || array.containsNull());
        }
        return common == null ? CollectionTypes.array(call, 0) : common;
    }

    /** Of an array, what {@code reverse} is of a text. */
    public static Binding reverse(Call call, ArrayType type) {
        return new Scalar(type, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
                    ElementPicker result = new ElementPicker(rowCount, rowCount, arrays.validity());
                    for (int row = 0; row < rowCount; row++) {
                        int start = arrays.starts()[row];
                        int length = result.isNull(row) ? 0 : arrays.lengths()[row];
                        for (int element = start + length - 1; element >= start; element--) {
                            result.pick(element);
                        }
                        result.endRow(row);
                    }
                    return result.arrays(type, arrays.elements());
                })
                .castingAllTo(type, 1);
    }

    /** The analyzer gives the fields their names. */
    private static Binding zip(Call call) {
        StructType struct = new StructType();
        List<DataType> types = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            ArrayType array = CollectionTypes.array(call, index);
            types.add(array);
            struct = struct.add(Integer.toString(index), array.elementType(), true);
        }
        ArrayType type = new ArrayType(struct, false);
        return new Scalar(type, call.anyNullable(), false, () -> zipping(type)).castingTo(types);
    }

    private static ScalarKernel zipping(ArrayType type) {
        StructType struct = (StructType) type.elementType();
        return (arguments, rowCount) -> {
            ArrayVector[] arrays = new ArrayVector[arguments.length];
            long[] validity = null;
            int[] lengths = new int[rowCount];
            for (int index = 0; index < arrays.length; index++) {
                arrays[index] = Vectors.arrays(arguments[index], rowCount);
                validity = Validity.and(validity, arrays[index].validity(), rowCount);
            }
            for (int row = 0; row < rowCount; row++) {
                for (int index = 0; index < arrays.length && Validity.isPresent(validity, row); index++) {
                    lengths[row] = Math.max(lengths[row], arrays[index].lengths()[row]);
                }
            }
            int total = Arrays.stream(lengths).sum();
            Vector[] fields = new Vector[arrays.length];
            for (int index = 0; index < fields.length; index++) {
                fields[index] = Vectors.flat(
                        Vectors.gatherOrNull(arrays[index].elements(), places(arrays[index], lengths, total), total),
                        total);
            }
            return new ArrayVector(
                    type, Ranges.starts(lengths), lengths, new StructVector(struct, fields, null), validity);
        };
    }

    /** The elements of arrays that are stretched to these lengths, {@link ElementSet#NONE} where they have ended. */
    private static int[] places(ArrayVector arrays, int[] lengths, int total) {
        int[] places = new int[total];
        int filled = 0;
        for (int row = 0; row < lengths.length; row++) {
            for (int offset = 0; offset < lengths[row]; offset++) {
                places[filled++] = offset < arrays.lengths()[row] ? arrays.starts()[row] + offset : ElementSet.NONE;
            }
        }
        return places;
    }
}

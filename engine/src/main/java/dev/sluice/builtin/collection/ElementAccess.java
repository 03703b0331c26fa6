package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TightTypes;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.StructVector;
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
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.List;

/** Functions that take one element of an array or one value of a map. */
final class ElementAccess {
    private ElementAccess() {}

    /** The position in an array of this length that an index means, {@link ElementSet#NONE} if it means none. */
    @FunctionalInterface
    private interface Positions {
        int of(long index, int length);
    }

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        List.of("[]"),
                        List.of("array ARRAY[index INTEGRAL]: ELEMENT", "map MAP[key KEY]: VALUE"),
                        "The element of this index, counted from 0, or the value of this key, null where there is none; of an"
                                + " array that is an error under ANSI rules: in Java `value.getItem(key)`.",
                        "array(1, 2)[1] -> 2",
                        ElementAccess::item),
                family.declare(
                        List.of("element_at"),
                        List.of("element_at(array ARRAY, index INT): ELEMENT", "element_at(map MAP, key KEY): VALUE"),
                        "The element of this index, counted from 1 or from the end if negative, or the value of this key, null"
                                + " where there is none; of an array that is an error under ANSI rules.",
                        "element_at(array(1, 2, 3), -1) -> 3",
                        call -> elementAt(call, call.context().ansi())),
                family.declare(
                        List.of("try_element_at"),
                        List.of(
                                "try_element_at(array ARRAY, index INT): ELEMENT",
                                "try_element_at(map MAP, key KEY): VALUE"),
                        "As element_at, null where there is none.",
                        "try_element_at(array(1, 2, 3), 4) -> NULL",
                        call -> elementAt(call, false)),
                family.declare(
                        "get",
                        "get(array ARRAY, index INT): ELEMENT",
                        "The element of this index, counted from 0; null where there is none.",
                        "get(array(1, 2), 2) -> NULL",
                        ElementAccess::get));
    }

    private static Binding fieldOfStructs(Call call) {
        ArrayType array = (ArrayType) call.type(0);
        StructType struct = (StructType) array.elementType();
        int ordinal = call.requireInt(1, "field", 0);
        StructField field = struct.field(ordinal);
        ArrayType type = new ArrayType(field.dataType(), array.containsNull() || field.nullable());
        return new Scalar(type, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
                    int count = Ranges.total(arrays.lengths(), arrays.validity(), rowCount);
                    StructVector structs = (StructVector) arrays.elements();
                    Vector fields = Vectors.flatParts(structs.field(ordinal), count);
                    Vector elements =
                            Vectors.withValidity(fields, Validity.and(fields.validity(), structs.validity(), count));
                    return new ArrayVector(type, arrays.starts(), arrays.lengths(), elements, arrays.validity());
                })
                .castingAllTo(array, 1);
    }

    /** What is not called by name: {@code array.field}, the field of this ordinal of each struct of an array. */
    static ScalarFunction fieldOfStructs(Family family) {
        return family.declare(
                "[].",
                "array ARRAY.field: ARRAY",
                "The field of each struct of an array.",
                "map_entries(map('a', 1)).value -> [1]",
                ElementAccess::fieldOfStructs);
    }

    private static Binding item(Call call) {
        call.requireCount(2, 2);
        if (call.type(0) instanceof MapType map) {
            return ofMap(call, map, implicitKey(call, map.keyType()));
        }
        if (!(call.type(0) instanceof ArrayType array)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_EXTRACT_BASE_FIELD_TYPE,
                            "Can't extract a value from \"" + call.argument(0).sql() + "\"")
                    .found("type " + call.type(0).sql())
                    .expected("a struct, an array or a map")
                    .mend("pass an array or a map")
                    .build();
        }
        DataType index = integral(call, 1);
        boolean fails = call.context().ansi();
        return new Scalar(
                        array.elementType(),
                        true,
                        fails,
                        () -> elements((position, length) -> {
                            if (position >= 0 && position < length) {
                                return (int) position;
                            }
                            if (fails) {
                                throw ValueErrors.invalidIndex((int) position, length);
                            }
                            return ElementSet.NONE;
                        }))
                .decidedBy(0)
                .castingTo(List.of(array, index));
    }

    private static Binding get(Call call) {
        call.requireCount(2, 2);
        ArrayType array = CollectionTypes.array(call, 0);
        DataType index = call.implicitly(1, AtomicType.INT);
        return new Scalar(
                        array.elementType(),
                        true,
                        false,
                        () -> elements((position, length) ->
                                position >= 0 && position < length ? (int) position : ElementSet.NONE))
                .decidedBy(0)
                .castingTo(List.of(array, index));
    }

    private static Binding elementAt(Call call, boolean fails) {
        call.requireCount(2, 2);
        if (call.type(0) instanceof MapType map) {
            DataType key = call.argument(1).isUntypedNull()
                    ? map.keyType()
                    : TightTypes.common(map.keyType(), call.type(1))
                            .orElseThrow(() -> CollectionTypes.mapDiffTypes(call));
            return ofMap(call, map, key);
        }
        ArrayType array = CollectionTypes.array(call, 0);
        boolean isPlace =
                call.type(1) instanceof ScalarType scalar && scalar.isIntegral() && scalar != AtomicType.BIGINT;
        if (!isPlace) {
            throw call.unexpectedType(1, "INT");
        }
        return new Scalar(
                        array.elementType(),
                        true,
                        true,
                        () -> elements((position, length) -> {
                            if (position == 0) {
                                throw ValueErrors.indexOfZero();
                            }
                            if (Math.abs(position) <= length) {
                                return (int) (position > 0 ? position - 1 : length + position);
                            }
                            if (fails) {
                                throw ValueErrors.invalidIndexInElementAt((int) position, length);
                            }
                            return ElementSet.NONE;
                        }))
                .decidedBy(0)
                .castingTo(List.of(array, AtomicType.INT));
    }

    private static DataType integral(Call call, int index) {
        DataType type = call.type(index);
        if (type instanceof ScalarType scalar && scalar.isIntegral()) {
            return type;
        }
        if (call.argument(index).isUntypedNull()) {
            return AtomicType.INT;
        }
        throw call.unexpectedType(index, "INTEGRAL");
    }

    private static DataType implicitKey(Call call, DataType keyType) {
        return keyType instanceof AtomicType atomic
                ? call.implicitly(1, atomic)
                : CollectionTypes.compared(call, keyType, call.type(1))
                        .orElseThrow(() -> call.unexpectedType(1, keyType.sql()));
    }

    private static Binding ofMap(Call call, MapType map, DataType key) {
        CollectionTypes.requireOrderable(call, key, 0);
        DataType castMap = new MapType(key, map.valueType(), map.valueContainsNull());
        return new Scalar(map.valueType(), true, false, () -> ElementAccess::values)
                .decidedBy(0)
                .castingTo(List.of(castMap, key));
    }

    /** The element of each row, by its position in the array as {@code positions} makes it of index and length. */
    private static ScalarKernel elements(Positions positions) {
        return (arguments, rowCount) -> {
            ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
            Vector indexes = Vectors.flat(arguments[1], rowCount);
            int[] taken = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                taken[row] = ElementSet.NONE;
                if (!arrays.isNull(row) && !indexes.isNull(row)) {
                    int position = positions.of(number(indexes, row), arrays.lengths()[row]);
                    taken[row] = position < 0 ? ElementSet.NONE : arrays.starts()[row] + position;
                }
            }
            return Vectors.gatherOrNull(arrays.elements(), taken, rowCount);
        };
    }

    private static long number(Vector numbers, int row) {
        return numbers instanceof IntVector ints ? ints.values()[row] : ((LongVector) numbers).values()[row];
    }

    private static Vector values(Vector[] arguments, int rowCount) {
        MapVector maps = Vectors.maps(arguments[0], rowCount);
        Vector keys = Vectors.flatParts(arguments[1], rowCount);
        int[] taken = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            taken[row] = maps.isNull(row) || keys.isNull(row) ? ElementSet.NONE : MapKeys.find(maps, row, keys, row);
        }
        return Vectors.gatherOrNull(maps.values(), taken, rowCount);
    }
}

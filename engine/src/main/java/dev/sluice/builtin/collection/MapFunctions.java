package dev.sluice.builtin.collection;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.KeyNormalizer;
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
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Functions that make maps, or take their keys and values. */
final class MapFunctions {
    private MapFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "map",
                        "map('key', value VALUE): MAP",
                        "A map of keys and values in turn; a key that is null or stands twice is an error.",
                        "map('a', 1, 'b', 2) -> {a -> 1, b -> 2}",
                        MapFunctions::map),
                family.declare(
                        "map_from_arrays",
                        "map_from_arrays(keys KEYS, values ARRAY): MAP",
                        "A map of an array of keys and one of their values.",
                        "map_from_arrays(array('a', 'b'), array(1, 2)) -> {a -> 1, b -> 2}",
                        MapFunctions::fromArrays),
                family.declare(
                        "map_from_entries",
                        "map_from_entries(entries ENTRIES): MAP",
                        "A map of an array of structs of key and value; null if one of them is.",
                        "map_from_entries(map_entries(map('a', 1))) -> {a -> 1}",
                        MapFunctions::fromEntries),
                family.declare(
                        "map_keys",
                        "map_keys(map MAP): KEYS",
                        "The keys as an array.",
                        "map_keys(map('a', 1, 'b', 2)) -> [a, b]",
                        call -> part(
                                call,
                                map -> new ArrayType(map.keyType(), false),
                                (maps, type) -> new ArrayVector(
                                        type, maps.starts(), maps.lengths(), maps.keys(), maps.validity()))),
                family.declare(
                        "map_values",
                        "map_values(map MAP): ARRAY",
                        "The values as an array.",
                        "map_values(map('a', 1, 'b', 2)) -> [1, 2]",
                        call -> part(
                                call,
                                map -> new ArrayType(map.valueType(), map.valueContainsNull()),
                                (maps, type) -> new ArrayVector(
                                        type, maps.starts(), maps.lengths(), maps.values(), maps.validity()))),
                family.declare(
                        "map_entries",
                        "map_entries(map MAP): ENTRIES",
                        "The entries as an array of structs of key and value.",
                        "map_entries(map('a', 1)) -> [{a, 1}]",
                        call -> part(call, map -> new ArrayType(map.entryType(), false), MapFunctions::entries)),
                family.declare(
                        "map_concat",
                        "map_concat(map MAP...): MAP",
                        "The entries of all maps; a key that two of them have is an error.",
                        "map_concat(map('a', 1), map('b', 2)) -> {a -> 1, b -> 2}",
                        MapFunctions::concat),
                family.declare(
                        "map_contains_key",
                        "map_contains_key(map MAP, key KEY): BOOLEAN",
                        "Whether a map has this key.",
                        "map_contains_key(map('a', 1), 'a') -> true",
                        MapFunctions::containsKey));
    }

    static void requireKeyType(Call call, DataType keyType) {
        if (keyType.equals(AtomicType.STRING) || !hasMap(keyType)) {
            return;
        }
        throw SluiceException.analysis(
                        ErrorCondition.INVALID_MAP_KEY_TYPE,
                        "Cannot resolve \"" + call.sql()
                                + "\" due to data type mismatch: The key of map cannot be/contain \"" + keyType.sql()
                                + "\".")
                .mend("use another value as the key")
                .build();
    }

    private static boolean hasMap(DataType type) {
        return switch (type) {
            case ScalarType ignored -> false;
            case MapType ignored -> true;
            case ArrayType array -> hasMap(array.elementType());
            case StructType struct -> struct.fields().stream().anyMatch(field -> hasMap(field.dataType()));
        };
    }

    /** Of keys that the analyzer has brought to one type, and values too. */
    private static Binding map(Call call) {
        DataType key = call.size() == 0 ? AtomicType.STRING : call.type(0);
        DataType value = call.size() == 0 ? AtomicType.STRING : call.type(1);
        requireKeyType(call, key);
        boolean hasNullValue = false;
        List<DataType> types = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            types.add(index % 2 == 0 ? key : value);
            hasNullValue |= index % 2 == 1 && call.argument(index).nullable();
        }
        MapType type = new MapType(key, value, hasNullValue);
        return new Scalar(type, false, true, () -> mapsOfRows(type)).castingTo(types);
    }

    private static ScalarKernel mapsOfRows(MapType type) {
        return (arguments, rowCount) -> {
            int entries = arguments.length / 2;
            Vector[] keys = new Vector[entries];
            Vector[] values = new Vector[entries];
            for (int entry = 0; entry < entries; entry++) {
                keys[entry] = Vectors.flatParts(arguments[2 * entry], rowCount);
                values[entry] = Vectors.flatParts(arguments[2 * entry + 1], rowCount);
            }
            int[] counts = new int[entries];
            Arrays.fill(counts, rowCount);
            int total = entries * rowCount;
            Vector allKeys = KeyNormalizer.normalize(Vectors.concat(type.keyType(), keys, counts), total);
            Vector allValues = Vectors.concat(type.valueType(), values, counts);
            ElementSet known = new ElementSet(allKeys, total);
            ElementPicker result = new ElementPicker(rowCount, total, null);
            for (int row = 0; row < rowCount; row++) {
                known.clear(entries);
                for (int entry = 0; entry < entries; entry++) {
                    MapKeys.pickEntries(known, allKeys, result, entry * rowCount + row, 1);
                }
                result.endRow(row);
            }
            return result.maps(type, allKeys, allValues);
        };
    }

    private static Binding fromArrays(Call call) {
        call.requireCount(2, 2);
        ArrayType keys = CollectionTypes.array(call, 0);
        ArrayType values = CollectionTypes.array(call, 1);
        requireKeyType(call, keys.elementType());
        MapType type = new MapType(keys.elementType(), values.elementType(), values.containsNull());
        return new Scalar(type, call.anyNullable(), true, () -> (arguments, rowCount) -> {
                    ArrayVector keyArrays =
                            Vectors.arrays(arguments[0], rowCount).dense(rowCount);
                    ArrayVector valueArrays = Vectors.arrays(arguments[1], rowCount);
                    int count = Ranges.total(keyArrays.lengths(), keyArrays.validity(), rowCount);
                    ElementSet known = new ElementSet(keyArrays.elements(), count);
                    ElementPicker pickedKeys = new ElementPicker(
                            rowCount, count, Validity.and(keyArrays.validity(), valueArrays.validity(), rowCount));
                    ElementPicker pickedValues = new ElementPicker(rowCount, count, null);
                    for (int row = 0; row < rowCount; row++) {
                        if (!pickedKeys.isNull(row)) {
                            int length = keyArrays.lengths()[row];
                            requireSameLength(length, valueArrays.lengths()[row]);
                            known.clear(length);
                            MapKeys.pickEntries(
                                    known,
                                    keyArrays.elements(),
                                    pickedKeys,
                                    keyArrays.starts()[row],
                                    length);
                            pickedValues.pickRange(valueArrays.starts()[row], length);
                        }
                        pickedKeys.endRow(row);
                        pickedValues.endRow(row);
                    }
                    ArrayVector mapKeys = pickedKeys.arrays(keys, keyArrays.elements());
                    Vector mapValues =
                            pickedValues.arrays(values, valueArrays.elements()).elements();
                    return new MapVector(
                            type,
                            mapKeys.starts(),
                            mapKeys.lengths(),
                            mapKeys.elements(),
                            mapValues,
                            mapKeys.validity());
                })
                .decidedBy(0)
                .castingTo(List.of(keys, values));
    }

    private static void requireSameLength(int keys, int values) {
        if (keys != values) {
            throw SluiceException.of(
                            ErrorCondition.MAP_LENGTHS_DIFFER,
                            "The key array and value array of MapData must have the same length.")
                    .found(keys + " keys and " + values + " values")
                    .mend("keep such rows out with filter(...)")
                    .build();
        }
    }

    private static Binding fromEntries(Call call) {
        call.requireCount(1, 1);
        if (!(call.type(0) instanceof ArrayType array)
                || !(array.elementType() instanceof StructType entry)
                || entry.size() != 2) {
            throw call.unexpectedType(0, "ARRAY\" of pair \"STRUCT");
        }
        requireKeyType(call, entry.type(0));
        MapType type = new MapType(entry.type(0), entry.type(1), entry.field(1).nullable());
        return new Scalar(type, call.anyNullable() || array.containsNull(), true, () -> (arguments, rowCount) -> {
                    ArrayVector arrays = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
                    StructVector entries = (StructVector) arrays.elements();
                    int count = Ranges.total(arrays.lengths(), arrays.validity(), rowCount);
                    Vector keys = KeyNormalizer.normalize(Vectors.flat(entries.field(0), count), count);
                    Vector values = Vectors.flat(entries.field(1), count);
                    ElementSet known = new ElementSet(keys, count);
                    ElementPicker result = new ElementPicker(rowCount, count, arrays.validity());
                    for (int row = 0; row < rowCount; row++) {
                        int start = arrays.starts()[row];
                        int length = arrays.lengths()[row];
                        boolean hasNull = false;
                        for (int index = start; index < start + length; index++) {
                            hasNull |= entries.isNull(index);
                        }
                        if (hasNull) {
                            result.endNull(row);
                        } else {
                            known.clear(length);
                            MapKeys.pickEntries(known, keys, result, start, length);
                        }
                        result.endRow(row);
                    }
                    return result.maps(type, keys, values);
                })
                .castingAllTo(array, 1);
    }

    /** Makes arrays of maps that share their entries. */
    @FunctionalInterface
    private interface View {
        ArrayVector of(MapVector maps, ArrayType type);
    }

    private static Binding part(Call call, Function<MapType, ArrayType> types, View view) {
        call.requireCount(1, 1);
        MapType map = CollectionTypes.map(call, 0);
        ArrayType type = types.apply(map);
        return new Scalar(
                        type,
                        call.anyNullable(),
                        false,
                        () -> (arguments, rowCount) -> view.of(Vectors.maps(arguments[0], rowCount), type))
                .castingAllTo(map, 1);
    }

    /** What is not called by name: entries in the order of their keys, in which equal maps are alike. */
    static ScalarFunction sorted(Family family) {
        return family.declare(
                "[sorted]",
                "map MAP: MAP",
                "A map with its entries in the order of their keys.",
                "map('b', 1, 'a', 2) -> {a -> 2, b -> 1}",
                MapFunctions::sorted);
    }

    private static Binding sorted(Call call) {
        MapType type = CollectionTypes.map(call, 0);
        return new Scalar(type, call.anyNullable(), false, () -> {
                    StableSort sort = new StableSort();
                    return (arguments, rowCount) -> {
                        MapVector maps = Vectors.maps(arguments[0], rowCount);
                        Vector keys = maps.keys();
                        ElementPicker result = new ElementPicker(rowCount, rowCount, maps.validity());
                        for (int row = 0; row < rowCount; row++) {
                            if (!result.isNull(row)) {
                                result.pickRange(maps.starts()[row], maps.lengths()[row]);
                                sort.sort(
                                        result.picked(),
                                        result.rowStart(),
                                        result.rowLength(),
                                        (left, right) -> ValueOrder.compareNullsFirst(keys, left, keys, right));
                            }
                            result.endRow(row);
                        }
                        return result.maps(type, keys, maps.values());
                    };
                })
                .castingAllTo(type, 1);
    }

    private static ArrayVector entries(MapVector maps, ArrayType type) {
        StructVector entries =
                new StructVector((StructType) type.elementType(), new Vector[] {maps.keys(), maps.values()}, null);
        return new ArrayVector(type, maps.starts(), maps.lengths(), entries, maps.validity());
    }

    private static Binding concat(Call call) {
        MapType type = call.size() == 0 ? new MapType(AtomicType.STRING, AtomicType.STRING, false) : commonMap(call);
        return new Scalar(type, call.anyNullable(), true, () -> (arguments, rowCount) -> {
                    MapVector[] maps = new MapVector[arguments.length];
                    Vector[] keys = new Vector[arguments.length];
                    Vector[] values = new Vector[arguments.length];
                    int[] counts = new int[arguments.length];
                    long[] validity = null;
                    for (int index = 0; index < maps.length; index++) {
                        maps[index] = Vectors.maps(arguments[index], rowCount).dense(rowCount);
                        keys[index] = maps[index].keys();
                        values[index] = maps[index].values();
                        counts[index] = Ranges.total(maps[index].lengths(), maps[index].validity(), rowCount);
                        validity = Validity.and(validity, maps[index].validity(), rowCount);
                    }
                    int total = Arrays.stream(counts).sum();
                    Vector allKeys = KeyNormalizer.normalize(Vectors.concat(type.keyType(), keys, counts), total);
                    Vector allValues = Vectors.concat(type.valueType(), values, counts);
                    ElementSet known = new ElementSet(allKeys, total);
                    ElementPicker result = new ElementPicker(rowCount, total, validity);
                    for (int row = 0; row < rowCount; row++) {
                        if (!result.isNull(row)) {
                            pickAll(known, allKeys, result, maps, counts, row);
                        }
                        result.endRow(row);
                    }
                    return result.maps(type, allKeys, allValues);
                })
                .castingAllTo(type, call.size());
    }

    private static void pickAll(
            ElementSet known, Vector keys, ElementPicker result, MapVector[] maps, int[] counts, int row) {
        int entries = 0;
        for (MapVector map : maps) {
            entries += map.lengths()[row];
        }
        known.clear(entries);
        int shift = 0;
        for (int index = 0; index < maps.length; index++) {
            MapKeys.pickEntries(
                    known,
                    keys,
                    result,
                    shift + maps[index].starts()[row],
                    maps[index].lengths()[row]);
            shift += counts[index];
        }
    }

    private static MapType commonMap(Call call) {
        MapType common = null;
        for (int index = 0; index < call.size(); index++) {
            if (!(call.type(index) instanceof MapType)) {
                throw mapConcatTypes(call);
            }
        }
        for (int index = 0; index < call.size(); index++) {
            MapType type = (MapType) call.type(index);
            common = common == null ? type : merged(call, common, type).orElseThrow(call::noCommonType);
        }
        return common == null ? CollectionTypes.map(call, 0) : common;
    }

    private static Optional<MapType> merged(Call call, MapType left, MapType right) {
        return CollectionTypes.merged(call, left.keyType(), right.keyType())
                .flatMap(key -> CollectionTypes.merged(call, left.valueType(), right.valueType())
                        .map(value -> new MapType(key, value, left.valueContainsNull() || right.valueContainsNull())));
    }

    private static SluiceException mapConcatTypes(Call call) {
        return SluiceException.analysis(
                        ErrorCondition.MAP_CONCAT_DIFF_TYPES,
                        "Cannot resolve \"" + call.sql()
                                + "\" due to data type mismatch: The `map_concat` should all be of"
                                + " type map, but it's " + call.types() + ".")
                .mend("pass maps whose keys and values have the same types")
                .build();
    }

    private static Binding containsKey(Call call) {
        call.requireCount(2, 2);
        if (call.argument(1).isUntypedNull()) {
            throw CollectionTypes.nullType(call, 1);
        }
        if (!(call.type(0) instanceof MapType map)) {
            throw CollectionTypes.mapDiffTypes(call);
        }
        DataType key = call.argument(0).isUntypedNull()
                ? call.type(1)
                : CollectionTypes.compared(call, map.keyType(), call.type(1))
                        .orElseThrow(() -> CollectionTypes.mapDiffTypes(call));
        MapType type = new MapType(key, map.valueType(), map.valueContainsNull());
        return new Scalar(AtomicType.BOOLEAN, call.anyNullable(), false, () -> (arguments, rowCount) -> {
                    MapVector maps = Vectors.maps(arguments[0], rowCount);
                    Vector keys = Vectors.flatParts(arguments[1], rowCount);
                    boolean[] result = new boolean[rowCount];
                    long[] validity = Validity.and(maps.validity(), keys.validity(), rowCount);
                    for (int row = 0; row < rowCount; row++) {
                        result[row] = Validity.isPresent(validity, row)
                                && MapKeys.find(maps, row, keys, row) != ElementSet.NONE;
                    }
                    return new BooleanVector(result, validity);
                })
                .castingTo(List.of(type, key));
    }
}

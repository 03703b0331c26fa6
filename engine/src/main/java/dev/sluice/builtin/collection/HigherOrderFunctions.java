package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.error.ErrorCondition;
import dev.sluice.spi.function.BoundHigherOrder;
import dev.sluice.spi.function.BoundHigherOrder.Kernel;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.HigherOrderFunction;
import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The functions that take lambdas. */
public final class HigherOrderFunctions {
    private static final String FAMILY = "lambda";

    private HigherOrderFunctions() {}

    public static List<HigherOrderFunction> all() {
        return List.of(
                declare(
                        List.of("transform"),
                        List.of(
                                "transform(array ARRAY, element -> ELEMENT): ARRAY",
                                "transform(array ARRAY, (element, place) -> ELEMENT): ARRAY"),
                        "An array of what a function makes of each element, or of each element and its place, counted from 0.",
                        "transform(array(1, 2), x -> x + 1) -> [2, 3]",
                        HigherOrderFunctions::transform),
                declare(
                        List.of("filter"),
                        List.of(
                                "filter(array ARRAY, element -> BOOLEAN): ARRAY",
                                "filter(array ARRAY, (element, place) -> BOOLEAN): ARRAY"),
                        "The elements for which a condition, of the element or of it and its place, is true.",
                        "filter(array(1, 2), x -> x > 1) -> [2]",
                        HigherOrderFunctions::filter),
                declare(
                        List.of("exists"),
                        List.of("exists(array ARRAY, element -> BOOLEAN): BOOLEAN"),
                        "Whether a condition is true of an element; null if it is of none, and null of one.",
                        "exists(array(1, 2), x -> x > 1) -> true",
                        call -> condition(call, true)),
                declare(
                        List.of("forall"),
                        List.of("forall(array ARRAY, element -> BOOLEAN): BOOLEAN"),
                        "Whether a condition is true of all elements; null if it is false of none, and null of one.",
                        "forall(array(1, 2), x -> x > 1) -> false",
                        call -> condition(call, false)),
                declare(
                        List.of("aggregate", "reduce"),
                        List.of(
                                "aggregate(array ARRAY, start ANY, (sum, element) -> ANY): ANY",
                                "aggregate(array ARRAY, start BIGINT, (sum, element) -> BIGINT, sum -> ANY): ANY"),
                        "What a function makes of a start and each element in turn, and another of the last result.",
                        "aggregate(array(1, 2), 0, (s, x) -> s + x) -> 3",
                        HigherOrderFunctions::aggregate),
                declare(
                        List.of("zip_with"),
                        List.of("zip_with(array ARRAY, other ARRAY, (left, right) -> ELEMENT): ARRAY"),
                        "An array of what a function makes of the elements at the same place, null where an array has ended.",
                        "zip_with(array(1, 2), array(3, 4), (x, y) -> x + y) -> [4, 6]",
                        HigherOrderFunctions::zipWith),
                declare(
                        List.of("map_filter"),
                        List.of("map_filter(map MAP, (key, value) -> BOOLEAN): MAP"),
                        "The entries for which a condition is true.",
                        "map_filter(map('a', 1, 'b', 2), (k, v) -> v > 1) -> {b -> 2}",
                        HigherOrderFunctions::mapFilter),
                declare(
                        List.of("transform_values"),
                        List.of("transform_values(map MAP, (key, value) -> VALUE): MAP"),
                        "The map with what a function makes of key and value in place of each value.",
                        "transform_values(map('a', 1), (k, v) -> v + 1) -> {a -> 2}",
                        call -> transformMap(call, false)),
                declare(
                        List.of("transform_keys"),
                        List.of("transform_keys(map MAP, (key, value) -> KEY): MAP"),
                        "The map with what a function makes of key and value in place of each key.",
                        "transform_keys(map('a', 1), (k, v) -> upper(k)) -> {A -> 1}",
                        call -> transformMap(call, true)),
                declare(
                        List.of("map_zip_with"),
                        List.of("map_zip_with(map MAP, other MAP, (key, left, right) -> VALUE): MAP"),
                        "A map of all keys of two maps, with what a function makes of the key and its values in both.",
                        "map_zip_with(map('a', 1), map('a', 2), (k, x, y) -> x + y) -> {a -> 3}",
                        HigherOrderFunctions::mapZipWith),
                declare(
                        List.of("array_sort"),
                        List.of("array_sort(array ARRAY, (left, right) -> INT): ARRAY"),
                        "The elements in the order of a comparison, which is below 0 where the left one comes first.",
                        "array_sort(array(1, 2), (x, y) -> y - x) -> [2, 1]",
                        HigherOrderFunctions::sort));
    }

    @FunctionalInterface
    private interface Opener {
        HigherOrderFunction.Opened open(LambdaCall call);
    }

    private record Declaration(FunctionDocumentation documentation, Opener opener) implements HigherOrderFunction {
        @Override
        public Opened open(List<Argument> arguments, List<Integer> variableCounts, FunctionContext context) {
            return opener.open(
                    new LambdaCall(new Call(documentation.name(), arguments, context), List.copyOf(variableCounts)));
        }
    }

    private static HigherOrderFunction declare(
            List<String> names, List<String> signatures, String usage, String example, Opener opener) {
        return new Declaration(new FunctionDocumentation(names, FAMILY, signatures, usage, example), opener);
    }

    private record Bound(DataType resultType, boolean isNullable, boolean canFail, Supplier<Kernel> kernels)
            implements BoundHigherOrder {
        @Override
        public Kernel kernel() {
            return kernels.get();
        }
    }

    private static HigherOrderFunction.Opened transform(LambdaCall call) {
        ArrayType array = call.array(0);
        return call.opened(List.of(array), call.withPlace(array), bodies -> {
            ArrayType type =
                    new ArrayType(bodies.getFirst().type(), bodies.getFirst().nullable());
            return new Bound(type, call.anyNullable(), false, () -> ArrayLambdas.transform(type, call.hasPlace()));
        });
    }

    private static HigherOrderFunction.Opened filter(LambdaCall call) {
        ArrayType array = call.array(0);
        return call.opened(List.of(array), call.withPlace(array), bodies -> {
            call.requireCondition(bodies.getFirst());
            return new Bound(array, call.anyNullable(), false, () -> ArrayLambdas.filter(array, call.hasPlace()));
        });
    }

    private static HigherOrderFunction.Opened condition(LambdaCall call, boolean isAny) {
        ArrayType array = call.array(0);
        return call.opened(List.of(array), List.of(call.variables(1, element(array))), bodies -> {
            call.requireCondition(bodies.getFirst());
            boolean nullable = call.anyNullable() || bodies.getFirst().nullable();
            return new Bound(AtomicType.BOOLEAN, nullable, false, () -> ArrayLambdas.condition(isAny));
        });
    }

    private static HigherOrderFunction.Variable element(ArrayType array) {
        return new HigherOrderFunction.Variable(array.elementType(), array.containsNull());
    }

    private static HigherOrderFunction.Opened aggregate(LambdaCall call) {
        ArrayType array = call.array(0);
        DataType sum = call.type(1);
        HigherOrderFunction.Variable state = new HigherOrderFunction.Variable(sum, true);
        List<List<HigherOrderFunction.Variable>> variables = new ArrayList<>();
        variables.add(call.variables(2, state, element(array)));
        if (call.lambdaCount() > 1) {
            variables.add(List.of(state));
        }
        return call.opened(List.of(array, sum), variables, bodies -> {
            call.requireType(bodies.getFirst(), sum);
            DataType type = bodies.size() > 1 ? bodies.get(1).type() : sum;
            return new Bound(type, true, false, LambdaFold::kernel);
        });
    }

    private static HigherOrderFunction.Opened zipWith(LambdaCall call) {
        ArrayType left = call.array(0);
        ArrayType right = call.array(1);
        List<HigherOrderFunction.Variable> variables = call.variables(
                2,
                new HigherOrderFunction.Variable(left.elementType(), true),
                new HigherOrderFunction.Variable(right.elementType(), true));
        return call.opened(List.of(left, right), List.of(variables), bodies -> {
            ArrayType type =
                    new ArrayType(bodies.getFirst().type(), bodies.getFirst().nullable());
            return new Bound(type, call.anyNullable(), false, () -> ArrayLambdas.zipWith(type));
        });
    }

    private static HigherOrderFunction.Opened sort(LambdaCall call) {
        ArrayType array = call.array(0);
        return call.opened(List.of(array), List.of(call.variables(2, element(array), element(array))), bodies -> {
            call.requireType(bodies.getFirst(), AtomicType.INT, ErrorCondition.UNEXPECTED_RETURN_TYPE);
            return new Bound(array, call.anyNullable(), true, ArrayLambdas::sort);
        });
    }

    private static List<List<HigherOrderFunction.Variable>> entry(LambdaCall call, MapType map) {
        return List.of(call.variables(
                2,
                new HigherOrderFunction.Variable(map.keyType(), false),
                new HigherOrderFunction.Variable(map.valueType(), map.valueContainsNull())));
    }

    private static HigherOrderFunction.Opened mapFilter(LambdaCall call) {
        MapType map = call.map(0);
        return call.opened(List.of(map), entry(call, map), bodies -> {
            call.requireCondition(bodies.getFirst());
            return new Bound(map, call.anyNullable(), false, () -> MapLambdas.filter(map));
        });
    }

    private static HigherOrderFunction.Opened transformMap(LambdaCall call, boolean isOfKeys) {
        MapType map = call.map(0);
        return call.opened(List.of(map), entry(call, map), bodies -> {
            Argument body = bodies.getFirst();
            if (isOfKeys) {
                MapFunctions.requireKeyType(call.call(), body.type());
            }
            MapType type = isOfKeys
                    ? new MapType(body.type(), map.valueType(), map.valueContainsNull())
                    : new MapType(map.keyType(), body.type(), body.nullable());
            return new Bound(
                    type,
                    call.anyNullable(),
                    isOfKeys,
                    () -> isOfKeys ? MapLambdas.transformKeys(type) : MapLambdas.transformValues(type));
        });
    }

    private static HigherOrderFunction.Opened mapZipWith(LambdaCall call) {
        MapType left = call.map(0);
        MapType right = call.map(1);
        DataType key = CollectionTypes.merged(call.call(), left.keyType(), right.keyType())
                .orElseThrow(call::differentKeys);
        List<HigherOrderFunction.Variable> variables = call.variables(
                3,
                new HigherOrderFunction.Variable(key, false),
                new HigherOrderFunction.Variable(left.valueType(), true),
                new HigherOrderFunction.Variable(right.valueType(), true));
        List<DataType> types = List.of(
                new MapType(key, left.valueType(), left.valueContainsNull()),
                new MapType(key, right.valueType(), right.valueContainsNull()));
        return call.opened(types, List.of(variables), bodies -> {
            MapType type =
                    new MapType(key, bodies.getFirst().type(), bodies.getFirst().nullable());
            return new Bound(type, call.anyNullable(), false, () -> MapLambdas.zipWith(type));
        });
    }
}

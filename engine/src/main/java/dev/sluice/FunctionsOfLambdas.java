package dev.sluice;

import dev.sluice.plan.expression.UnresolvedExpression;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of {@link functions} that take lambdas: functions of columns that stand for elements. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfLambdas extends FunctionsOfPrograms {
    /** How many lambdas are being called: those within each other have variables of different names. */
    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    FunctionsOfLambdas() {}

    private static Column lambda(int count, Function<List<Column>, @Nullable Column> function) {
        int depth = DEPTH.get();
        List<String> names = Stream.of("x", "y", "z")
                .limit(count)
                .map(letter -> letter + "_" + depth)
                .toList();
        List<Column> variables = names.stream()
                .map(name -> Column.of(new UnresolvedExpression.Variable(name)))
                .toList();
        DEPTH.set(depth + 1);
        try {
            Column body = Given.value(function.apply(variables), "what a lambda gives");
            return Column.of(new UnresolvedExpression.Lambda(names, body.expression()));
        } finally {
            DEPTH.set(depth);
        }
    }

    private static Column of(Function<Column, Column> function) {
        Given.value(function, "the lambda");
        return lambda(1, variables -> function.apply(variables.getFirst()));
    }

    private static Column of(BiFunction<Column, Column, Column> function) {
        Given.value(function, "the lambda");
        return lambda(2, variables -> function.apply(variables.get(0), variables.get(1)));
    }

    private static Column of(ColumnFunction3 function) {
        Given.value(function, "the lambda");
        return lambda(3, variables -> function.apply(variables.get(0), variables.get(1), variables.get(2)));
    }

    /** An array of what a function makes of each element. */
    public static Column transform(Column array, Function<Column, Column> function) {
        return Column.call("transform", array, of(function));
    }

    /** An array of what a function makes of each element and its place, counted from 0. */
    public static Column transform(Column array, BiFunction<Column, Column, Column> function) {
        return Column.call("transform", array, of(function));
    }

    /** The elements for which a condition is true. */
    public static Column filter(Column array, Function<Column, Column> condition) {
        return Column.call("filter", array, of(condition));
    }

    /** The elements for which a condition of them and their place is true. */
    public static Column filter(Column array, BiFunction<Column, Column, Column> condition) {
        return Column.call("filter", array, of(condition));
    }

    /** Whether a condition is true of an element. */
    public static Column exists(Column array, Function<Column, Column> condition) {
        return Column.call("exists", array, of(condition));
    }

    /** Whether a condition is true of all elements. */
    public static Column forall(Column array, Function<Column, Column> condition) {
        return Column.call("forall", array, of(condition));
    }

    /** What a function makes of a start and each element in turn. */
    public static Column aggregate(Column array, Column start, BiFunction<Column, Column, Column> merge) {
        return Column.call("aggregate", array, start, of(merge), of((Column sum) -> sum));
    }

    /** What a function makes of a start and each element in turn, and another of the last result. */
    public static Column aggregate(
            Column array, Column start, BiFunction<Column, Column, Column> merge, Function<Column, Column> finish) {
        return Column.call("aggregate", array, start, of(merge), of(finish));
    }

    /** The same as {@link #aggregate(Column, Column, BiFunction)}. */
    public static Column reduce(Column array, Column start, BiFunction<Column, Column, Column> merge) {
        return Column.call("reduce", array, start, of(merge), of((Column sum) -> sum));
    }

    /** The same as {@link #aggregate(Column, Column, BiFunction, Function)}. */
    public static Column reduce(
            Column array, Column start, BiFunction<Column, Column, Column> merge, Function<Column, Column> finish) {
        return Column.call("reduce", array, start, of(merge), of(finish));
    }

    /** An array of what a function makes of the elements at the same place of two arrays. */
    public static Column zip_with(Column left, Column right, BiFunction<Column, Column, Column> function) {
        return Column.call("zip_with", left, right, of(function));
    }

    /** The elements in the order of a comparison, which is below, at or above 0. */
    public static Column array_sort(Column array, BiFunction<Column, Column, Column> comparison) {
        return Column.call("array_sort", array, of(comparison));
    }

    /** The entries for which a condition is true. */
    public static Column map_filter(Column map, BiFunction<Column, Column, Column> condition) {
        return Column.call("map_filter", map, of(condition));
    }

    /** The map with other keys. */
    public static Column transform_keys(Column map, BiFunction<Column, Column, Column> function) {
        return Column.call("transform_keys", map, of(function));
    }

    /** The map with other values. */
    public static Column transform_values(Column map, BiFunction<Column, Column, Column> function) {
        return Column.call("transform_values", map, of(function));
    }

    /** A map of all keys of two maps, with what a function makes of the key and its values in both. */
    public static Column map_zip_with(Column left, Column right, ColumnFunction3 function) {
        return Column.call("map_zip_with", left, right, of(function));
    }
}

package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

import org.jspecify.annotations.Nullable;

/** The methods of {@link functions} that make arrays and maps, or take their parts. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfCollections extends FunctionsOfLambdas {
    FunctionsOfCollections() {}

    /** An array of the values of all columns. */
    public static Column array(Column... columns) {
        return Column.call("array", columns);
    }

    /** The array with one more element at its end. */
    public static Column array_append(Column column, @Nullable Object element) {
        return Column.call("array_append", column, lit(element));
    }

    /** The array without its nulls. */
    public static Column array_compact(Column column) {
        return Column.call("array_compact", column);
    }

    /** Whether the array has this element; null if it does not and one of its elements is null. */
    public static Column array_contains(Column column, @Nullable Object value) {
        return Column.call("array_contains", column, lit(value));
    }

    /** The array without elements that are equal to one before them. */
    public static Column array_distinct(Column column) {
        return Column.call("array_distinct", column);
    }

    /** The elements of the first array that the second does not have, each once. */
    public static Column array_except(Column column, Column other) {
        return Column.call("array_except", column, other);
    }

    /** The array with one more element at a place, counted from 1, or from the end if negative. */
    public static Column array_insert(Column column, Column place, Column value) {
        return Column.call("array_insert", column, place, value);
    }

    /** The elements that both arrays have, each once. */
    public static Column array_intersect(Column column, Column other) {
        return Column.call("array_intersect", column, other);
    }

    /** The elements as one text with the separator between them, without nulls. */
    public static Column array_join(Column column, String separator) {
        return Column.call("array_join", column, lit(separator));
    }

    /** The elements as one text with the separator between them, nulls replaced. */
    public static Column array_join(Column column, String separator, String nullReplacement) {
        return Column.call("array_join", column, lit(separator), lit(nullReplacement));
    }

    /** The greatest element that is not null. */
    public static Column array_max(Column column) {
        return Column.call("array_max", column);
    }

    /** The least element that is not null. */
    public static Column array_min(Column column) {
        return Column.call("array_min", column);
    }

    /** The place of the first element that equals the value, counted from 1; 0 if there is none. */
    public static Column array_position(Column column, @Nullable Object value) {
        return Column.call("array_position", column, lit(value));
    }

    /** The array with one more element before the others. */
    public static Column array_prepend(Column column, @Nullable Object element) {
        return Column.call("array_prepend", column, lit(element));
    }

    /** The array without the elements that equal this one. */
    public static Column array_remove(Column column, @Nullable Object element) {
        return Column.call("array_remove", column, lit(element));
    }

    /** An array of a value so many times. */
    public static Column array_repeat(Column column, Column count) {
        return Column.call("array_repeat", column, count);
    }

    /** An array of a value so many times. */
    public static Column array_repeat(Column column, int count) {
        return Column.call("array_repeat", column, lit(count));
    }

    /** How many elements an array has. */
    public static Column array_size(Column column) {
        return Column.call("array_size", column);
    }

    /** The elements in ascending order, nulls last. */
    public static Column array_sort(Column column) {
        return Column.call("array_sort", column);
    }

    /** The elements of both arrays, each once. */
    public static Column array_union(Column column, Column other) {
        return Column.call("array_union", column, other);
    }

    /** Whether both arrays have an element that is not null. */
    public static Column arrays_overlap(Column column, Column other) {
        return Column.call("arrays_overlap", column, other);
    }

    /** An array of structs of the elements that stand at the same place. */
    public static Column arrays_zip(Column... columns) {
        return Column.call("arrays_zip", columns);
    }

    /** How many elements or entries there are. */
    public static Column cardinality(Column column) {
        return Column.call("cardinality", column);
    }

    /** The element of this index, counted from 1 or from the end if negative, or the value of this key. */
    public static Column element_at(Column column, @Nullable Object value) {
        return Column.call("element_at", column, lit(value));
    }

    /** The elements of all arrays that an array has. */
    public static Column flatten(Column column) {
        return Column.call("flatten", column);
    }

    /** The element of this index, counted from 0; null where there is none. */
    public static Column get(Column column, Column index) {
        return Column.call("get", column, index);
    }

    /** A map of keys and values in turn. */
    public static Column map(Column... columns) {
        return Column.call("map", columns);
    }

    /** The entries of all maps. */
    public static Column map_concat(Column... columns) {
        return Column.call("map_concat", columns);
    }

    /** Whether a map has this key. */
    public static Column map_contains_key(Column column, @Nullable Object key) {
        return Column.call("map_contains_key", column, lit(key));
    }

    /** The entries as an array of structs of key and value. */
    public static Column map_entries(Column column) {
        return Column.call("map_entries", column);
    }

    /** A map of an array of keys and one of their values. */
    public static Column map_from_arrays(Column keys, Column values) {
        return Column.call("map_from_arrays", keys, values);
    }

    /** A map of an array of structs of key and value. */
    public static Column map_from_entries(Column column) {
        return Column.call("map_from_entries", column);
    }

    /** The keys as an array. */
    public static Column map_keys(Column column) {
        return Column.call("map_keys", column);
    }

    /** The values as an array. */
    public static Column map_values(Column column) {
        return Column.call("map_values", column);
    }

    /** The whole numbers, or days, from the first to the last one, both included. */
    public static Column sequence(Column start, Column stop) {
        return Column.call("sequence", start, stop);
    }

    /** The whole numbers from the first to the last one by a step. */
    public static Column sequence(Column start, Column stop, Column step) {
        return Column.call("sequence", start, stop, step);
    }

    /** How many elements or entries there are; of null it is null under ANSI rules, else -1. */
    public static Column size(Column column) {
        return Column.call("size", column);
    }

    /** So many elements from a place on, counted from 1, or from the end if negative. */
    public static Column slice(Column column, Column start, Column length) {
        return Column.call("slice", column, start, length);
    }

    /** So many elements from a place on, counted from 1, or from the end if negative. */
    public static Column slice(Column column, int start, int length) {
        return Column.call("slice", column, lit(start), lit(length));
    }

    /** The elements in ascending order, nulls first. */
    public static Column sort_array(Column column) {
        return Column.call("sort_array", column);
    }

    /** The elements in ascending order, nulls first, or in descending order, nulls last. */
    public static Column sort_array(Column column, boolean ascending) {
        return Column.call("sort_array", column, lit(ascending));
    }

    /** The parts of a text around the matches of a regular expression. */
    public static Column split(Column column, String pattern) {
        return Column.call("split", column, lit(pattern));
    }

    /** The parts of a text around the matches of a regular expression, at most as many as a limit that is above 0. */
    public static Column split(Column column, String pattern, int limit) {
        return Column.call("split", column, lit(pattern), lit(limit));
    }

    /** The parts of a text around the matches of a regular expression. */
    public static Column split(Column column, Column pattern) {
        return Column.call("split", column, pattern);
    }

    /** The parts of a text around the matches of a regular expression, at most as many as a limit that is above 0. */
    public static Column split(Column column, Column pattern, Column limit) {
        return Column.call("split", column, pattern, limit);
    }

    /** As {@link #element_at}, null where there is none. */
    public static Column try_element_at(Column column, Column element) {
        return Column.call("try_element_at", column, element);
    }

    /** An array of the values that are not null, in the order of the rows. */
    public static Column collect_list(Column column) {
        return Column.call("collect_list", column);
    }

    public static Column collect_list(String columnName) {
        return collect_list(col(columnName));
    }

    /** The same as {@link #collect_list}. */
    public static Column array_agg(Column column) {
        return Column.call("array_agg", column);
    }

    /** An array of the values that are not null, each once. */
    public static Column collect_set(Column column) {
        return Column.call("collect_set", column);
    }

    public static Column collect_set(String columnName) {
        return collect_set(col(columnName));
    }

    /** An array of the values of all columns. */
    public static Column array(String columnName, String... more) {
        return array(functions.columns(columnName, more));
    }

    /** A map of keys and values in turn. */
    public static Column map(String columnName, String... more) {
        return map(functions.columns(columnName, more));
    }

    /** A row for each element of an array, or for each key and value of a map. */
    public static Column explode(Column column) {
        return Column.call("explode", column);
    }

    /** As {@link #explode}, but a row of nulls where there are no elements. */
    public static Column explode_outer(Column column) {
        return Column.call("explode_outer", column);
    }

    /** As {@link #explode}, with the place of the element, counted from 0, before it. */
    public static Column posexplode(Column column) {
        return Column.call("posexplode", column);
    }

    /** As {@link #posexplode}, but a row of nulls where there are no elements. */
    public static Column posexplode_outer(Column column) {
        return Column.call("posexplode_outer", column);
    }

    /** A row for each struct of an array, with a column for each of its fields. */
    public static Column inline(Column column) {
        return Column.call("inline", column);
    }

    /** As {@link #inline}, but a row of nulls where there are no structs. */
    public static Column inline_outer(Column column) {
        return Column.call("inline_outer", column);
    }

    /** So many rows of the values, one after the other. */
    public static Column stack(Column... columns) {
        return Column.call("stack", columns);
    }

    /** The map of a text such as {@code a:1,b:2}. */
    public static Column str_to_map(Column text) {
        return Column.call("str_to_map", text);
    }

    /** The map of a text of pairs. */
    public static Column str_to_map(Column text, Column pairDelimiter) {
        return Column.call("str_to_map", text, pairDelimiter);
    }

    /** The map of a text of pairs of key and value, cut by two regular expressions. */
    public static Column str_to_map(Column text, Column pairDelimiter, Column keyValueDelimiter) {
        return Column.call("str_to_map", text, pairDelimiter, keyValueDelimiter);
    }
}

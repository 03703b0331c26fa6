package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import dev.sluice.Row;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Functions of arrays: of numbers with nulls, of texts, of doubles that are hard to compare, of arrays and of structs. */
public final class ArrayFunctionCases implements CaseGroup {
    private static final String NUMBERS = "a ARRAY<INT>, b ARRAY<INT>, n INT";

    private static final Row[] NUMBER_ROWS = {
        row(List.of(1, 2, 3), List.of(3, 4), 2),
        row(Arrays.asList(3, null, 1, null, 3), Arrays.asList(null, 3), 3),
        row(List.of(), List.of(1), 1),
        row(List.of(1), List.of(), -1),
        row(List.of(), List.of(), 0),
        row(Arrays.asList(null, null), Arrays.asList(1, null), null),
        row(null, List.of(1), 1),
        row(List.of(2, 1), null, -2),
        row(List.of(5, 4, 3, 2, 1), List.of(1, 1, 2), 4)
    };

    private static final Row[] TEXT_ROWS = {
        row(List.of("b", "a", ""), "b"), row(Arrays.asList("x", null, "é"), null), row(List.of(), "a"), row(null, "a")
    };

    private static final Row[] DOUBLE_ROWS = {
        row(Arrays.asList(1.5, Double.NaN, -0.0, 0.0, null, Double.NaN), Double.NaN),
        row(List.of(0.0, -0.0), -0.0),
        row(List.of(Double.NEGATIVE_INFINITY, 1.0, Double.POSITIVE_INFINITY), 1.0)
    };

    private static final Row[] NESTED_ROWS = {
        row(List.of(List.of(1, 2), List.of(3)), List.of(3), List.of(row(2, "b"), row(1, "a"))),
        row(Arrays.asList(List.of(1), null), List.of(1), Arrays.asList(row(1, null), null)),
        row(List.of(List.of(), Arrays.asList((Object) null)), null, List.of()),
        row(null, List.of(), null)
    };

    @Override
    public void define(Cases cases) {
        numbers(cases, "making", () -> array(col("n"), lit(1)), () -> array(col("a"), col("b")));
        numbers(
                cases,
                "making-of-types",
                () -> array(col("n"), lit(1.5)),
                () -> array(lit(1), lit("x")),
                () -> array(lit(1), lit(true)),
                () -> array(col("n"), col("a")),
                () -> array(lit(1), lit(2L), lit(null)));
        for (String function : List.of(
                "size",
                "cardinality",
                "array_size",
                "array_distinct",
                "array_compact",
                "array_max",
                "array_min",
                "array_sort",
                "sort_array",
                "reverse",
                "flatten",
                "arrays_zip",
                "concat")) {
            ofOne(cases, function);
        }
        for (String function :
                List.of("array_union", "array_intersect", "array_except", "arrays_overlap", "arrays_zip", "concat")) {
            ofTwo(cases, function);
        }
        for (String function :
                List.of("array_contains", "array_position", "array_remove", "array_append", "array_prepend")) {
            withValue(cases, function);
        }
        places(cases);
        texts(cases);
        sequences(cases);
        mistakes(cases);
    }

    @SafeVarargs
    private static void numbers(Cases cases, String name, Supplier<Column>... expressions) {
        ExpressionCase asked = cases.expressions(name).rows(NUMBERS, NUMBER_ROWS);
        for (Supplier<Column> expression : expressions) {
            asked.of(expression);
        }
    }

    @SafeVarargs
    private static void lenient(Cases cases, String name, Supplier<Column>... expressions) {
        ExpressionCase asked =
                cases.expressions(name).conf("spark.sql.ansi.enabled", "false").rows(NUMBERS, NUMBER_ROWS);
        for (Supplier<Column> expression : expressions) {
            asked.of(expression);
        }
    }

    private static void ofOne(Cases cases, String function) {
        numbers(cases, function, () -> call_function(function, col("a")));
        cases.expressions(function + "-of-texts")
                .rows("a ARRAY<STRING>, t STRING", TEXT_ROWS)
                .of(() -> call_function(function, col("a")));
        cases.expressions(function + "-of-doubles")
                .rows("a ARRAY<DOUBLE>, d DOUBLE", DOUBLE_ROWS)
                .of(() -> call_function(function, col("a")));
        cases.expressions(function + "-of-nested")
                .rows("a ARRAY<ARRAY<INT>>, e ARRAY<INT>, s ARRAY<STRUCT<x: INT, y: STRING>>", NESTED_ROWS)
                .of(() -> call_function(function, col("a")))
                .of(() -> call_function(function, col("s")));
    }

    private static void ofTwo(Cases cases, String function) {
        numbers(cases, function + "-of-two", () -> call_function(function, col("a"), col("b")));
        cases.expressions(function + "-of-two-doubles")
                .rows("a ARRAY<DOUBLE>, d DOUBLE", DOUBLE_ROWS)
                .of(() -> call_function(function, col("a"), array(lit(0.0), lit(Double.NaN), col("d"))))
                .of(() -> call_function(function, col("a"), array(lit(1))));
        cases.expressions(function + "-of-two-nested")
                .rows("a ARRAY<ARRAY<INT>>, e ARRAY<INT>, s ARRAY<STRUCT<x: INT, y: STRING>>", NESTED_ROWS)
                .of(() -> call_function(function, col("a"), array(col("e"))))
                .of(() -> call_function(function, col("s"), array(struct(lit(1).as("x"), lit("a").as("y")))));
    }

    private static void withValue(Cases cases, String function) {
        numbers(
                cases,
                function,
                () -> call_function(function, col("a"), col("n")),
                () -> call_function(function, col("a"), lit(3)),
                () -> call_function(function, col("a"), lit(1.5)));
        numbers(
                cases,
                function + "-mistakes",
                () -> call_function(function, col("a"), lit("x")),
                () -> call_function(function, col("a"), lit(null)),
                () -> call_function(function, col("n"), lit(1)),
                () -> call_function(function, lit(null), lit(1)),
                () -> call_function(function, col("a")),
                () -> call_function(function, col("a"), col("b")));
        cases.expressions(function + "-of-texts")
                .rows("a ARRAY<STRING>, t STRING", TEXT_ROWS)
                .of(() -> call_function(function, col("a"), col("t")));
        cases.expressions(function + "-of-doubles")
                .rows("a ARRAY<DOUBLE>, d DOUBLE", DOUBLE_ROWS)
                .of(() -> call_function(function, col("a"), col("d")));
        cases.expressions(function + "-of-nested")
                .rows("a ARRAY<ARRAY<INT>>, e ARRAY<INT>, s ARRAY<STRUCT<x: INT, y: STRING>>", NESTED_ROWS)
                .of(() -> call_function(function, col("a"), col("e")))
                .of(() -> call_function(function, col("s"), struct(lit(1).as("x"), lit("a").as("y"))));
    }

    private static void places(Cases cases) {
        for (String function : List.of("element_at", "try_element_at", "get")) {
            numbers(
                    cases,
                    function,
                    () -> call_function(function, col("a"), col("n")),
                    () -> call_function(function, col("a"), lit(1)));
            lenient(cases, function + "-lenient", () -> call_function(function, col("a"), col("n")));
            numbers(
                    cases,
                    function + "-mistakes",
                    () -> call_function(function, col("a"), lit(1L)),
                    () -> call_function(function, col("a"), lit("1")),
                    () -> call_function(function, col("a"), lit(null)),
                    () -> call_function(function, col("n"), lit(1)));
        }
        numbers(
                cases,
                "item",
                () -> col("a").getItem(1),
                () -> col("a").getItem(col("n")),
                () -> col("a").apply(0),
                () -> col("a").getItem(1L),
                () -> col("a").getItem("1"),
                () -> col("n").getItem(1));
        lenient(cases, "item-lenient", () -> col("a").getItem(1), () -> col("a").getItem(col("n")));
        numbers(
                cases,
                "slice",
                () -> call_function("slice", col("a"), lit(2), lit(2)),
                () -> call_function("slice", col("a"), col("n"), lit(1)),
                () -> call_function("slice", col("a"), lit(-2), col("n")),
                () -> call_function("slice", col("a"), lit(1), lit(null)));
        numbers(
                cases,
                "array_insert",
                () -> call_function("array_insert", col("a"), col("n"), lit(9)),
                () -> call_function("array_insert", col("a"), lit(4), lit(9)),
                () -> call_function("array_insert", col("a"), lit(-4), col("n")),
                () -> call_function("array_insert", col("a"), lit(1), lit("x")));
        numbers(
                cases,
                "array_repeat",
                () -> call_function("array_repeat", col("n"), lit(2)),
                () -> call_function("array_repeat", col("a"), col("n")),
                () -> call_function("array_repeat", lit("x"), lit(null)));
        numbers(
                cases,
                "sort-down",
                () -> call_function("sort_array", col("a"), lit(false)),
                () -> call_function("sort_array", col("a"), lit(true)));
    }

    private static void texts(Cases cases) {
        cases.expressions("array_join-of-parts")
                .rows("a ARRAY<STRING>, t STRING", TEXT_ROWS)
                .of(() -> call_function("array_join", col("a"), lit(",")))
                .of(() -> call_function("array_join", col("a"), lit("; "), lit("?")))
                .of(() -> call_function("array_join", col("a"), col("t"), col("t")));
        numbers(cases, "array_join-of-numbers", () -> call_function("array_join", col("a"), lit("-")));
        cases.expressions("split")
                .rows(
                        "t STRING, p STRING",
                        row("a,b,,c,", ","),
                        row("", ","),
                        row("abc", ""),
                        row("a1b22c", "[0-9]+"),
                        row("one.two", "."),
                        row("one.two", "\\."),
                        row("é€😀", ""),
                        row(null, ","),
                        row("x", null),
                        row("aXbXc", "x"),
                        row(",,", ","))
                .of(() -> call_function("split", col("t"), col("p")))
                .of(() -> call_function("split", col("t"), col("p"), lit(2)))
                .of(() -> call_function("split", col("t"), col("p"), lit(0)))
                .of(() -> call_function("split", col("t"), lit(","), lit(-1)))
                .of(() -> call_function("split", col("t"), lit("[ab]"), lit(3)));
    }

    private static void sequences(Cases cases) {
        cases.expressions("sequence")
                .rows(
                        "x INT, y INT, s INT",
                        row(1, 5, 2),
                        row(5, 1, -2),
                        row(1, 1, 0),
                        row(null, 5, 1),
                        row(1, null, 1),
                        row(-1, 1, 1))
                .of(() -> call_function("sequence", col("x"), col("y")))
                .of(() -> call_function("sequence", col("x"), col("y"), col("s")))
                .of(() -> call_function("sequence", col("x"), lit(3L)))
                .of(() -> call_function("sequence", col("x"), lit("3")))
                .of(() -> call_function("sequence", lit(true), lit(false)))
                .of(() -> call_function("sequence", lit(0L), lit(Long.MAX_VALUE)));
        cases.expressions("sequence-of-dates")
                .rows(
                        "x DATE, y DATE",
                        row(java.time.LocalDate.of(2024, 2, 28), java.time.LocalDate.of(2024, 3, 1)),
                        row(java.time.LocalDate.of(2024, 3, 1), java.time.LocalDate.of(2024, 2, 28)))
                .of(() -> call_function("sequence", col("x"), col("y")));
    }

    private static void mistakes(Cases cases) {
        for (String function : List.of(
                "size",
                "array_distinct",
                "array_max",
                "sort_array",
                "array_sort",
                "flatten",
                "array_compact",
                "array_size")) {
            numbers(
                    cases,
                    function + "-mistakes",
                    () -> call_function(function, col("n")),
                    () -> call_function(function));
        }
        numbers(
                cases,
                "arrays_zip-names",
                () -> call_function("arrays_zip", col("a").as("x y"), col("b")),
                () -> call_function(
                        "arrays_zip",
                        col("a").cast("ARRAY<BIGINT>"),
                        array(col("n")).as("z")),
                () -> call_function("arrays_zip", struct(col("a")).getField("a"), col("b")));
        numbers(
                cases,
                "sort_array-orders",
                () -> call_function("sort_array", col("a"), lit(false)),
                () -> call_function("sort_array", col("a"), lit(1).lt(0)),
                () -> call_function("sort_array", col("a"), lit(null)),
                () -> call_function("sort_array", col("a"), lit(null).cast("BOOLEAN")),
                () -> call_function("sort_array", col("a"), lit(1)),
                () -> call_function("sort_array", col("a"), col("n").isNull()));
        numbers(
                cases,
                "two-mistakes",
                () -> call_function("array_union", col("a"), col("n")),
                () -> call_function("array_union", col("a"), array(lit("x"))),
                () -> call_function("array_except", col("a"), lit(null)),
                () -> call_function("arrays_overlap", col("a"), array(array(lit(1)))),
                () -> concat(col("a"), lit("x")));
        lenient(
                cases,
                "size-lenient",
                () -> call_function("size", col("a")),
                () -> call_function("cardinality", col("a")),
                () -> call_function("array_size", col("a")));
    }
}

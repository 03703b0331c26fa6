package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import dev.sluice.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Functions of maps: with nulls, with keys that stand twice, and with keys of other types. */
public final class MapFunctionCases implements CaseGroup {
    private static final String COLUMNS = "m MAP<STRING, INT>, o MAP<STRING, INT>, k STRING, n INT";

    private static final Row[] ROWS = {
        row(Map.of("a", 1), Map.of("b", 2), "a", 1),
        row(Collections.singletonMap("b", null), Map.of("a", 2), "a", 2),
        row(Map.of(), Map.of("a", 3), null, 3),
        row(Map.of("a", 1), Map.of("a", 2), "b", null),
        row(null, Map.of(), "a", 5)
    };

    @Override
    public void define(Cases cases) {
        ask(
                cases,
                "making",
                () -> map(col("k"), col("n")),
                () -> map(lit("x"), col("n"), col("k"), lit(2)),
                () -> map(lit(1), lit("a"), lit(2L), lit(null)),
                () -> map(lit(0.0), lit(1), lit(-0.0), lit(2)),
                () -> map(array(lit(1)), lit(1), array(lit(2)), lit(2)));
        ask(
                cases,
                "making-of-zeros",
                () -> map(lit(-0.0), lit(1)),
                () -> call_function("map_from_arrays", array(lit(-0.0)), array(lit(1))),
                () -> call_function("map_from_entries", array(struct(lit(-0.0), lit(1)))),
                () -> map(array(lit(0.0)), lit(1), array(lit(-0.0)), lit(2)),
                () -> map(array(lit(-0.0)), lit(1)),
                () -> map(lit(0.0), lit(1)).getItem(lit(-0.0)),
                () -> call_function("map_concat", call_function("map_from_arrays", array(lit(-0.0)), array(lit(1)))));
        ask(
                cases,
                "making-mistakes",
                () -> map(lit(1)),
                () -> map(lit(1), lit(1), lit("x"), lit(1)),
                () -> map(lit(1), lit(1), lit(2), lit("x")),
                () -> map(lit(1), lit(1), lit(true), lit(1)),
                () -> map(col("m"), lit(1)),
                () -> map(lit(1), lit(1), lit(2), array(lit(1))));
        for (String function : List.of(
                "size", "cardinality", "map_keys", "map_values", "map_entries", "map_concat", "map_from_entries")) {
            ask(cases, function, () -> call_function(function, col("m")), () -> call_function(function, col("n")));
        }
        ask(
                cases,
                "map_concat-of-two",
                () -> call_function("map_concat", col("m"), col("o")),
                () -> call_function("map_concat"),
                () -> call_function("map_concat", col("m"), map(lit("z"), lit(1L))),
                () -> call_function("map_concat", col("m"), lit(1)),
                () -> call_function("map_concat", col("m"), map(lit(1), lit(1))));
        for (String function : List.of("element_at", "try_element_at", "map_contains_key")) {
            ask(
                    cases,
                    function,
                    () -> call_function(function, col("m"), col("k")),
                    () -> call_function(function, col("m"), lit("b")),
                    () -> call_function(function, col("m"), lit(1)),
                    () -> call_function(function, col("m"), lit(null)),
                    () -> call_function(function, map(lit(1), lit(2)), lit(1L)),
                    () -> call_function(function, col("n"), lit("a")));
        }
        ask(
                cases,
                "item",
                () -> col("m").getItem("a"),
                () -> col("m").getItem(col("k")),
                () -> col("m.a"),
                () -> col("m").getField("b"),
                () -> col("m").apply("a"),
                () -> col("m").getItem(1),
                () -> map(lit(1), lit(2)).getItem(1),
                () -> map(lit(1), lit(2)).getItem("1"));
        ask(
                cases,
                "equality",
                () -> col("m").equalTo(col("o")),
                () -> col("m").eqNullSafe(col("o")),
                () -> col("m").lt(col("o")),
                () -> call_function("greatest", col("m"), col("o")),
                () -> array(col("m")).equalTo(array(col("o"))),
                () -> struct(col("m")).equalTo(struct(col("o"))),
                () -> call_function("array_distinct", array(col("m"))),
                () -> call_function("hash", col("m")));
        arrays(cases);
    }

    private static void arrays(Cases cases) {
        cases.expressions("map_from_arrays")
                .rows(
                        "k ARRAY<STRING>, v ARRAY<INT>",
                        row(List.of("a", "b"), List.of(1, 2)),
                        row(List.of("a", "b"), List.of(1)),
                        row(Arrays.asList("a", null), List.of(1, 2)),
                        row(List.of("a", "a"), List.of(1, 2)),
                        row(List.of(), List.of()),
                        row(null, List.of(1)),
                        row(List.of("x"), Arrays.asList((Object) null)))
                .of(() -> call_function("map_from_arrays", col("k"), col("v")))
                .of(() -> call_function("map_from_arrays", col("k"), lit(1)))
                .of(() -> call_function("map_from_arrays", col("k")));
        cases.expressions("map_from_entries-of-pairs")
                .rows(
                        "e ARRAY<STRUCT<x: STRING, y: INT>>",
                        row(List.of(row("a", 1), row("b", null))),
                        row(List.of(row("a", 1), row("a", 2))),
                        row(Arrays.asList(row("a", 1), null)),
                        row(List.of(row(null, 1))),
                        row(List.of()),
                        row((Object) null))
                .of(() -> call_function("map_from_entries", col("e")));
        cases.expressions("str_to_map")
                .rows("t STRING", row("a:1,b:2"), row("a"), row(""), row("a:1:2,b"), row("a:1,a:2"), row((Object) null))
                .of(() -> call_function("str_to_map", col("t")))
                .of(() -> call_function("str_to_map", col("t"), lit("[,;]")))
                .of(() -> call_function("str_to_map", col("t"), lit(","), lit("1")));
    }

    @SafeVarargs
    private static void ask(Cases cases, String name, Supplier<Column>... expressions) {
        ExpressionCase asked = cases.expressions(name).rows(COLUMNS, ROWS);
        for (Supplier<Column> expression : expressions) {
            asked.of(expression);
        }
    }
}

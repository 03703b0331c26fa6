package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.collect_set;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.explode_outer;
import static dev.sluice.functions.inline;
import static dev.sluice.functions.inline_outer;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.posexplode;
import static dev.sluice.functions.posexplode_outer;
import static dev.sluice.functions.size;
import static dev.sluice.functions.sort_array;
import static dev.sluice.functions.stack;
import static dev.sluice.functions.struct;

import dev.sluice.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Rows made of arrays and maps, and arrays made of rows. */
public final class GenerateCases implements CaseGroup {
    private static final String COLUMNS =
            "i INT, a ARRAY<INT>, m MAP<STRING, INT>, s ARRAY<STRUCT<x: INT, y: STRING>>, n ARRAY<ARRAY<INT>>, col STRING";

    private static final Row[] ROWS = {
        row(
                1,
                Arrays.asList(1, null, 3),
                Map.of("a", 1),
                List.of(row(1, "a"), row(2, null)),
                List.of(List.of(1), List.of()),
                "p"),
        row(2, List.of(), Map.of(), List.of(), List.of(), "q"),
        row(3, null, null, null, null, null),
        row(
                4,
                List.of(5),
                Collections.singletonMap("b", null),
                Arrays.asList((Object) null),
                Arrays.asList((Object) null),
                "r")
    };

    private static final String VALUES = "k STRING, v INT, d DOUBLE, a ARRAY<INT>";

    private static final Row[] VALUE_ROWS = {
        row("x", 1, 0.0, List.of(1)),
        row("y", null, null, null),
        row("x", 2, -0.0, List.of(1)),
        row("x", 1, 1.5, List.of()),
        row("z", 3, 0.0, Arrays.asList((Object) null)),
        row("z", null, 1.5, List.of(2))
    };

    @Override
    public void define(Cases cases) {
        ask(cases, "explode", inputs -> inputs.table().select(col("i"), explode(col("a"))));
        ask(
                cases,
                "explode-alone",
                inputs -> inputs.table().select(explode(col("n")).as("e")).select(explode(col("e"))));
        ask(
                cases,
                "explode-outer",
                inputs ->
                        inputs.table().select(col("i"), explode_outer(col("a")).as("e"), col("col")));
        ask(cases, "explode-map", inputs -> inputs.table().select(col("i"), explode(col("m"))));
        ask(cases, "explode-map-outer", inputs -> inputs.table().select(explode_outer(col("m")), col("i")));
        ask(
                cases,
                "explode-map-names",
                inputs -> inputs.table().select(col("i"), explode(col("m")).as(new String[] {"p", "q"})));
        ask(
                cases,
                "explode-map-one-name",
                inputs -> inputs.table().select(explode(col("m")).as("p")));
        ask(
                cases,
                "explode-too-many-names",
                inputs -> inputs.table().select(explode(col("a")).as(new String[] {"p", "q"})));
        ask(cases, "posexplode", inputs -> inputs.table().select(col("i"), posexplode(col("a"))));
        ask(cases, "posexplode-outer", inputs -> inputs.table().select(col("i"), posexplode_outer(col("m"))));
        ask(cases, "inline", inputs -> inputs.table().select(col("i"), inline(col("s"))));
        ask(cases, "inline-outer", inputs -> inputs.table().select(inline_outer(col("s")), col("i")));
        ask(cases, "inline-of-others", inputs -> inputs.table().select(inline(col("a"))));
        ask(
                cases,
                "stack",
                inputs -> inputs.table().select(stack(lit(2), col("i"), lit("u"), lit(7), lit("w"), lit(9))));
        ask(
                cases,
                "stack-names",
                inputs -> inputs.table()
                        .select(col("i"), stack(lit(2), col("i"), lit(2)).as("v")));
        ask(cases, "star-and-explode", inputs -> inputs.table().select(col("*"), explode(col("a"))));
        ask(
                cases,
                "with-column",
                inputs -> inputs.table().withColumn("a", explode(col("a"))).select("i", "a"));
        ask(
                cases,
                "filter-behind",
                inputs -> inputs.table()
                        .select(col("i"), explode(col("a")).as("e"))
                        .where(col("e").gt(1).and(col("i").lt(3))));
        ask(
                cases,
                "group-behind",
                inputs -> inputs.table()
                        .select(explode(col("s")).as("e"))
                        .groupBy(col("e").getField("x"))
                        .count());
        ask(cases, "two", inputs -> inputs.table().select(explode(col("a")), explode(col("n"))));
        ask(cases, "two-alike", inputs -> inputs.table().select(col("i"), explode(col("a")), explode(col("a"))));
        ask(
                cases,
                "two-of-one-name",
                inputs -> inputs.table()
                        .select(explode(col("a")).as("e"), explode(col("a")).as("e")));
        ask(cases, "nested", inputs -> inputs.table().select(explode(col("a")).plus(1)));
        ask(cases, "nested-in-another", inputs -> inputs.table().select(explode(explode(col("n")))));
        ask(
                cases,
                "in-a-filter",
                inputs -> inputs.table().where(explode(col("a")).gt(1)));
        ask(cases, "of-a-number", inputs -> inputs.table().select(explode(col("i"))));
        ask(cases, "of-nothing", inputs -> inputs.table().select(call_function("explode")));
        ask(cases, "of-a-literal", inputs -> inputs.table().select(col("i"), explode(array(lit(1), lit(2)))));
        collected(cases);
    }

    private static void collected(Cases cases) {
        collect(
                cases,
                "collect-list",
                inputs -> inputs.table().groupBy("k").agg(collect_list(col("v")), collect_list("d")));
        collect(
                cases,
                "collect-set",
                inputs -> inputs.table()
                        .groupBy("k")
                        .agg(
                                sort_array(collect_set(col("v"))),
                                sort_array(collect_set("d")),
                                sort_array(collect_set("a"))));
        collect(
                cases,
                "collect-set-of-parts",
                inputs -> inputs.table()
                        .groupBy("k")
                        .agg(
                                sort_array(collect_set(array(col("d")))),
                                sort_array(collect_set(struct(col("k"), col("d")))),
                                sort_array(collect_set("k")),
                                size(collect_set("a"))));
        collect(
                cases,
                "collect-arrays",
                inputs -> inputs.table().groupBy("k").agg(collect_list("a"), size(collect_list("k"))));
        collect(
                cases,
                "collect-of-nothing",
                inputs -> inputs.table().where(lit(false)).agg(collect_list("v"), collect_set("v")));
        collect(cases, "collect-all", inputs -> inputs.table().agg(call_function("array_agg", col("v"))));
        collect(cases, "collect-no-maps", inputs -> inputs.table().agg(collect_set(map(col("k"), col("v")))));
        collect(cases, "group-by-array", inputs -> inputs.table().groupBy("a").agg(collect_list("k")));
    }

    private static void ask(Cases cases, String name, Query query) {
        cases.query(name).table("t", COLUMNS, ROWS).of(query);
    }

    private static void collect(Cases cases, String name, Query query) {
        cases.query(name).table("t", VALUES, VALUE_ROWS).of(query);
    }
}

package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.aggregate;
import static dev.sluice.functions.array;
import static dev.sluice.functions.array_sort;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.exists;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.filter;
import static dev.sluice.functions.forall;
import static dev.sluice.functions.length;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.map_filter;
import static dev.sluice.functions.map_zip_with;
import static dev.sluice.functions.reduce;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.transform;
import static dev.sluice.functions.transform_keys;
import static dev.sluice.functions.transform_values;
import static dev.sluice.functions.upper;
import static dev.sluice.functions.when;
import static dev.sluice.functions.zip_with;

import dev.sluice.Column;
import dev.sluice.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Functions with lambdas: over nulls, over nothing, beside other columns and within each other. */
public final class HigherOrderCases implements CaseGroup {
    private static final String COLUMNS = "a ARRAY<INT>, b ARRAY<INT>, n INT, t ARRAY<STRING>, m MAP<STRING, INT>,"
            + " o MAP<STRING, INT>, x ARRAY<ARRAY<INT>>, s ARRAY<STRUCT<p: INT, q: STRING>>";

    private static final Row[] ROWS = {
        row(
                List.of(1, 2, 3),
                List.of(4, 5),
                10,
                List.of("b", "aa"),
                Map.of("a", 1),
                Map.of("b", 2),
                List.of(List.of(1, 2), List.of(3)),
                List.of(row(2, "u"), row(1, "v"), row(2, "t"))),
        row(
                Arrays.asList(3, null, 1),
                List.of(),
                20,
                Arrays.asList("x", null),
                Collections.singletonMap("b", null),
                Map.of("b", 3),
                Arrays.asList(null, Arrays.asList(4, null)),
                Arrays.asList(null, row(null, "w"))),
        row(List.of(), List.of(7), null, List.of(), Map.of(), Map.of(), List.of(), List.of()),
        row(null, List.of(9, 8, 7, 6, 5, 4, 3), 30, null, null, Map.of("a", 1), null, null)
    };

    @Override
    public void define(Cases cases) {
        arrays(cases);
        conditions(cases);
        folds(cases);
        sorts(cases);
        maps(cases);
        mistakes(cases);
        queries(cases);
    }

    private static void arrays(Cases cases) {
        ask(
                cases,
                "transform",
                () -> transform(col("a"), x -> x.plus(1)),
                () -> transform(col("a"), (x, i) -> x.multiply(i)),
                () -> transform(col("a"), x -> x.plus(col("n"))),
                () -> transform(col("t"), x -> upper(x)),
                () -> transform(col("a"), x -> lit(7)),
                () -> transform(col("a"), x -> struct(x.as("p"), col("n"))),
                () -> transform(col("s"), x -> x.getField("q")),
                () -> transform(array(lit(1), lit(2)), x -> x.cast("STRING")));
        ask(
                cases,
                "within",
                () -> transform(col("x"), y -> transform(y, z -> z.plus(col("n")))),
                () -> transform(
                        col("a"), x -> transform(col("b"), y -> x.plus(y).plus(col("n")))),
                () -> filter(col("x"), y -> exists(y, z -> z.gt(2))),
                () -> transform(col("a"), x -> aggregate(col("b"), x, (s, y) -> s.plus(y))),
                () -> transform(filter(col("a"), x -> x.gt(1)), (x, i) -> x.plus(i)));
        ask(
                cases,
                "filter",
                () -> filter(col("a"), x -> x.gt(1)),
                () -> filter(col("a"), (x, i) -> i.gt(0)),
                () -> filter(col("a"), x -> x.isNotNull()),
                () -> filter(col("t"), x -> length(x).gt(1)),
                () -> filter(col("a"), x -> lit(true)),
                () -> filter(col("a"), x -> lit(null).cast("BOOLEAN")));
        ask(
                cases,
                "zip",
                () -> zip_with(col("a"), col("b"), (x, y) -> x.plus(y)),
                () -> zip_with(col("a"), col("t"), (x, y) -> struct(x.as("p"), y.as("q"))));
    }

    private static void conditions(Cases cases) {
        ask(
                cases,
                "conditions",
                () -> exists(col("a"), x -> x.gt(2)),
                () -> exists(col("a"), x -> x.gt(5)),
                () -> exists(col("a"), x -> x.isNull()),
                () -> forall(col("a"), x -> x.gt(0)),
                () -> forall(col("a"), x -> x.lt(3)),
                () -> forall(col("b"), x -> x.gt(col("n"))));
        ask(
                cases,
                "conditions-that-fail",
                () -> exists(array(lit(1), lit(0)), x -> lit(1).divide(x).gt(0)),
                () -> exists(array(lit(-1), lit(0)), x -> lit(1).divide(x).gt(0)),
                () -> forall(array(lit(-1), lit(0)), x -> lit(1).divide(x).gt(0)),
                () -> forall(array(lit(1), lit(0)), x -> lit(1).divide(x).gt(0)),
                () -> exists(col("a"), x -> lit(6).divide(x.minus(2)).gt(2)),
                () -> exists(col("a"), x -> lit(6).divide(x.minus(1)).gt(2)));
    }

    private static void folds(Cases cases) {
        ask(
                cases,
                "aggregate",
                () -> aggregate(col("a"), lit(0), (s, x) -> s.plus(x)),
                () -> aggregate(col("a"), lit(0), (s, x) -> s.plus(x), s -> s.multiply(10)),
                () -> aggregate(col("b"), lit(0), (s, x) -> s.plus(x)),
                () -> aggregate(col("a"), col("n"), (s, x) -> s.plus(x)),
                () -> aggregate(col("a"), lit(0), (s, x) -> x),
                () -> reduce(col("t"), lit(""), (s, x) -> concat(s, x)),
                () -> reduce(col("b"), lit(1), (s, x) -> s.multiply(x), s -> s.plus(col("n"))));
        ask(
                cases,
                "aggregate-of-parts",
                () -> aggregate(
                        col("b"),
                        struct(lit(0).as("sum"), lit(0).as("count")),
                        (s, x) -> struct(
                                s.getField("sum").plus(x).as("sum"),
                                s.getField("count").plus(1).as("count")),
                        s -> s.getField("sum").divide(s.getField("count"))),
                () -> aggregate(col("x"), array(lit(0)), (s, x) -> concat(s, x)));
        ask(
                cases,
                "aggregate-that-fails",
                () -> aggregate(col("b"), lit(2147483640), (s, x) -> s.plus(x)),
                () -> aggregate(col("a"), lit(0), (s, x) -> s.plus(x), s -> lit(1).divide(s)));
    }

    private static void sorts(Cases cases) {
        ask(
                cases,
                "sort",
                () -> array_sort(col("b"), (x, y) -> y.minus(x)),
                () -> array_sort(col("b"), (x, y) -> x.minus(y)),
                () -> array_sort(col("b"), (x, y) -> x.mod(3).minus(y.mod(3))),
                () -> array_sort(
                        col("s"),
                        (x, y) -> when(x.getField("p").lt(y.getField("p")), -1)
                                .when(x.getField("p").gt(y.getField("p")), 1)
                                .otherwise(0)));
        ask(
                cases,
                "sort-that-fails",
                () -> array_sort(col("t"), (x, y) -> length(x).minus(length(y))),
                () -> array_sort(col("b"), (x, y) -> lit(null).cast("INT")));
    }

    private static void maps(Cases cases) {
        ask(
                cases,
                "maps",
                () -> map_filter(col("m"), (k, v) -> v.gt(0)),
                () -> map_filter(col("m"), (k, v) -> k.equalTo("b")),
                () -> transform_values(col("m"), (k, v) -> v.plus(1)),
                () -> transform_values(col("m"), (k, v) -> concat(k, lit("!"))),
                () -> transform_keys(col("m"), (k, v) -> upper(k)),
                () -> transform_keys(col("o"), (k, v) -> v.plus(col("n"))),
                () -> map_zip_with(col("m"), col("o"), (k, x, y) -> struct(x.as("p"), y.as("q"))),
                () -> map_zip_with(
                        map(lit(1), lit(2)),
                        map(lit(1L), lit("x"), lit(3L), lit("y")),
                        (k, x, y) -> struct(k.as("k"), x.as("x"), y.as("y"))));
        ask(
                cases,
                "maps-that-fail",
                () -> transform_keys(col("m"), (k, v) -> v),
                () -> transform_keys(map(lit(1), lit(2), lit(3), lit(4)), (k, v) -> lit(0)),
                () -> transform_values(col("m"), (k, v) -> lit(1).divide(v.minus(1))));
    }

    private static void mistakes(Cases cases) {
        ask(
                cases,
                "mistakes",
                () -> transform(col("n"), x -> x),
                () -> transform(col("a"), x -> col("nothing")),
                () -> transform(col("a"), x -> x.getField("p")),
                () -> transform(col("a"), x -> sum(x)),
                () -> transform(col("a"), x -> explode(col("b"))),
                () -> filter(col("a"), x -> x),
                () -> exists(col("a"), x -> x.plus(1)),
                () -> forall(col("a"), x -> lit("true")),
                () -> aggregate(col("a"), lit(0), (s, x) -> s.plus(lit(1.5))),
                () -> aggregate(col("n"), lit(0), (s, x) -> s),
                () -> zip_with(col("a"), col("m"), (x, y) -> x),
                () -> array_sort(col("b"), (x, y) -> x.lt(y)),
                () -> map_filter(col("a"), (k, v) -> v.gt(0)),
                () -> transform_keys(col("m"), (k, v) -> map(k, v)),
                () -> map_zip_with(col("m"), map(array(lit(1)), lit(2)), (k, x, y) -> x),
                () -> transform(lit(null), x -> x));
    }

    private static void queries(Cases cases) {
        cases.query("over-aggregates")
                .table("t", "k STRING, v INT", row("x", 1), row("x", 2), row("y", 3), row(null, null))
                .of(inputs -> inputs.table()
                        .groupBy("k")
                        .agg(transform(collect_list("v"), v -> concat(col("k"), v))
                                .as("w")));
        cases.query("as-a-key")
                .table("t", COLUMNS, ROWS)
                .of(inputs -> inputs.table()
                        .groupBy(exists(col("a"), x -> x.gt(2)))
                        .agg(exists(col("a"), x -> x.gt(2)).as("again"), sum("n")));
        cases.query("in-a-filter")
                .table("t", COLUMNS, ROWS)
                .of(inputs ->
                        inputs.table().where(exists(col("a"), x -> x.gt(2))).select("n"));
        cases.query("above-a-projection")
                .table("t", COLUMNS, ROWS)
                .of(inputs -> inputs.table()
                        .select(col("n").multiply(2).as("twice"), col("a"))
                        .select(transform(col("a"), x -> x.plus(col("twice"))).as("moved"), col("twice")));
    }

    @SafeVarargs
    private static void ask(Cases cases, String name, Supplier<Column>... expressions) {
        ExpressionCase asked = cases.expressions(name).rows(COLUMNS, ROWS);
        for (Supplier<Column> expression : expressions) {
            asked.of(expression);
        }
    }
}

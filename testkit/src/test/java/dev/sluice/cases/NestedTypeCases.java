package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.first;
import static dev.sluice.functions.hash;
import static dev.sluice.functions.last;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.when;
import static dev.sluice.functions.xxhash64;

import dev.sluice.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Arrays and maps as values: cast, compared, chosen among, grouped, sorted and shown. */
public final class NestedTypeCases implements CaseGroup {
    private static final String ARRAYS =
            "i INT, a ARRAY<INT>, d ARRAY<DOUBLE>, t ARRAY<STRING>, s ARRAY<STRUCT<x: INT, y: STRING>>";

    private static final Row[] ARRAY_ROWS = {
        row(1, List.of(1, 2), List.of(1.5, Double.NaN), List.of("1", "x"), List.of(row(1, "a"), row(null, null))),
        row(2, Arrays.asList(1, null), List.of(0.0), List.of("2"), List.of(row(1, "b"))),
        row(3, List.of(1), List.of(-0.0), List.of(), List.of()),
        row(4, List.of(), Arrays.asList((Object) null), Arrays.asList("3", null), Arrays.asList((Object) null)),
        row(5, null, null, null, null),
        row(6, List.of(1, 2), List.of(0.0), List.of("10"), List.of(row(1, "a"), row(null, null)))
    };

    private static final String MAPS = "i INT, m MAP<STRING, INT>, n MAP<INT, ARRAY<STRING>>";

    private static final Row[] MAP_ROWS = {
        row(1, Map.of("a", 1), Map.of(1, List.of("x", "y"))),
        row(2, Collections.singletonMap("b", null), Map.of(2, Arrays.asList((Object) null))),
        row(3, Map.of(), Map.of()),
        row(4, null, null),
        row(5, Map.of("a", 1), Collections.singletonMap(3, null))
    };

    @Override
    public void define(Cases cases) {
        casts(cases);
        comparisons(cases);
        queries(cases);
        shown(cases);
    }

    private static void casts(Cases cases) {
        for (String type : List.of(
                "STRING",
                "ARRAY<STRING>",
                "ARRAY<BIGINT>",
                "ARRAY<ARRAY<INT>>",
                "INT",
                "MAP<STRING, INT>",
                "STRUCT<x: INT>")) {
            cases.expressions("cast-array-to-" + name(type))
                    .rows(ARRAYS, ARRAY_ROWS)
                    .of(() -> col("a").cast(type))
                    .of(() -> col("t").cast(type));
        }
        cases.expressions("cast-texts-lenient")
                .conf("spark.sql.ansi.enabled", "false")
                .rows(ARRAYS, ARRAY_ROWS)
                .of(() -> col("t").cast("ARRAY<INT>"))
                .of(() -> map(lit("1"), lit("x")).cast("MAP<INT, INT>"));
        cases.expressions("cast-of-what-is-made")
                .rows(ARRAYS, ARRAY_ROWS)
                .of(() -> map(lit(1), lit("x")).cast("MAP<BIGINT, STRING>"))
                .of(() -> map(col("i"), col("a")).cast("MAP<BIGINT, ARRAY<STRING>>"))
                .of(() -> map(lit(1), lit("x")).cast("MAP<BIGINT, STRING>").getItem(1L))
                .of(() -> array(lit(1), col("i")).cast("ARRAY<BIGINT>"))
                .of(() -> struct(col("i"), lit(2)).cast("STRUCT<p: BIGINT, q: STRING>"))
                .of(() -> array(lit(1), col("i")).cast("STRING"))
                .of(() -> array(lit(1), col("i")).cast("ARRAY<BIGINT>").cast("STRING"))
                .of(() -> coalesce(col("a"), array(lit(1))).cast("ARRAY<BIGINT>"))
                .of(() -> call_function("size", col("a").cast("ARRAY<BIGINT>")))
                .of(() -> call_function("size", array(lit(1)).cast("ARRAY<BIGINT>")));
        cases.expressions("cast-structs")
                .rows(ARRAYS, ARRAY_ROWS)
                .of(() -> col("s").cast("ARRAY<STRUCT<p: BIGINT, q: STRING>>"))
                .of(() -> col("s").cast("STRING"))
                .of(() -> col("t").cast("ARRAY<INT>"))
                .of(() -> col("d").cast("STRING"));
        for (String type : List.of("STRING", "MAP<STRING, STRING>", "MAP<INT, INT>", "ARRAY<INT>")) {
            cases.expressions("cast-map-to-" + name(type))
                    .rows(MAPS, MAP_ROWS)
                    .of(() -> col("m").cast(type))
                    .of(() -> col("n").cast(type));
        }
    }

    private static String name(String type) {
        return type.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z]+", "-")
                .replaceAll("-$", "");
    }

    private static void comparisons(Cases cases) {
        cases.expressions("compare")
                .rows(ARRAYS, ARRAY_ROWS)
                .of(() -> col("a").equalTo(array(lit(1), lit(2))))
                .of(() -> col("a").lt(array(lit(1), lit(2))))
                .of(() -> col("a").geq(array(lit(1))))
                .of(() -> col("a").eqNullSafe(lit(null)))
                .of(() -> col("d").equalTo(array(lit(0.0))))
                .of(() -> col("a").equalTo(col("t")))
                .of(() -> col("a").equalTo(col("d")))
                .of(() -> col("a").equalTo(lit(1)))
                .of(() -> call_function("greatest", col("a"), array(lit(1), lit(1))))
                .of(() -> call_function("least", col("s"), array(struct(lit(1).as("x"), lit("a").as("y")))))
                .of(() -> col("a").isin(List.of(1, 2).toArray()))
                .of(() -> hash(col("a"), col("s")))
                .of(() -> xxhash64(col("t"), col("d")));
        cases.expressions("choose")
                .rows(ARRAYS, ARRAY_ROWS)
                .of(() -> coalesce(col("a"), array(lit(7))))
                .of(() -> coalesce(col("a"), col("d")))
                .of(() -> coalesce(col("a"), col("t")))
                .of(() -> when(col("i").gt(2), col("a")).otherwise(array(col("i"))))
                .of(() -> when(col("i").gt(2), col("s")))
                .of(() -> coalesce(col("a"), lit(1)))
                .of(() -> col("s").getField("y"))
                .of(() -> col("s.x"))
                .of(() -> col("s").getItem(0).getField("x"))
                .of(() -> col("s.z"))
                .of(() -> col("a.x"))
                .of(() -> col("a").isNull());
        cases.expressions("choose-maps")
                .rows(MAPS, MAP_ROWS)
                .of(() -> coalesce(col("m"), map(lit("z"), lit(9))))
                .of(() -> coalesce(col("m"), map(lit("z"), lit(9.5))))
                .of(() -> when(col("i").gt(2), col("n")))
                .of(() -> col("n").getItem(1).getItem(0))
                .of(() -> struct(col("m"), array(col("n"))));
    }

    private static void queries(Cases cases) {
        cases.query("group-by-array")
                .table("t", ARRAYS, ARRAY_ROWS)
                .of(inputs -> inputs.table().groupBy("a").agg(count(lit(1)), min("i")));
        cases.query("group-by-doubles")
                .table("t", ARRAYS, ARRAY_ROWS)
                .of(inputs -> inputs.table().groupBy("d").agg(count(lit(1))));
        cases.query("group-by-structs")
                .table("t", ARRAYS, ARRAY_ROWS)
                .of(inputs -> inputs.table().groupBy("s", "t").agg(max("i")));
        cases.query("group-by-map")
                .table("t", MAPS, MAP_ROWS)
                .of(inputs -> inputs.table().groupBy("m").count());
        cases.query("distinct-arrays")
                .table("t", ARRAYS, ARRAY_ROWS)
                .of(inputs -> inputs.table().select("a", "s").distinct());
        cases.query("distinct-maps")
                .table("t", MAPS, MAP_ROWS)
                .of(inputs -> inputs.table().select("m").distinct());
        cases.query("union")
                .table("t", ARRAYS, ARRAY_ROWS)
                .of(inputs -> inputs.table().select("a").union(inputs.table().select("d")));
        for (String column : List.of("a", "d", "t", "s")) {
            cases.query("sort-by-" + column)
                    .table("t", ARRAYS, ARRAY_ROWS)
                    .ordered()
                    .of(inputs -> inputs.table().orderBy(col(column), col("i")));
            cases.query("sort-down-by-" + column)
                    .table("t", ARRAYS, ARRAY_ROWS)
                    .ordered()
                    .of(inputs -> inputs.table().orderBy(col(column).desc(), col("i").desc()));
            cases.query("extremes-of-" + column)
                    .table("t", ARRAYS, ARRAY_ROWS)
                    .of(inputs ->
                            inputs.table().agg(min(column), max(column), count(column), first(column), last(column)));
        }
        cases.query("sort-by-map")
                .table("t", MAPS, MAP_ROWS)
                .of(inputs -> inputs.table().orderBy("m"));
        cases.query("extremes-of-map")
                .table("t", MAPS, MAP_ROWS)
                .of(inputs -> inputs.table().agg(min("m")));
        cases.query("ends-of-map")
                .table("t", MAPS, MAP_ROWS)
                .of(inputs -> inputs.table().agg(first("m"), last("n"), first(col("m"), true), count("m")));
    }

    private static void shown(Cases cases) {
        cases.query("show-arrays")
                .table("t", ARRAYS, ARRAY_ROWS)
                .shown(20, 0, false)
                .of(inputs -> inputs.table());
        cases.query("show-maps").table("t", MAPS, MAP_ROWS).shown(20, 20, false).of(inputs -> inputs.table());
        cases.query("show-down").table("t", MAPS, MAP_ROWS).shown(2, 20, true).of(inputs -> inputs.table());
    }
}

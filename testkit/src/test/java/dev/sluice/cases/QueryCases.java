package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.first;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.last;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Queries over tables. */
public final class QueryCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        aggregates(cases);
        orders(cases);
        unions(cases);
        columns(cases);
        mistakes(cases);
    }

    private static void aggregates(Cases cases) {
        for (String type : Samples.TYPES) {
            query(
                    cases,
                    "group-by-" + Samples.nameOf(type),
                    type,
                    inputs -> doubled(inputs).groupBy("v").count());
            query(
                    cases,
                    "extremes-of-" + Samples.nameOf(type),
                    type,
                    inputs -> inputs.table().agg(min("v"), max("v"), count("v"), count(lit(1)), first("v"), last("v")));
            query(
                    cases,
                    "kept-of-" + Samples.nameOf(type),
                    type,
                    inputs -> inputs.table().agg(first(col("v"), true), last(col("v"), true)));
            query(
                    cases,
                    "nothing-of-" + Samples.nameOf(type),
                    type,
                    inputs -> inputs.table().where(lit(false)).agg(min("v"), max("v"), count("v"), first("v")));
            query(
                    cases,
                    "sum-of-" + Samples.nameOf(type),
                    type,
                    inputs -> inputs.table().agg(sum("v")));
            query(
                    cases,
                    "average-of-" + Samples.nameOf(type),
                    type,
                    inputs -> inputs.table().agg(avg("v")));
        }
        cases.query("sum-wraps-without-ansi")
                .conf("spark.sql.ansi.enabled", "false")
                .table("input", "v BIGINT", row(Long.MAX_VALUE), row(1L))
                .of(inputs -> inputs.table().agg(sum("v"), avg("v")));
        cases.query("sum-overflows")
                .table("input", "v BIGINT", row(Long.MAX_VALUE), row(1L))
                .of(inputs -> inputs.table().agg(sum("v")));
        cases.query("nulls-alone")
                .table("input", "v INT", row((Object) null), row((Object) null))
                .of(inputs -> inputs.table().agg(sum("v"), avg("v"), min("v"), count("v"), first("v")));
        structs(cases);
        cases.query("group-by-several")
                .table(
                        "input",
                        "a STRING, b DOUBLE, v INT",
                        row("x", 0.0, 1),
                        row("x", -0.0, 2),
                        row(null, Double.NaN, 3),
                        row(null, Double.NaN, 4),
                        row("x", null, 5),
                        row("", null, 6))
                .of(inputs -> inputs.table().groupBy("a", "b").agg(sum("v"), count("b")));
        cases.query("group-by-a-struct")
                .table("input", "a STRING, b INT", row("x", 1), row("x", 1), row("x", null))
                .of(inputs -> inputs.table().groupBy(struct("a", "b").as("k")).count());
        cases.query("group-by-an-expression")
                .table("input", "a INT", row(1), row(2), row(3))
                .of(inputs -> inputs.table()
                        .groupBy(col("a").mod(2))
                        .agg(sum(col("a").multiply(2)).minus(count(lit(1))).as("x")));
        cases.query("group-of-all")
                .table("input", "a INT", row(1), row(2))
                .of(inputs -> inputs.table().groupBy().max("a"));
    }

    private static void structs(Cases cases) {
        cases.query("extremes-of-structs")
                .table(
                        "input",
                        "k INT, a INT, b STRING",
                        row(1, 2, "x"),
                        row(1, 2, null),
                        row(1, null, "z"),
                        row(1, 1, "y"),
                        row(2, null, null))
                .of(inputs -> inputs.table()
                        .groupBy("k")
                        .agg(
                                min(struct("a", "b")),
                                max(struct("a", "b")),
                                first(struct("a", "b")),
                                last(struct("a", "b")),
                                max(struct(struct("b", "a").as("n"), lit(1).as("one")))));
        cases.query("extremes-of-structs-and-nulls")
                .table("input", "v STRING", row("{\"a\":1}"), row((Object) null), row("{}"), row((Object) null))
                .of(inputs -> inputs.table()
                        .select(from_json(col("v"), StructType.fromDDL("a INT")).as("s"))
                        .agg(min("s"), max("s"), first("s"), last("s"), last(col("s"), true), count("s")));
    }

    private static DataFrame doubled(Inputs inputs) {
        return inputs.table().union(inputs.table());
    }

    private static void query(Cases cases, String name, String type, Query query) {
        cases.query(name).table("input", "v " + type, Samples.of(type)).of(query);
    }

    private static void orders(Cases cases) {
        for (String type : Samples.TYPES) {
            query(
                    cases,
                    "ascending-" + Samples.nameOf(type),
                    type,
                    inputs -> inputs.table().orderBy("v"));
            cases.query("descending-" + Samples.nameOf(type))
                    .table("input", "v " + type, Samples.of(type))
                    .ordered()
                    .of(inputs -> inputs.table().groupBy("v").count().orderBy(col("v").desc()));
            cases.query("nulls-last-" + Samples.nameOf(type))
                    .table("input", "v " + type, Samples.of(type))
                    .ordered()
                    .of(inputs -> inputs.table().groupBy("v").count().orderBy(col("v").asc_nulls_last()));
        }
        cases.query("by-two-keys")
                .table("input", "a INT, b STRING", row(1, "b"), row(null, "a"), row(1, null), row(1, "a"), row(2, "z"))
                .ordered()
                .of(inputs -> inputs.table().orderBy(col("a").desc_nulls_first(), col("b").desc_nulls_last()));
        cases.query("limit-after-order")
                .table("input", "a INT", row(3), row(1), row(2))
                .ordered()
                .of(inputs -> inputs.table().orderBy("a").limit(2));
    }

    private static void unions(Cases cases) {
        for (String left : Samples.TYPES) {
            for (String right : Samples.TYPES) {
                cases.query("union-" + Samples.nameOf(left) + "-" + Samples.nameOf(right))
                        .table("left", "v " + left, Samples.of(left)[0])
                        .table("right", "v " + right, Samples.of(right)[0])
                        .of(inputs -> inputs.table("left").union(inputs.table("right")));
            }
        }
        cases.query("union-of-other-names")
                .table("left", "a INT, b STRING", row(1, "x"))
                .table("right", "c INT, d STRING", row(2, "y"))
                .of(inputs -> inputs.table("left").union(inputs.table("right")));
        cases.query("union-of-other-counts")
                .table("left", "a INT, b STRING", row(1, "x"))
                .table("right", "a INT", row(2))
                .of(inputs -> inputs.table("left").union(inputs.table("right")));
        cases.query("union-by-name")
                .table("left", "a INT, b STRING", row(1, "x"))
                .table("right", "B STRING, a BIGINT", row("y", 2L))
                .of(inputs -> inputs.table("left").unionByName(inputs.table("right")));
        cases.query("union-by-name-missing")
                .table("left", "a INT, b STRING", row(1, "x"))
                .table("right", "c DOUBLE, a INT", row(1.5, 2))
                .of(inputs -> inputs.table("left").unionByName(inputs.table("right"), true));
        cases.query("union-by-name-refused")
                .table("left", "a INT, b STRING", row(1, "x"))
                .table("right", "a INT, c INT", row(1, 2))
                .of(inputs -> inputs.table("left").unionByName(inputs.table("right")));
    }

    private static void columns(Cases cases) {
        columns(cases, "drop", frame -> frame.drop("B", "missing"));
        columns(cases, "drop-by-column", frame -> frame.drop(col("a")));
        columns(cases, "drop-all", frame -> frame.drop("a", "b", "c"));
        columns(cases, "replace-column", frame -> frame.withColumn("B", lit(1)));
        columns(cases, "add-column", frame -> frame.withColumn("d", col("a").plus(1)));
        columns(cases, "rename", frame -> frame.withColumnRenamed("A", "x").withColumnRenamed("missing", "y"));
        columns(cases, "rename-several", frame -> frame.withColumnsRenamed(Map.of("a", "x", "c", "y")));
        Map<String, String> chain = new LinkedHashMap<>();
        chain.put("a", "b");
        chain.put("b", "z");
        columns(cases, "rename-one-after-the-other", frame -> frame.withColumnsRenamed(chain));
        columns(cases, "to-df", frame -> frame.toDF("x", "y", "z"));
        columns(cases, "select-star", frame -> frame.select(col("*"), col("a").as("again")));
        columns(cases, "select-twice", frame -> frame.select("a", "a"));
        columns(cases, "where-null", frame -> frame.where(col("a").gt(lit(null))));
        columns(cases, "nested", frame -> frame.select(struct("a", "b").as("s")).select("s.b", "s.A", "s.*"));
        columns(cases, "limit-zero", frame -> frame.limit(0));
    }

    private interface Change {
        DataFrame of(DataFrame frame);
    }

    private static void columns(Cases cases, String name, Change change) {
        Row[] rows = {row(1, "x", true), row(null, "", false)};
        cases.query(name).table("input", "a INT, b STRING, c BOOLEAN", rows).of(inputs -> change.of(inputs.table()));
    }

    private static void mistakes(Cases cases) {
        columns(cases, "refused-missing-column", frame -> frame.select("nothing"));
        columns(
                cases,
                "refused-missing-field",
                frame -> frame.select(struct("a").as("s")).select("s.z"));
        columns(cases, "refused-field-of-a-number", frame -> frame.select("a.z"));
        columns(cases, "refused-condition", frame -> frame.where(col("a")));
        columns(
                cases,
                "refused-ambiguous",
                frame -> frame.select(col("a"), col("b").as("a")).select("a"));
        columns(cases, "refused-aggregate-in-where", frame -> frame.where(sum("a").gt(1)));
        columns(cases, "refused-nested-aggregate", frame -> frame.agg(sum(sum("a"))));
        columns(cases, "refused-not-grouped", frame -> frame.groupBy("a").agg(col("b")));
        columns(cases, "refused-mixed", frame -> frame.select(col("a"), sum("a")));
        columns(
                cases,
                "refused-group-by-aggregate",
                frame -> frame.groupBy(sum("a")).count());
        columns(cases, "refused-negative-limit", frame -> frame.limit(-1));
        columns(cases, "refused-names", frame -> frame.toDF("x"));
        columns(
                cases,
                "refused-same-names",
                frame ->
                        frame.withColumn("x", col("a")).toDF("p", "p", "q", "r").select("p"));
        columns(cases, "refused-sum-of-text", frame -> frame.groupBy().sum("b"));
        columns(cases, "refused-function", frame -> frame.select(call_function("nonsense", col("a"))));
        columns(cases, "refused-arguments", frame -> frame.select(call_function("upper")));
    }
}

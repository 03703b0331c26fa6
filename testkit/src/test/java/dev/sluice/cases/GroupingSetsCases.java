package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.first;
import static dev.sluice.functions.grouping_id;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Row;

/** Groupings by several choices of keys at once. */
public final class GroupingSetsCases implements CaseGroup {
    private static final Row[] ROWS = {
        row("x", 1, 10L), row("x", 2, 20L), row("y", 1, 30L), row(null, 1, 5L), row("y", null, 7L), row("x", 1, null)
    };

    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        sets(cases);
        results(cases);
        refused(cases);
        streams(cases);
    }

    private static void query(Cases cases, String name, Step step) {
        query(cases, name, ROWS, step);
    }

    private static void query(Cases cases, String name, Row[] rows, Step step) {
        cases.query(name).table("input", "a STRING, b INT, v BIGINT", rows).of(inputs -> step.on(inputs.table()));
    }

    private static void sets(Cases cases) {
        query(cases, "rollup", table -> table.rollup("a", "b").agg(sum("v"), count(lit(1))));
        query(cases, "cube", table -> table.cube("a", "b").agg(sum("v"), count(lit(1))));
        query(cases, "rollup-of-one", table -> table.rollup(col("a")).count());
        query(cases, "cube-of-one", table -> table.cube(col("b")).avg("v"));
        query(
                cases,
                "rollup-of-nothing",
                new Row[0],
                table -> table.rollup("a", "b").count());
        query(cases, "cube-of-nothing", new Row[0], table -> table.cube("a").count());
        query(
                cases,
                "rollup-of-expressions",
                table -> table.rollup(col("b").plus(1), col("a")).max("v"));
        query(
                cases,
                "rollup-of-named",
                table -> table.rollup(col("b").plus(1).as("n"), col("a")).agg(max("v")));
        query(
                cases,
                "rollup-of-struct",
                table -> table.rollup(struct("a", "b").as("s")).count());
        query(cases, "rollup-without-keys", table -> table.rollup().count());
        query(cases, "cube-without-keys", table -> table.cube().agg(sum("v")));
        query(cases, "rollup-of-same-keys", table -> table.rollup("a", "a").count());
    }

    private static void results(Cases cases) {
        query(
                cases,
                "aggregate-of-a-key",
                table -> table.cube("a", "b").agg(sum("b"), first("a").isNull()));
        query(cases, "key-in-a-result", table -> table.rollup("a", "b").agg(col("b").plus(1), max("v")));
        query(
                cases,
                "grouping-of-keys",
                table -> table.cube("a", "b").agg(grouping_id(), count(lit(1)).as("n")));
        query(
                cases,
                "grouping-id-of-keys",
                table -> table.rollup("a", "b")
                        .agg(grouping_id(col("a"), col("b")).as("id"), sum("v")));
        query(
                cases,
                "grouping-id-in-an-expression",
                table -> table.cube("a", "b").agg(grouping_id().plus(1).as("id"), sum("v").plus(grouping_id())));
        query(cases, "filtered-groups", table -> table.rollup("a", "b").count().filter(col("a").isNull()));
        query(cases, "sorted-groups", table -> table.rollup("a", "b").count().orderBy("a", "b", "count"));
        query(
                cases,
                "grouped-again",
                table -> table.rollup("a", "b")
                        .agg(sum("v").as("v"))
                        .groupBy("a")
                        .agg(avg("v")));
        query(cases, "own-key", table -> table.rollup("a").count().select(col("a"), col("count")));
        query(
                cases,
                "filter-then-rollup",
                table -> table.filter(col("v").gt(6)).rollup("a").sum());
    }

    private static void refused(Cases cases) {
        query(cases, "unknown-key", table -> table.rollup("nope").count());
        query(cases, "no-key-in-a-result", table -> table.rollup("a").agg(col("v")));
        query(cases, "grouping-id-of-some-keys", table -> table.rollup("a", "b").agg(grouping_id(col("a"))));
        query(cases, "grouping-id-of-others", table -> table.rollup("a", "b").agg(grouping_id(col("b"), col("a"))));
        query(cases, "grouping-id-without-sets", table -> table.groupBy("a").agg(grouping_id()));
        query(cases, "grouping-id-in-a-projection", table -> table.select(grouping_id()));
        query(cases, "pivot-of-a-rollup", table -> table.rollup("a").pivot("b").count());
        query(
                cases,
                "pivot-of-a-pivot",
                table -> table.groupBy("a").pivot("b").pivot("v").count());
    }

    private static void streams(Cases cases) {
        for (String mode : new String[] {"complete", "update"}) {
            cases.stream("stream-rollup-" + mode)
                    .input("a STRING, v INT")
                    .query(mode, inputs -> inputs.table().rollup("a").agg(sum("v")))
                    .addRows("input", row("x", 1), row("y", 2))
                    .addRows("input", row("x", 3), row(null, 4));
            cases.stream("stream-cube-" + mode)
                    .input("a STRING, v INT")
                    .query(mode, inputs -> inputs.table().cube("a", "v").count())
                    .addRows("input", row("x", 1), row("y", 2))
                    .addRows("input", row("x", 1));
        }
        cases.stream("stream-rollup-of-windows")
                .input("t INT")
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("t").cast("timestamp"))
                        .withWatermark("ts", "5 seconds")
                        .rollup(window(col("ts"), "10 seconds"), col("t"))
                        .count())
                .addRows("input", row(1), row(12))
                .addRows("input", row(30))
                .addRows("input", row(31));
    }
}

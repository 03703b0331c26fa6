package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.DataFrame;
import dev.sluice.Row;

/** Rows that two tables have in common, or not, and tables one after the other. */
public final class SetOperationsCases implements CaseGroup {
    private interface Step {
        DataFrame on(DataFrame left, DataFrame right);
    }

    @Override
    public void define(Cases cases) {
        Row[] left = {
            row(1, "x", 1.0),
            row(1, "x", 1.0),
            row(1, "x", 1.0),
            row(2, "y", Double.NaN),
            row(null, null, null),
            row(null, null, null),
            row(3, "z", 0.0),
            row(4, "w", 4.0)
        };
        Row[] right = {
            row(1, "x", 1.0),
            row(1, "x", 1.0),
            row(2, "y", Double.NaN),
            row(null, null, null),
            row(3, "z", -0.0),
            row(5, "v", 5.0)
        };
        each(cases, "", left, right);
        each(cases, "-of-nothing", new Row[0], right);
        each(cases, "-and-nothing", left, new Row[0]);
        types(cases, left, right);
    }

    private static void query(Cases cases, String name, Row[] left, Row[] right, Step step) {
        cases.query(name)
                .table("left", "a INT, b STRING, c DOUBLE", left)
                .table("right", "p INT, q STRING, r DOUBLE", right)
                .of(inputs -> step.on(inputs.table("left"), inputs.table("right")));
    }

    private static void each(Cases cases, String suffix, Row[] left, Row[] right) {
        query(cases, "intersect" + suffix, left, right, DataFrame::intersect);
        query(cases, "intersect-all" + suffix, left, right, DataFrame::intersectAll);
        query(cases, "except" + suffix, left, right, DataFrame::except);
        query(cases, "except-all" + suffix, left, right, DataFrame::exceptAll);
        query(cases, "union" + suffix, left, right, DataFrame::unionAll);
    }

    private static void types(Cases cases, Row[] left, Row[] right) {
        query(
                cases,
                "wider",
                left,
                right,
                (one, other) -> one.select("a").intersect(other.select(col("p").cast("bigint"))));
        query(
                cases,
                "wider-left",
                left,
                right,
                (one, other) -> one.select(col("a").cast("double")).except(other.select("p")));
        query(
                cases,
                "number-and-text",
                left,
                right,
                (one, other) -> one.select("a").intersect(other.select("q")));
        query(
                cases,
                "number-and-truth",
                left,
                right,
                (one, other) -> one.select("a").except(other.select(lit(true))));
        query(cases, "fewer-columns", left, right, (one, other) -> one.intersect(other.select("p")));
        query(cases, "fewer-columns-all", left, right, (one, other) -> one.exceptAll(other.select("p")));
        query(
                cases,
                "structs",
                left,
                right,
                (one, other) -> one.select(struct(col("a"), col("b")).as("s"))
                        .intersectAll(other.select(struct(col("p"), col("q")).as("t"))));
        query(cases, "with-itself", left, right, (one, other) -> one.except(one));
        query(
                cases,
                "named-afterwards",
                left,
                right,
                (one, other) -> one.intersect(other).select(col("b"), one.col("a")));
        query(
                cases,
                "without-columns",
                left,
                right,
                (one, other) -> one.select().intersect(other.select()));
        query(
                cases,
                "without-columns-and-rows",
                left,
                right,
                (one, other) -> one.select().except(other.select().limit(0)));
        query(
                cases,
                "union-by-name",
                left,
                right,
                (one, other) -> one.select("a", "b").unionByName(other.select(col("q").as("B"), col("p").as("a"))));
        query(
                cases,
                "union-by-name-missing",
                left,
                right,
                (one, other) ->
                        one.select("a", "b").unionByName(other.select(col("r").as("c"), col("p").as("a")), true));
        query(
                cases,
                "union-by-name-without",
                left,
                right,
                (one, other) -> one.select("a", "b").unionByName(other.select(col("r").as("c"), col("p").as("a"))));
        query(
                cases,
                "union-by-name-fewer",
                left,
                right,
                (one, other) -> one.select("a", "b").unionByName(other.select(col("p").as("a"))));
        query(
                cases,
                "union-by-name-twice",
                left,
                right,
                (one, other) -> one.select(col("a"), col("b"), col("c").as("a"))
                        .unionByName(other.select(col("p").as("a"), col("q").as("b"), col("r").as("a"))));
        query(
                cases,
                "union-named-afterwards",
                left,
                right,
                (one, other) -> one.union(other).select(one.col("a")));
        query(
                cases,
                "union-named-by-the-second",
                left,
                right,
                (one, other) -> one.union(other).select(other.col("p")));
    }
}

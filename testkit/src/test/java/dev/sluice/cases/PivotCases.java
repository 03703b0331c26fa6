package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.first;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Values of a column as columns. */
public final class PivotCases implements CaseGroup {
    private static final Row[] ROWS = {
        row("x", "p", 1, 10L),
        row("x", "q", 2, 20L),
        row("x", "p", 3, 5L),
        row("y", "p", 1, null),
        row("z", null, 1, 7L),
        row(null, "q", 4, 8L)
    };

    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        query(cases, "one-aggregate", table -> table.groupBy("a").pivot("k").sum("v"));
        query(cases, "named-aggregate", table -> table.groupBy("a").pivot("k").agg(sum("v").as("total")));
        query(cases, "two-aggregates", table -> table.groupBy("a").pivot("k").agg(sum("v").as("total"), count(lit(1))));
        query(cases, "two-columns", table -> table.groupBy("a").pivot("k").max("n", "v"));
        query(cases, "all-numbers", table -> table.groupBy("a").pivot("k").sum());
        query(cases, "count", table -> table.groupBy("a").pivot("k").count());
        query(cases, "average", table -> table.groupBy("a").pivot("k").agg(avg("v")));
        query(
                cases,
                "first-value",
                table -> table.filter(col("a").equalTo("y"))
                        .groupBy("a")
                        .pivot("k")
                        .agg(first("v")));
        query(
                cases,
                "named-values",
                table -> table.groupBy("a").pivot("k", List.of("q", "p")).sum("v"));
        query(
                cases,
                "named-values-that-are-not-there",
                table -> table.groupBy("a").pivot("k", List.of("r")).sum("v"));
        query(
                cases,
                "named-values-with-null",
                table -> table.groupBy("a").pivot("k", Arrays.asList("p", null)).sum("v"));
        query(
                cases,
                "no-values",
                table -> table.groupBy("a").pivot("k", List.of()).sum("v"));
        query(cases, "by-number", table -> table.groupBy("a").pivot("n").sum("v"));
        query(
                cases,
                "by-number-named",
                table -> table.groupBy("a").pivot("n", List.of(1, 3)).sum("v"));
        query(
                cases,
                "by-expression",
                table -> table.groupBy("a").pivot(col("n").gt(1)).sum("v"));
        query(
                cases,
                "by-date",
                table -> table.withColumn("day", lit(LocalDate.of(2026, 1, 2)))
                        .groupBy("a")
                        .pivot("day")
                        .count());
        query(
                cases,
                "by-real",
                table -> table.groupBy("a").pivot(col("n").divide(2)).count());
        query(cases, "without-keys", table -> table.groupBy().pivot("k").sum("v"));
        query(cases, "by-two-keys", table -> table.groupBy("a", "n").pivot("k").sum("v"));
        query(
                cases,
                "key-named-anew",
                table -> table.groupBy(col("a").as("key"), col("n").plus(1))
                        .pivot("k")
                        .agg(max("v")));
        query(
                cases,
                "expression-of-aggregates",
                table -> table.groupBy("a").pivot("k").agg(sum("v").plus(max("n"))));
        query(cases, "by-a-key", table -> table.groupBy("a").pivot("a").sum("v"));
        query(
                cases,
                "of-nothing",
                table -> table.filter(lit(false)).groupBy("a").pivot("k").sum("v"));
        query(
                cases,
                "of-nothing-named",
                table -> table.filter(lit(false))
                        .groupBy("a")
                        .pivot("k", List.of("p"))
                        .sum("v"));
        query(
                cases,
                "of-nothing-without-keys",
                table -> table.filter(lit(false))
                        .groupBy()
                        .pivot("k", List.of("p"))
                        .agg(sum("v"), count(lit(1)).as("n")));
        query(
                cases,
                "selected-afterwards",
                table -> table.groupBy("a").pivot("k").sum("v").select("p", "a"));
        query(
                cases,
                "filled-afterwards",
                table -> table.groupBy("a").pivot("k").sum("v").na().fill(0));
        query(cases, "unknown-column", table -> table.groupBy("a").pivot("nope").sum("v"));
        query(cases, "unknown-argument", table -> table.groupBy("a").pivot("k").sum("nope"));
        query(cases, "no-aggregate", table -> table.groupBy("a").pivot("k").agg(col("v")));
    }

    private static void query(Cases cases, String name, Step step) {
        cases.query(name)
                .table("input", "a STRING, k STRING, n INT, v BIGINT", ROWS)
                .of(inputs -> step.on(inputs.table()));
    }
}

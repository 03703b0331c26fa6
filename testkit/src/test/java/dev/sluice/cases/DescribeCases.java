package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import dev.sluice.Row;

/** Figures of all columns of a table. */
public final class DescribeCases implements CaseGroup {
    private interface Step {
        DataFrame on(DataFrame table);
    }

    private static final Row[] ROWS = {
        row(1, 10L, 1.5, "x", "1", true),
        row(2, 20L, 2.5, "y", "22", false),
        row(3, null, -1.0, null, "3.5", null),
        row(null, 5L, null, "", "4", true),
        row(9, 7L, 1e10, "x", null, true)
    };

    @Override
    public void define(Cases cases) {
        query(cases, "all", ROWS, DataFrame::describe);
        query(cases, "one", ROWS, table -> table.describe("i"));
        query(cases, "some", ROWS, table -> table.describe("d", "S"));
        query(cases, "of-no-number", ROWS, table -> table.describe("b", "i"));
        query(cases, "unknown", ROWS, table -> table.describe("nope"));
        query(cases, "nothing", new Row[0], DataFrame::describe);
        query(cases, "only-nulls", new Row[] {row(null, null, null, null, null, null)}, DataFrame::describe);
        query(cases, "one-row", new Row[] {ROWS[0]}, DataFrame::describe);
        query(
                cases,
                "nans",
                new Row[] {row(1, 1L, Double.NaN, "", "", true), row(1, 1L, 1.0, "", "", true)},
                table -> table.describe("d"));
        query(cases, "no-such-columns", ROWS, table -> table.select("b").describe());
        query(cases, "summary", ROWS, DataFrame::summary);
        query(cases, "summary-chosen", ROWS, table -> table.select("i", "d").summary("max", "count", "10%", "99.5%"));
        query(
                cases,
                "summary-of-numbers-in-texts",
                ROWS,
                table -> table.select("t").summary());
        query(cases, "summary-of-nothing", new Row[0], DataFrame::summary);
        query(
                cases,
                "same-names",
                ROWS,
                table -> table.select(col("i"), col("d").as("i")).summary("count"));
    }

    private static void query(Cases cases, String name, Row[] rows, Step step) {
        cases.query(name)
                .table("input", "i INT, l BIGINT, d DOUBLE, s STRING, t STRING, b BOOLEAN", rows)
                .ordered()
                .of(inputs -> step.on(inputs.table()));
    }
}

package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Row;
import java.time.Instant;
import java.time.LocalDate;

/** What {@code show} prints. */
public final class ShowCases implements CaseGroup {
    private static final String SCHEMA = "id INT, text STRING";

    @Override
    public void define(Cases cases) {
        sizes(cases);
        values(cases);
    }

    private static void sizes(Cases cases) {
        Row[] rows = {row(1, "a"), row(2, "a text of more than twenty characters"), row(null, null)};
        for (boolean vertical : new boolean[] {false, true}) {
            String suffix = vertical ? "-vertical" : "";
            show(cases, "all" + suffix, 20, 20, vertical, rows);
            show(cases, "as-many-as-there-are" + suffix, 3, 20, vertical, rows);
            show(cases, "one-left-out" + suffix, 2, 20, vertical, rows);
            show(cases, "one-of-three" + suffix, 1, 20, vertical, rows);
            show(cases, "none-of-three" + suffix, 0, 20, vertical, rows);
            show(cases, "fewer-than-none" + suffix, -1, 20, vertical, rows);
            show(cases, "no-rows" + suffix, 20, 20, vertical);
            show(cases, "never-cut-off" + suffix, 20, 0, vertical, rows);
            show(cases, "cut-off-at-less-than-none" + suffix, 20, -1, vertical, rows);
            show(cases, "cut-off-without-dots" + suffix, 20, 3, vertical, rows);
            show(cases, "cut-off-with-dots" + suffix, 20, 4, vertical, rows);
            cases.query("no-columns" + suffix)
                    .table("input", SCHEMA, rows)
                    .shown(20, 20, vertical)
                    .of(inputs -> inputs.table().drop("id", "text"));
            cases.query("nothing-at-all" + suffix)
                    .shown(20, 20, vertical)
                    .of(inputs -> inputs.session().emptyDataFrame());
        }
    }

    private static void show(Cases cases, String name, int numRows, int truncate, boolean vertical, Row... rows) {
        cases.query(name)
                .table("input", SCHEMA, rows)
                .shown(numRows, truncate, vertical)
                .of(inputs -> inputs.table());
    }

    private static void values(Cases cases) {
        Row[] texts = {row(1, "tab\there"), row(2, "line\nline\r"), row(3, "\b\f\u0007\u000b\u001b\\"), row(4, "")};
        show(cases, "control-characters", 20, 0, false, texts);
        show(cases, "control-characters-cut-off", 20, 6, false, texts);
        Row[] wide = {
            row(1, "\u65e5\u672c\u8a9e"), row(2, "\ud55c\uad6d"), row(3, "\u00e9\ud83d\ude00"), row(4, "\uff71\uff21")
        };
        show(cases, "wide-characters", 20, 0, false, wide);
        show(cases, "wide-characters-vertical", 20, 0, true, wide);
        cases.query("names-with-control-characters")
                .table("input", SCHEMA, row(1, "a"))
                .shown(20, 20, false)
                .of(inputs -> inputs.table().toDF("a\tb", "\u65e5\u672c\u8a9e\u65e5"));
        cases.query("values-of-all-types")
                .table(
                        "input",
                        "b BOOLEAN, i INT, l BIGINT, d DOUBLE, s STRING, day DATE, at TIMESTAMP",
                        row(
                                true,
                                Integer.MIN_VALUE,
                                Long.MAX_VALUE,
                                -0.0,
                                " x ",
                                LocalDate.parse("0001-01-01"),
                                Instant.parse("1969-12-31T23:59:59.900Z")),
                        row(false, 0, 0L, Double.NaN, null, null, Instant.parse("2024-02-29T12:00:00Z")),
                        row(null, null, null, 1e21, "NULL", LocalDate.parse("9999-12-31"), null),
                        row(null, null, null, Double.NEGATIVE_INFINITY, "", null, null))
                .shown(20, 0, false)
                .of(inputs -> inputs.table());
        cases.query("structs")
                .table("input", SCHEMA, row(1, "a"), row(null, null))
                .shown(20, 0, false)
                .of(inputs -> inputs.table()
                        .select(
                                struct("id", "text").as("pair"),
                                struct(
                                                struct(col("text"), lit(1.5).as("n"))
                                                        .as("inner"),
                                                lit(true).as("t"))
                                        .as("nested")));
    }
}

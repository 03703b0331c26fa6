package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.struct;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that are missing, and values that stand for others. */
public final class NaCases implements CaseGroup {
    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        drops(cases);
        fills(cases);
        replaces(cases);
    }

    private static void query(Cases cases, String name, Step step) {
        Row[] rows = {
            row(1, 10L, 1.5, "x", true),
            row(null, 20L, Double.NaN, "y", false),
            row(3, null, null, null, null),
            row(null, null, null, null, null),
            row(null, null, Double.NaN, null, null),
            row(-1, 0L, -0.0, "", true)
        };
        cases.query(name)
                .table("input", "i INT, l BIGINT, d DOUBLE, s STRING, b BOOLEAN", rows)
                .of(inputs -> step.on(inputs.table()));
    }

    private static String[] names(String... names) {
        return names;
    }

    private static void drops(Cases cases) {
        query(cases, "drop", table -> table.na().drop());
        query(cases, "drop-all", table -> table.na().drop("all"));
        query(cases, "drop-any", table -> table.na().drop("ANY"));
        query(cases, "drop-columns", table -> table.na().drop(names("i", "D")));
        query(cases, "drop-all-columns", table -> table.na().drop("all", names("l", "s")));
        query(cases, "drop-least", table -> table.na().drop(2));
        query(cases, "drop-least-columns", table -> table.na().drop(2, names("i", "l", "d")));
        query(cases, "drop-least-none", table -> table.na().drop(0));
        query(cases, "drop-of-no-columns", table -> table.na().drop(names()));
        query(cases, "drop-all-of-no-columns", table -> table.na().drop("all", names()));
        query(cases, "drop-unknown-column", table -> table.na().drop(names("nope")));
        query(
                cases,
                "drop-same-names",
                table -> table.select(col("i"), col("d").as("i")).na().drop());
        query(
                cases,
                "drop-structs",
                table -> table.select(col("i"), struct("s").as("r")).na().drop());
    }

    private static void fills(Cases cases) {
        query(cases, "fill-number", table -> table.na().fill(7));
        query(cases, "fill-real", table -> table.na().fill(7.9));
        query(cases, "fill-text", table -> table.na().fill("none"));
        query(cases, "fill-truth", table -> table.na().fill(false));
        query(cases, "fill-columns", table -> table.na().fill(7, names("I", "s")));
        query(cases, "fill-text-columns", table -> table.na().fill("none", names("i", "s")));
        query(cases, "fill-truth-columns", table -> table.na().fill(true, names("b")));
        query(cases, "fill-unknown-column", table -> table.na().fill(7, names("nope")));
        query(cases, "fill-of-no-columns", table -> table.na().fill(7, names()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("i", 5);
        values.put("d", 2.5);
        values.put("S", "none");
        values.put("b", true);
        query(cases, "fill-each", table -> table.na().fill(values));
        query(cases, "fill-each-of-other-types", table -> table.na().fill(Map.of("i", 2.7, "s", 1, "l", "12")));
        query(cases, "fill-with-no-number", table -> table.na().fill(Map.of("i", "x")));
        query(cases, "fill-each-unknown", table -> table.na().fill(Map.of("nope", 1)));
        query(cases, "fill-beyond", table -> table.na().fill(3_000_000_000L, names("i")));
        query(cases, "fill-keeps-order", table -> table.select("s", "i").na().fill(1));
    }

    private static void replaces(Cases cases) {
        query(cases, "replace-number", table -> table.na().replace("i", Map.of(1, 100, 3, 300)));
        query(cases, "replace-in-columns", table -> table.na().replace(names("i", "l", "d", "s"), Map.of(1, 9, 20, 8)));
        query(cases, "replace-everywhere", table -> table.na().replace("*", Map.of(0, 5)));
        query(cases, "replace-text", table -> table.na().replace("s", Map.of("x", "X", "", "empty")));
        query(cases, "replace-truth", table -> table.na().replace("b", Map.of(true, false)));
        query(cases, "replace-nan", table -> table.na().replace("d", Map.of(Double.NaN, 0.0)));
        query(cases, "replace-other-type", table -> table.na().replace("s", Map.of(1, 2)));
        query(cases, "replace-nothing", table -> table.na().replace("s", Map.<String, String>of()));
        query(cases, "replace-unknown", table -> table.na().replace("nope", Map.of(1, 2)));
        Map<String, String> away = new LinkedHashMap<>();
        away.put("x", null);
        query(cases, "replace-by-null", table -> table.na().replace("s", away));
    }
}

package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.map_concat;
import static dev.sluice.functions.map_zip_with;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;

/** Arrays and maps beside values of another type: most functions take the tightest type that holds both, and refuse a wider one. */
public final class TightTypeCases implements CaseGroup {
    private static final String COLUMNS =
            "t TINYINT, i INT, l BIGINT, f FLOAT, d DOUBLE, q DECIMAL(10,0), n DECIMAL(10,2), w DECIMAL(12,2), z DECIMAL(38,18),"
                    + " s STRING, u DATE, v TIMESTAMP, x TIMESTAMP_NTZ, m INTERVAL MONTH, y INTERVAL YEAR TO MONTH";

    private static final List<String> PAIRS = List.of(
            "t i", "i t", "i l", "l i", "i f", "f i", "l f", "l d", "f d", "d f", "q i", "i q", "q l", "n t", "n i",
            "i n", "l n", "z l", "n w", "w n", "n q", "n z", "n f", "n d", "d n", "i s", "s i", "u s", "u v", "v u",
            "v x", "x u", "m y");

    /** Spark finds no common type of these keys. */
    private static final String DAY_BESIDE_CLOCK = "x u";

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String mode = ansi.equals("true") ? "-ansi" : "-plain";
            of(cases, "append" + mode, ansi, (a, b) -> call_function("array_append", array(a), b));
            of(cases, "insert" + mode, ansi, (a, b) -> call_function("array_insert", array(a), lit(1), b));
            of(cases, "remove" + mode, ansi, (a, b) -> call_function("array_remove", array(a), b));
            of(cases, "position" + mode, ansi, (a, b) -> call_function("array_position", array(a), b));
            of(cases, "contains" + mode, ansi, (a, b) -> call_function("array_contains", array(a), b));
            of(cases, "union" + mode, ansi, (a, b) -> call_function("array_union", array(a), array(b)));
            of(cases, "overlap" + mode, ansi, (a, b) -> call_function("arrays_overlap", array(a), array(b)));
            of(cases, "element-at" + mode, ansi, (a, b) -> call_function("element_at", map(a, lit(1)), b));
            of(cases, "key-contained" + mode, ansi, (a, b) -> call_function("map_contains_key", map(a, lit(1)), b));
            of(cases, "item" + mode, ansi, (a, b) -> map(a, lit(1)).getItem(b));
            of(cases, "concat" + mode, ansi, (a, b) -> concat(array(a), array(b)));
            of(cases, "map-concat" + mode, ansi, (a, b) -> map_concat(map(a, lit(1)), map(b, lit(2))));
            of(
                    cases,
                    "map-zip-with" + mode,
                    ansi,
                    (a, b) -> map_zip_with(map(a, lit(1)), map(b, lit(2)), (key, one, other) -> key));
            nested(cases, "nested" + mode, ansi);
        }
        Column clock = map(col("x"), lit(1));
        Column day = map(col("u"), lit(2));
        cases.expressions("days-beside-clocks")
                .rows(COLUMNS, row(new Object[15]))
                .of(() -> map_concat(clock, day))
                .of(() -> map_zip_with(clock, day, (key, one, other) -> key));
    }

    private static void of(Cases cases, String name, String ansi, BinaryOperator<Column> call) {
        ExpressionCase one =
                cases.expressions(name).conf("spark.sql.ansi.enabled", ansi).rows(COLUMNS, row(new Object[15]));
        for (String pair : PAIRS) {
            if (name.startsWith("map-") && pair.equals(DAY_BESIDE_CLOCK)) {
                continue;
            }
            Column left = col(pair.substring(0, 1));
            Column right = col(pair.substring(2));
            one.of(() -> call.apply(left, right));
        }
    }

    private static void nested(Cases cases, String name, String ansi) {
        BigDecimal one = new BigDecimal("1.00");
        ExpressionCase nested = cases.expressions(name)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("i INT, l BIGINT, n DECIMAL(10,2), w DECIMAL(12,2), s STRING", row(1, 1L, one, one, "1"));
        for (String pair : List.of("i l", "l i", "n w", "i n", "i s")) {
            Column left = col(pair.substring(0, 1));
            Column right = col(pair.substring(2));
            nested.of(() -> call_function("array_append", array(array(left)), array(right)))
                    .of(() -> call_function("array_contains", array(struct(left.as("a"))), struct(right.as("a"))))
                    .of(() -> call_function("array_contains", array(struct(left.as("a"))), struct(right.as("b"))))
                    .of(() -> call_function("array_position", array(array(left)), array(right)))
                    .of(() -> call_function("array_union", array(array(left)), array(array(right))))
                    .of(() -> call_function("array_append", array(map(left, lit(1))), map(right, lit(1))))
                    .of(() -> call_function("array_append", array(left), lit(null)));
        }
    }
}

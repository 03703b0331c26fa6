package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.least;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.when;

import dev.sluice.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Errors that a program raises where values of other types are wanted. */
public final class RaisedErrorCases implements CaseGroup {
    private static final String COLUMNS =
            "i INT, s STRING, t TIMESTAMP, d DATE, v INTERVAL DAY TO SECOND, a ARRAY<INT>,"
                    + " m MAP<STRING, INT>, r STRUCT<x: INT>, b BOOLEAN, x BINARY, n DECIMAL(10,2)";

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String mode = ansi.equals("true") ? "-ansi" : "-plain";
            beside(cases, "raised" + mode, ansi, call_function("raise_error", col("s")));
            beside(cases, "asserted" + mode, ansi, call_function("assert_true", col("b")));
            beside(
                    cases,
                    "chosen-of-nothing" + mode,
                    ansi,
                    when(col("b"), lit(null)).otherwise(lit(null)));
        }
        Column raised = call_function("raise_error", col("s"));
        Column asserted = call_function("assert_true", col("b"));
        alone(cases, "raised-alone", raised);
        alone(cases, "asserted-alone", asserted);
        dropped(cases, "raised-and-dropped", raised);
        dropped(cases, "asserted-and-dropped", asserted);
    }

    private static void beside(Cases cases, String name, String ansi, Column untyped) {
        ExpressionCase one = cases.expressions(name)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        COLUMNS,
                        row(
                                1,
                                "one",
                                Instant.EPOCH,
                                LocalDate.EPOCH,
                                Duration.ofDays(1),
                                List.of(1),
                                java.util.Map.of("a", 1),
                                row(1),
                                true,
                                new byte[] {1},
                                new java.math.BigDecimal("1.00")));
        for (String column : List.of("i", "s", "t", "d", "v", "a", "m", "r", "b", "x", "n")) {
            one.of(() -> when(col(column).isNotNull(), col(column)).otherwise(untyped));
            one.of(() -> coalesce(col(column), untyped));
            one.of(() -> call_function("nvl", untyped, col(column)));
            one.of(() -> call_function("if", col(column).isNull(), untyped, col(column)));
            one.of(() -> array(col(column), untyped));
        }
        one.of(() -> least(col("i"), untyped))
                .of(() -> greatest(col("d"), untyped))
                .of(() -> call_function("typeof", untyped))
                .of(() -> untyped.cast("INT"))
                .of(() -> untyped.cast("ARRAY<INT>"))
                .of(() -> untyped.isNull())
                .of(() -> call_function("upper", untyped))
                .of(() -> call_function("abs", untyped))
                .of(() -> untyped.plus(lit(1)))
                .of(() -> untyped.equalTo(col("i")))
                .of(() -> untyped.and(col("b")))
                .of(() -> call_function("concat", col("s"), untyped))
                .of(() -> call_function("year", untyped))
                .of(() -> call_function("element_at", col("a"), untyped));
    }

    /** Spark's type of what has no value has no name here. */
    private static void alone(Cases cases, String name, Column untyped) {
        cases.expressions(name)
                .rows("s STRING, b BOOLEAN", row("one", true))
                .of(() -> untyped)
                .of(() -> struct(untyped))
                .of(() -> array(untyped))
                .of(() -> map(lit(1), untyped));
    }

    /** Where these functions want a value, Spark takes null for what has none. */
    private static void dropped(Cases cases, String name, Column untyped) {
        cases.expressions(name)
                .rows("s STRING, b BOOLEAN", row("one", true))
                .of(() -> call_function("unix_timestamp", untyped))
                .of(() -> call_function("size", untyped))
                .of(() -> when(untyped, lit(1)));
    }
}

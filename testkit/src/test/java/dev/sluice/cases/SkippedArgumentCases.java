package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.aggregate;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;

import dev.sluice.Column;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BinaryOperator;

/** Arguments that fail where another one decides the result before they are asked for. */
public final class SkippedArgumentCases implements CaseGroup {
    private static final String COLUMNS =
            "p INT, z INT, c DECIMAL(10,2), n INT, s STRING, a ARRAY<INT>, v INTERVAL DAY TO SECOND, u DATE, e DOUBLE";

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String mode = ansi.equals("true") ? "-ansi" : "-plain";
            behindNulls(rows(cases, "behind-null-lists" + mode, ansi));
            behindDivisors(rows(cases, "behind-divisors" + mode, ansi));
            attempts(rows(cases, "attempts" + mode, ansi));
            behindUnits(rows(cases, "behind-units" + mode, ansi));
        }
    }

    private static ExpressionCase rows(Cases cases, String name, String ansi) {
        return cases.expressions(name)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(COLUMNS, row(0, 0, new BigDecimal("0.00"), null, null, null, null, null, 0.0));
    }

    /** There is no element of this index in any mode. */
    private static Column failing() {
        return call_function("element_at", array(lit(1)), col("p"));
    }

    private static Column failingText() {
        return failing().cast("STRING");
    }

    private static Column failingDecimal() {
        return call_function("element_at", array(lit(new BigDecimal("1.00"))), col("p"));
    }

    private static void behindNulls(ExpressionCase one) {
        one.of(() -> call_function("array_append", col("a"), failing()))
                .of(() -> call_function("array_prepend", col("a"), failing()))
                .of(() -> call_function("array_insert", col("a"), failing(), lit(1)))
                .of(() -> call_function("array_remove", col("a"), failing()))
                .of(() -> call_function("array_append", array(failing()), col("n")))
                .of(() -> aggregate(col("a"), failing(), (sum, x) -> sum.plus(x)))
                .of(() -> concat(col("a"), array(failing())))
                .of(() -> concat(array(failing()), col("a")))
                .of(() -> concat(col("s"), failingText()))
                .of(() -> call_function("locate", col("s"), failingText()))
                .of(() -> call_function("locate", failingText(), col("s")))
                .of(() -> call_function("locate", col("s"), failingText(), lit(1)))
                .of(() -> call_function("locate", failingText(), lit("a"), col("n")))
                .of(() -> call_function("locate", lit("a"), col("s"), failing()))
                .of(() -> call_function("instr", col("s"), failingText()))
                .of(() -> call_function("array_contains", col("a"), failing()))
                .of(() -> call_function("map_contains_key", map(failing(), lit(1)), col("n")))
                .of(() -> call_function("arrays_zip", col("a"), array(failing())))
                .of(() -> call_function("flatten", array(col("a"), array(failing()))))
                .of(() -> call_function("nullif", col("n"), failing()))
                .of(() -> call_function("equal_null", col("n"), failing()))
                .of(() -> call_function("isnull", failing()))
                .of(() -> call_function("width_bucket", col("n"), failing(), lit(1), lit(1)))
                .of(() -> call_function("make_date", col("n"), failing(), failing()))
                .of(() -> call_function("try_element_at", col("a"), failing()));
    }

    private static void behindDivisors(ExpressionCase one) {
        behindDivisors(one, Column::divide);
        behindDivisors(one, Column::mod);
        for (String name : List.of("div", "pmod", "mod", "try_divide", "try_mod")) {
            behindDivisors(one, (left, right) -> call_function(name, left, right));
        }
        one.of(() -> col("v").divide(failing()))
                .of(() -> lit(Duration.ofDays(1)).multiply(failing()).divide(col("z")))
                .of(() -> call_function("try_divide", col("v"), failing()))
                .of(() -> call_function("try_divide", lit(Duration.ofDays(1)).multiply(failing()), col("z")));
    }

    private static void behindDivisors(ExpressionCase one, BinaryOperator<Column> division) {
        one.of(() -> division.apply(failing(), col("z")))
                .of(() -> division.apply(failingDecimal(), col("c")))
                .of(() -> division.apply(failing().cast("DOUBLE"), col("e")))
                .of(() -> division.apply(failing(), col("n")))
                .of(() -> division.apply(col("n"), failing()))
                .of(() -> division.apply(failing(), lit(0)))
                .of(() -> division.apply(failing(), lit(1)));
    }

    private static void attempts(ExpressionCase one) {
        for (String name : List.of("try_add", "try_subtract", "try_multiply", "try_divide", "try_mod")) {
            one.of(() -> call_function(name, failing(), lit(1)))
                    .of(() -> call_function(name, failingDecimal(), lit(1)))
                    .of(() -> call_function(name, failing().cast("DOUBLE"), lit(1.5)))
                    .of(() -> call_function(name, failingText(), lit(1)))
                    .of(() -> call_function(name, lit(1), failingText()))
                    .of(() -> call_function(name, lit("x"), failing()))
                    .of(() -> call_function(name, failing(), lit("x")))
                    .of(() -> call_function(name, col("n"), failing()))
                    .of(() -> call_function(name, lit(null), failing()))
                    .of(() -> call_function(name, lit(Duration.ofDays(1)).multiply(failing()), lit(1)))
                    .of(() -> call_function(name, lit(Duration.ofDays(1)).multiply(failing()), lit(Duration.ofDays(1))))
                    .of(() -> call_function(name, lit(LocalDate.EPOCH), failing()))
                    .of(() -> call_function(
                            name, lit(LocalDate.EPOCH), lit(Duration.ofDays(1)).multiply(failing())));
        }
        for (String name :
                List.of("try_to_binary", "try_to_timestamp", "try_to_date", "try_url_decode", "try_validate_utf8")) {
            one.of(() -> call_function(name, failingText()));
        }
        one.of(() -> failingText().try_cast("INT"))
                .of(() -> call_function("try_to_binary", lit("x").cast("BOOLEAN")))
                .of(() -> call_function("try_to_binary", call_function("raise_error", lit("x"))))
                .of(() -> call_function(
                        "try_to_binary", array(failing()).getItem(0).cast("STRING"), lit("hex")))
                .of(() -> call_function("try_to_binary", failingText(), lit("utf-8")))
                .of(() -> call_function("try_to_binary", lit("a"), lit("yyyy")))
                .of(() -> call_function("try_to_timestamp", failingText(), lit("yyyy")))
                .of(() -> call_function("try_to_date", failingText(), lit("yyyy")))
                .of(() -> call_function("try_to_number", failingText(), lit("99")))
                .of(() -> call_function("try_make_timestamp", failing(), lit(1), lit(1), lit(1), lit(1), lit(1)));
    }

    private static void behindUnits(ExpressionCase one) {
        Column badDate = concat(lit("x"), col("z").cast("STRING"));
        Column failingTime = failing().cast("TIMESTAMP");
        one.of(() -> call_function("trunc", badDate, lit("")))
                .of(() -> call_function("trunc", badDate, lit("month")))
                .of(() -> call_function("trunc", badDate, concat(col("z").cast("STRING"), lit("x"))))
                .of(() -> call_function("trunc", badDate, lit("hour")))
                .of(() -> call_function("trunc", badDate, lit(null)))
                .of(() -> call_function("trunc", badDate, col("s")))
                .of(() -> call_function("trunc", col("u"), failingText()))
                .of(() -> call_function("trunc", col("s"), failingText()))
                .of(() -> call_function("date_trunc", lit(""), failingTime))
                .of(() -> call_function("date_trunc", lit("month"), failingTime))
                .of(() -> call_function("date_trunc", concat(col("z").cast("STRING"), lit("x")), failingTime))
                .of(() -> call_function("date_trunc", lit(null), failingTime))
                .of(() -> call_function("date_trunc", col("s"), failingTime))
                .of(() -> call_function("date_trunc", failingText(), lit(null).cast("TIMESTAMP")))
                .of(() -> call_function("next_day", badDate, lit("")))
                .of(() -> call_function("date_part", lit(null), failingTime));
    }
}

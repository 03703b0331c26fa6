package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.when;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;

/** Expressions made by chance that were answered differently. */
public final class RandomExpressionsCases implements CaseGroup {
    /** No opposite is as long. */
    private static final Duration LONGEST = Duration.parse("P-106751991DT-4H-54.775808S");

    private static final Period MOST_MONTHS = Period.ofMonths(Integer.MIN_VALUE);

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "-ansi" : "-plain";
            textsAndIntervals(cases, suffix, ansi);
            opposites(cases, suffix, ansi);
            readAsTimes(cases, suffix, ansi);
            cases.expressions("texts-not-chosen" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("n INT, d INT", row(1, 0), row(2, 0), row(2, 1), row(3, 0), row(0, 0), row(null, 0))
                    .of(() -> call_function("elt", col("n"), lit("a"), lit(12).divide(col("d"))))
                    .of(() -> call_function("elt", col("n"), call_function("raise_error", lit("x")), lit("b")))
                    .of(() -> call_function("elt", lit(0), call_function("raise_error", lit("x"))))
                    .of(() -> call_function("elt", lit(12).divide(col("d")).cast("INT"), lit("a"), lit("b")))
                    .of(() -> call_function("elt", col("n"), call_function("element_at", array(lit("a")), lit(4))));
        }
        cases.expressions("assertions-without-a-type")
                .rows("b BOOLEAN", row(true), row(true))
                .of(() -> call_function("assert_true", col("b")))
                .of(() -> call_function("assert_true", col("b"), lit("no")))
                .of(() -> array(call_function("assert_true", col("b"))));
    }

    private static void textsAndIntervals(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("texts-beside-intervals" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "s STRING, v INTERVAL DAY TO SECOND, m INTERVAL YEAR TO MONTH",
                        row("1 00:00:00", Duration.ofDays(1), Period.ofMonths(14)),
                        row("x", null, null));
        for (String interval : List.of("v", "m")) {
            one.of(() -> coalesce(col("s"), col(interval)))
                    .of(() -> coalesce(col(interval), lit("")))
                    .of(() -> when(col("s").isNull(), col("s")).otherwise(col(interval)))
                    .of(() -> greatest(col("s"), col(interval)))
                    .of(() -> array(col("s"), col(interval)))
                    .of(() -> map(lit(1), col("s"), lit(2), col(interval)))
                    .of(() -> col("s").equalTo(col(interval)))
                    .of(() -> col(interval).lt(col("s")))
                    .of(() -> col(interval).notEqual(lit("")))
                    .of(() -> col(interval).eqNullSafe(lit(null).cast("STRING")))
                    .of(() -> col(interval).between(lit(""), col("s")))
                    .of(() -> call_function("in", col(interval), col("s")))
                    .of(() -> call_function("nvl", col(interval), col("s")))
                    .of(() -> call_function("nullif", col(interval), col("s")))
                    .of(() -> call_function("if", col("s").isNull(), col(interval), col("s")))
                    .of(() -> call_function("array_contains", array(col("s")), col(interval)));
        }
    }

    private static void opposites(Cases cases, String suffix, String ansi) {
        cases.expressions("the-longest-taken-away" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "d DATE, t TIMESTAMP, l TIMESTAMP_NTZ, v INTERVAL DAY TO SECOND, m INTERVAL YEAR TO MONTH",
                        row(
                                LocalDate.EPOCH,
                                Instant.EPOCH,
                                LocalDateTime.parse("1970-01-01T00:00:00"),
                                LONGEST,
                                MOST_MONTHS),
                        row(null, null, null, LONGEST, MOST_MONTHS))
                .of(() -> col("d").minus(col("v")))
                .of(() -> col("d").minus(col("m")))
                .of(() -> col("t").minus(col("v")))
                .of(() -> col("t").minus(col("m")))
                .of(() -> col("l").minus(col("v")))
                .of(() -> col("l").minus(col("m")))
                .of(() -> col("d").plus(col("m")))
                .of(() -> col("t").plus(col("m")))
                .of(() -> lit("1970-01-01").minus(col("v")));
    }

    private static void readAsTimes(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("read-as-times" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "i INT, n DECIMAL(10,2), b BOOLEAN, v INTERVAL DAY TO SECOND, m INTERVAL YEAR TO MONTH, x BINARY",
                        row(2026, new BigDecimal("20.26"), true, Duration.ofDays(1), Period.ofMonths(14), new byte[] {49
                        }),
                        row(null, null, null, null, null, null));
        for (String column : List.of("i", "n", "b", "v", "m", "x")) {
            for (String name : List.of(
                    "to_timestamp",
                    "to_timestamp_ntz",
                    "to_timestamp_ltz",
                    "to_date",
                    "try_to_timestamp",
                    "try_to_date",
                    "unix_timestamp",
                    "to_unix_timestamp")) {
                one.of(() -> call_function(name, col(column)));
                one.of(() -> call_function(name, col(column), lit("yyyy")));
            }
        }
        one.of(() -> to_timestamp(lit(Period.ofMonths(1200)), "HH:mm:ss"));
    }
}

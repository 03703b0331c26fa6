package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.lit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Intervals added to times, to each other, and multiplied; functions that make and take them. */
public final class IntervalOperatorCases implements CaseGroup {
    private static final List<String> OTHERS = List.of(
            "DATE",
            "TIMESTAMP",
            "TIMESTAMP_NTZ",
            "INT",
            "BIGINT",
            "DOUBLE",
            "DECIMAL(5,2)",
            "BOOLEAN",
            "INTERVAL DAY TO SECOND",
            "INTERVAL DAY",
            "INTERVAL HOUR TO MINUTE",
            "INTERVAL YEAR TO MONTH",
            "INTERVAL YEAR");

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "-ansi" : "-plain";
            for (String type : List.of("INTERVAL DAY TO SECOND", "INTERVAL DAY", "INTERVAL YEAR TO MONTH")) {
                OTHERS.forEach(other -> pairs(cases, type, other, suffix, ansi));
                alone(cases, type, suffix, ansi);
            }
            made(cases, suffix, ansi);
        }
        aggregates(
                cases,
                "INTERVAL DAY TO SECOND",
                Duration.ofMillis(90_001),
                Duration.of(Long.MAX_VALUE, ChronoUnit.MICROS));
        aggregates(cases, "INTERVAL YEAR TO MONTH", Period.ofMonths(-14), Period.ofMonths(Integer.MIN_VALUE));
        names(cases);
    }

    private static void pairs(Cases cases, String left, String right, String suffix, String ansi) {
        cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows("a " + left + ", b " + right, Samples.pairs(left, right))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("b").plus(col("a")))
                .of(() -> col("a").minus(col("b")))
                .of(() -> col("b").minus(col("a")))
                .of(() -> col("a").multiply(col("b")))
                .of(() -> col("b").multiply(col("a")))
                .of(() -> col("a").divide(col("b")))
                .of(() -> col("b").divide(col("a")))
                .of(() -> col("a").lt(col("b")))
                .of(() -> col("a").equalTo(col("b")))
                .of(() -> coalesce(col("a"), col("b")))
                .of(() -> greatest(col("a"), col("b")))
                .of(() -> call_function("try_add", col("b"), col("a")))
                .of(() -> call_function("try_subtract", col("b"), col("a")))
                .of(() -> call_function("try_multiply", col("a"), col("b")))
                .of(() -> call_function("try_divide", col("a"), col("b")));
    }

    private static void alone(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("alone-" + Samples.nameOf(type) + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type));
        for (String name : List.of(
                "negative",
                "abs",
                "positive",
                "sign",
                "signum",
                "hash",
                "xxhash64",
                "typeof",
                "isnull",
                "upper",
                "round")) {
            one.of(() -> call_function(name, col("v")));
        }
        for (String part : List.of("YEAR", "MONTH", "DAY", "DAYS", "HOUR", "MINUTE", "SECOND", "WEEK", "x")) {
            one.of(() -> call_function("date_part", lit(part), col("v")));
        }
        one.of(() -> call_function("percentile_approx", col("v"), lit(0.5)))
                .of(() -> call_function("concat", col("v"), lit("|")));
    }

    private static void aggregates(Cases cases, String type, Object length, Object longest) {
        for (String suffix : List.of("", "-too-long")) {
            ExpressionCase one = cases.expressions("aggregates-of-" + Samples.nameOf(type) + suffix)
                    .rows(
                            "v " + type,
                            row(length),
                            row((Object) null),
                            row(suffix.isEmpty() ? length : longest),
                            row(length));
            for (String name : List.of("sum", "avg", "min", "max", "count", "try_sum", "try_avg", "stddev")) {
                one.of(() -> call_function(name, col("v")));
            }
        }
    }

    private static void made(Cases cases, String suffix, String ansi) {
        cases.expressions("made" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "a INT, b INT, c INT, s DECIMAL(18,6)",
                        row(1, 2, 3, new BigDecimal("4.567890")),
                        row(-1, 25, -70, new BigDecimal("-100.000001")),
                        row(0, 0, 0, new BigDecimal("0")),
                        row(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, new BigDecimal("0")),
                        row(null, 1, 1, new BigDecimal("1")),
                        row(1, null, 1, new BigDecimal("1")))
                .of(() -> call_function("make_dt_interval", col("a"), col("b"), col("c"), col("s")))
                .of(() -> call_function("make_dt_interval", col("a"), col("b"), col("c")))
                .of(() -> call_function("make_dt_interval", col("a"), col("b")))
                .of(() -> call_function("make_dt_interval", col("a")))
                .of(() -> call_function("make_dt_interval"))
                .of(() -> call_function("make_dt_interval", lit("1"), lit(2L), lit(3), lit(4.5)))
                .of(() -> call_function("make_ym_interval", col("a"), col("b")))
                .of(() -> call_function("make_ym_interval", col("a")))
                .of(() -> call_function("make_ym_interval"))
                .of(() -> call_function("make_ym_interval", lit("1"), lit(2)))
                .of(() -> call_function("make_ym_interval", lit(true), lit(2)));
    }

    private static void names(Cases cases) {
        Duration length = Duration.ofHours(25).plusNanos(1_500_000);
        Period months = Period.ofMonths(-13);
        cases.expressions("names")
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows(
                        "d DATE, t TIMESTAMP, n TIMESTAMP_NTZ",
                        row(
                                LocalDate.of(2024, 3, 9),
                                Instant.parse("2024-03-09T20:00:00Z"),
                                LocalDateTime.parse("2024-03-09T12:00:00")),
                        row(
                                LocalDate.of(2024, 1, 31),
                                Instant.parse("2024-11-02T19:00:00Z"),
                                LocalDateTime.parse("2024-12-31T12:00:00")))
                .of(() -> lit(length))
                .of(() -> lit(months))
                .of(() -> lit(Duration.ZERO))
                .of(() -> lit(Period.ZERO))
                .of(() -> lit(Period.of(1, 14, 40)))
                .of(() -> lit(Duration.ofDays(-3).minusMillis(4)))
                .of(() -> col("t").plus(lit(length)))
                .of(() -> col("t").minus(lit(length)))
                .of(() -> lit(length).plus(col("t")))
                .of(() -> col("n").plus(lit(length)))
                .of(() -> col("n").minus(lit(months)))
                .of(() -> col("d").plus(lit(length)))
                .of(() -> col("d").plus(lit(months)))
                .of(() -> col("d").minus(lit(months)))
                .of(() -> col("d").minus(lit(Duration.ofDays(1))))
                .of(() -> col("t").minus(lit(months)))
                .of(() -> col("t").minus(col("d")))
                .of(() -> col("t").minus(col("n")))
                .of(() -> col("n").minus(col("d")))
                .of(() -> col("t").minus(lit(null)))
                .of(() -> col("t").plus(lit(null)))
                .of(() -> lit(length).multiply(2))
                .of(() -> lit(length).multiply(1.5))
                .of(() -> lit(length).divide(7))
                .of(() -> lit(months).multiply(new BigDecimal("1.5")))
                .of(() -> lit(months).divide(2))
                .of(() -> lit(length).plus(lit(Duration.ofDays(1))).minus(lit(Duration.ofMinutes(1))))
                .of(() -> lit(length).gt(lit(Duration.ofDays(1))))
                .of(() -> lit(length).plus(lit(null)))
                .of(() -> col("t").plus(lit(length)).gt(col("t")));
    }
}

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

import dev.sluice.Column;
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
            secondsThatAreReal(cases, suffix, ansi);
            textsOfNoUtf8(cases, suffix, ansi);
            bucketsOfIntervals(cases, suffix, ansi);
            patternsThatAreNone(cases, suffix, ansi);
            cases.expressions("texts-not-chosen" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("n INT, d INT", row(1, 0), row(2, 0), row(2, 1), row(3, 0), row(0, 0), row(null, 0))
                    .of(() -> call_function("elt", col("n"), lit("a"), lit(12).divide(col("d"))))
                    .of(() -> call_function("elt", col("n"), call_function("raise_error", lit("x")), lit("b")))
                    .of(() -> call_function("elt", lit(0), call_function("raise_error", lit("x"))))
                    .of(() -> call_function("elt", lit(12).divide(col("d")).cast("INT"), lit("a"), lit("b")))
                    .of(() -> call_function("elt", col("n"), call_function("element_at", array(lit("a")), lit(4))));
        }
        decimalsBesideNarrow(cases);
        formatted(cases);
        cases.expressions("translated-to-nothing")
                .rows("s STRING", row("a\u0000b"), row("ab"))
                .of(() -> call_function("translate", col("s"), lit("abc"), col("s")))
                .of(() -> call_function("translate", col("s"), lit("a\u0000"), lit("\u0000x")));
        Column last = call_function("timestamp_seconds", lit(9_223_372_036_854L));
        cases.expressions("from-the-last-clock")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .rows("t TIMESTAMP", row(Instant.EPOCH))
                .of(() -> col("t").minus(last))
                .of(() -> last.minus(col("t")))
                .of(() -> last.minus(last));
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

    private static void secondsThatAreReal(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("seconds-that-are-real" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "d DOUBLE, f FLOAT",
                        row(1.5, -1.5f),
                        row(Double.NaN, Float.NaN),
                        row(1e-7, 1e-7f),
                        row(null, null));
        one.of(() -> call_function("timestamp_seconds", col("d")));
        one.of(() -> call_function("timestamp_seconds", col("f")));
        for (double seconds :
                new double[] {1e23, -1e23, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e9}) {
            one.of(() -> call_function("timestamp_seconds", lit(seconds)));
            one.of(() -> call_function("timestamp_seconds", lit((float) seconds)));
        }
    }

    private static void textsOfNoUtf8(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("texts-of-no-utf-8" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "x BINARY",
                        row(new byte[] {-1, 0, 127, -128}),
                        row(new byte[] {-61, -92, -61, -92}),
                        row(new byte[] {-128, -128, 97}),
                        row(new byte[] {-64, 97, -11, 98}));
        Column text = col("x").cast("STRING");
        for (int position = -5; position <= 5; position++) {
            int from = position;
            one.of(() -> text.substr(from, 2)).of(() -> text.substr(from, 3));
        }
        for (String name :
                List.of("length", "char_length", "octet_length", "reverse", "ascii", "hex", "trim", "upper")) {
            one.of(() -> call_function(name, text));
        }
        for (String name : List.of("left", "right", "lpad", "rpad", "repeat")) {
            one.of(() -> call_function(name, text, lit(3)));
        }
        one.of(() -> call_function("instr", text, lit("a")))
                .of(() -> call_function("locate", lit("a"), text, lit(2)))
                .of(() -> call_function("overlay", text, lit("z"), lit(2)))
                .of(() -> call_function("translate", text, lit("a"), lit("b")));
    }

    private static void bucketsOfIntervals(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("buckets-of-intervals" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "v INTERVAL DAY TO SECOND, m INTERVAL YEAR TO MONTH, d DOUBLE, s STRING",
                        row(Duration.ofHours(36), Period.ofMonths(14), 1.5, "1"),
                        row(Duration.ofDays(-9), Period.ofMonths(-9), -9.0, "-9"),
                        row(null, null, null, null));
        for (String column : List.of("v", "m", "d")) {
            one.of(() ->
                    call_function("width_bucket", col(column), lit(Duration.ZERO), lit(Duration.ofDays(9)), lit(9)));
            one.of(() ->
                    call_function("width_bucket", col(column), lit(Duration.ofDays(9)), lit(Duration.ZERO), lit(9L)));
            one.of(() -> call_function(
                    "width_bucket", col(column), lit(Period.ofMonths(0)), lit(Period.ofMonths(36)), lit(9)));
            one.of(() -> call_function("width_bucket", col(column), col("v"), col("m"), lit(9)));
            one.of(() -> call_function("width_bucket", col(column), col("s"), col(column), lit(9)));
            one.of(() -> call_function("width_bucket", col(column), lit(null), col(column), lit(9)));
            one.of(() -> call_function("width_bucket", col(column), col(column), col(column), col("v")));
            one.of(() -> call_function("width_bucket", col(column), lit(true), col(column), lit(9)));
        }
    }

    private static void patternsThatAreNone(Cases cases, String suffix, String ansi) {
        for (String pattern : List.of("#,##0.00", "#", "{", "yyyy}", "[", "]", "b", "'", "R", "P", "99", ",", "")) {
            String name = "pattern-"
                    + (pattern.isEmpty()
                            ? "empty"
                            : pattern.replaceAll("[^a-zA-Z0-9]", "").isEmpty()
                                    ? Integer.toString(pattern.charAt(0))
                                    : pattern.replaceAll("[^a-zA-Z0-9]", ""))
                    + suffix;
            cases.expressions(name)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("s STRING, t TIMESTAMP", row("1970-01-01", Instant.EPOCH))
                    .of(() -> call_function("unix_timestamp", col("s"), lit(pattern)))
                    .of(() -> call_function("date_format", col("t"), lit(pattern)));
        }
    }

    private static void decimalsBesideNarrow(Cases cases) {
        ExpressionCase one = cases.expressions("decimals-beside-narrow-numbers")
                .rows("n DECIMAL(10,2)", row(new BigDecimal("7.50")), row((Object) null));
        for (String name : List.of("try_add", "try_subtract", "try_multiply", "try_divide", "try_mod", "pmod", "div")) {
            for (Object narrow : List.of((byte) -15, (short) 15, 15, 15L)) {
                one.of(() -> call_function(name, col("n"), lit(narrow)))
                        .of(() -> call_function(name, lit(narrow), col("n")));
            }
        }
    }

    private static void formatted(Cases cases) {
        ExpressionCase one = cases.expressions("formatted-decimals-and-intervals")
                .rows(
                        "n DECIMAL(10,2), w DECIMAL(38,18), v INTERVAL DAY TO SECOND, m INTERVAL YEAR TO MONTH",
                        row(new BigDecimal("7.50"), new BigDecimal("1E-18"), Duration.ofDays(1), Period.ofMonths(14)),
                        row(null, null, null, null));
        for (String column : List.of("n", "w", "v", "m")) {
            for (String format : List.of("%s", "%8s|", "%S", "%d", "%f", "%.1f", "%b", "%e", "%x")) {
                one.of(() -> call_function("format_string", lit(format), col(column)));
            }
        }
    }
}

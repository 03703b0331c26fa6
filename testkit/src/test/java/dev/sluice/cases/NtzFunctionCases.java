package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.timestamp_add;
import static dev.sluice.functions.timestamp_diff;

import dev.sluice.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** Functions that take TIMESTAMP_NTZ, or give it. */
public final class NtzFunctionCases implements CaseGroup {
    private static final List<String> OF_ONE = List.of(
            "year",
            "quarter",
            "month",
            "day",
            "dayofweek",
            "weekday",
            "dayofyear",
            "weekofyear",
            "dayname",
            "monthname",
            "hour",
            "minute",
            "second",
            "last_day",
            "to_date",
            "to_timestamp",
            "to_timestamp_ntz",
            "to_timestamp_ltz",
            "try_to_timestamp",
            "try_to_date",
            "unix_timestamp",
            "to_unix_timestamp",
            "unix_seconds",
            "unix_millis",
            "unix_micros",
            "unix_date",
            "timestamp_seconds",
            "date_from_unix_date",
            "typeof",
            "hash",
            "xxhash64",
            "upper",
            "md5",
            "hex",
            "abs",
            "negative",
            "isnull",
            "from_unixtime",
            "crc32");

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "ansi" : "plain";
            ExpressionCase one = cases.expressions("of-one-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                    .rows("v TIMESTAMP_NTZ", Samples.of("TIMESTAMP_NTZ"));
            OF_ONE.forEach(name -> one.of(() -> call_function(name, col("v"))));
            withOthers(one);
            made(cases, suffix, ansi);
            for (String type : Samples.TYPES) {
                cases.expressions("read-from-" + Samples.nameOf(type) + "-" + suffix)
                        .conf("spark.sql.ansi.enabled", ansi)
                        .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                        .rows("v " + type, Samples.few(type))
                        .of(() -> call_function("to_timestamp_ntz", col("v")))
                        .of(() -> call_function("to_timestamp_ltz", col("v")))
                        .of(() -> call_function("to_timestamp_ntz", col("v"), lit("yyyy-MM-dd")))
                        .of(() -> call_function("to_timestamp_ltz", col("v"), lit("yyyy-MM-dd")));
            }
            read(cases, suffix, ansi);
        }
        zones(cases);
        cases.expressions("clock")
                .rows("v INT", row(1))
                .of(() -> call_function("localtimestamp")
                        .equalTo(call_function("current_timestamp").cast("timestamp_ntz")))
                .of(() -> call_function("typeof", call_function("localtimestamp")))
                .of(() -> call_function("localtimestamp", col("v")));
    }

    private static void withOthers(ExpressionCase one) {
        for (String unit : List.of("YEAR", "WEEK", "day", "HOUR", "SECOND", "MICROSECOND", "x")) {
            one.of(() -> call_function("date_trunc", lit(unit), col("v")));
        }
        for (String part : List.of("year", "month", "dow_iso", "yearofweek", "hour", "minute", "second")) {
            one.of(() -> call_function("date_part", lit(part), col("v")));
        }
        for (String unit : List.of("YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MICROSECOND")) {
            one.of(() -> timestamp_add(unit, lit(25), col("v")))
                    .of(() -> timestamp_diff(unit, col("v"), lit(LocalDateTime.of(2000, 1, 1, 0, 0))))
                    .of(() -> timestamp_diff(unit, lit(Instant.EPOCH), col("v")));
        }
        one.of(() -> call_function("date_format", col("v"), lit("yyyy-MM-dd HH:mm:ss.SSSSSS")))
                .of(() -> call_function("trunc", col("v"), lit("month")))
                .of(() -> call_function("date_add", col("v"), lit(1)))
                .of(() -> call_function("add_months", col("v"), lit(1)))
                .of(() -> call_function("next_day", col("v"), lit("Mon")))
                .of(() -> call_function("datediff", col("v"), lit(LocalDate.EPOCH)))
                .of(() -> call_function("months_between", col("v"), lit(Instant.EPOCH)))
                .of(() -> call_function("from_utc_timestamp", col("v"), lit("Asia/Tokyo")))
                .of(() -> call_function("to_utc_timestamp", col("v"), lit("Asia/Tokyo")))
                .of(() -> call_function("convert_timezone", lit("Europe/Berlin"), lit("Asia/Tokyo"), col("v")))
                .of(() -> call_function("to_timestamp", col("v"), lit("yyyy")))
                .of(() -> call_function("to_date", col("v"), lit("yyyy")))
                .of(() -> call_function("unix_timestamp", col("v"), lit("yyyy")))
                .of(() -> call_function("concat", col("v"), lit("|")))
                .of(() -> call_function("array_contains", array(col("v")), col("v")))
                .of(() -> call_function("array_contains", array(col("v")), lit(Instant.EPOCH)))
                .of(() -> call_function("array_max", array(col("v"), col("v").cast("timestamp"))))
                .of(() -> call_function("nullif", col("v"), lit(LocalDate.EPOCH)))
                .of(() -> call_function("format_string", lit("%s"), col("v")));
    }

    private static void made(Cases cases, String suffix, String ansi) {
        Row[] rows = {
            row(2024, 2, 29, 12, 34, new BigDecimal("56.789012"), "Europe/Berlin"),
            row(2024, 2, 30, 12, 34, new BigDecimal("56"), "UTC"),
            row(2024, 12, 31, 23, 59, new BigDecimal("60"), "UTC"),
            row(2024, 12, 31, 23, 59, new BigDecimal("60.5"), "UTC"),
            row(2024, 12, 31, 24, 0, new BigDecimal("0"), "UTC"),
            row(-1, 1, 1, 0, 0, new BigDecimal("0.000001"), "+05:30"),
            row(300000, 1, 1, 0, 0, new BigDecimal("0"), "UTC"),
            row(2024, 1, 1, 0, 0, new BigDecimal("0"), "Nowhere"),
            row(2024, 1, 1, 0, 0, new BigDecimal("-1"), "UTC"),
            row(null, 1, 1, 0, 0, new BigDecimal("0"), "UTC"),
            row(2024, 1, 1, 0, 0, new BigDecimal("0"), null)
        };
        ExpressionCase one = cases.expressions("made-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows("y INT, m INT, d INT, h INT, i INT, s DECIMAL(16,6), z STRING", rows);
        for (String name : List.of(
                "make_timestamp",
                "make_timestamp_ltz",
                "make_timestamp_ntz",
                "try_make_timestamp",
                "try_make_timestamp_ltz",
                "try_make_timestamp_ntz")) {
            one.of(() -> call_function(name, col("y"), col("m"), col("d"), col("h"), col("i"), col("s")))
                    .of(() -> call_function(name, col("y"), col("m"), col("d"), col("h"), col("i"), lit(7)))
                    .of(() -> call_function(name, col("y"), col("m"), col("d"), col("h"), col("i"), lit(7.25)))
                    .of(() -> call_function(name, col("y"), lit("2"), col("d"), col("h"), col("i"), lit("7.5")));
            if (!name.endsWith("ntz")) {
                one.of(() -> call_function(name, col("y"), col("m"), col("d"), col("h"), col("i"), col("s"), col("z")));
            }
        }
    }

    private static void read(Cases cases, String suffix, String ansi) {
        cases.expressions("read-in-patterns-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows(
                        "s STRING, f STRING",
                        row("2024-02-29 12:34:56.5", "yyyy-MM-dd HH:mm:ss.S"),
                        row("29.02.2024", "dd.MM.yyyy"),
                        row("2024-02-29 12:34+02:00", "yyyy-MM-dd HH:mmXXX"),
                        row("2024-03-10 02:30", "yyyy-MM-dd HH:mm"),
                        row("2023-02-29", "yyyy-MM-dd"),
                        row(null, "yyyy"),
                        row("2024", null))
                .of(() -> call_function("to_timestamp_ntz", col("s"), col("f")))
                .of(() -> call_function("to_timestamp_ltz", col("s"), col("f")))
                .of(() -> call_function("to_timestamp_ntz", col("s"), lit("yyyy-MM-dd HH:mmXXX")))
                .of(() -> call_function("to_timestamp_ntz", col("s"), lit("yyyy-MM-dd HH:mm")))
                .of(() -> call_function("to_timestamp_ntz", col("s")));
    }

    private static void zones(Cases cases) {
        cases.expressions("zones")
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows(
                        "a STRING, b STRING, n TIMESTAMP_NTZ, t TIMESTAMP",
                        row("Europe/Berlin", "Asia/Tokyo", LocalDateTime.parse("2024-03-31T02:30:00"), Instant.EPOCH),
                        row("UTC", "+05:30", LocalDateTime.parse("2024-10-27T00:30:00"), Instant.EPOCH),
                        row("UTC", "Nowhere", LocalDateTime.parse("2024-10-27T00:30:00"), Instant.EPOCH),
                        row(null, "UTC", LocalDateTime.parse("2024-10-27T00:30:00"), Instant.EPOCH),
                        row("UTC", "Europe/Berlin", null, null))
                .of(() -> call_function("convert_timezone", col("a"), col("b"), col("n")))
                .of(() -> call_function("convert_timezone", col("b"), col("n")))
                .of(() -> call_function("convert_timezone", col("a"), col("b"), col("t")))
                .of(() -> call_function("convert_timezone", col("b"), lit("2024-02-29 12:00:00")))
                .of(() -> call_function("convert_timezone", col("b"), lit(LocalDate.EPOCH)))
                .of(() -> call_function("convert_timezone", col("b"), lit(7)))
                .of(() -> call_function("convert_timezone", col("n")));
    }
}

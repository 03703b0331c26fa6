package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.date_trunc;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.unix_millis;

import dev.sluice.Row;
import java.time.Instant;

/** Functions of times, in zones that jump. */
public final class TimeCases implements CaseGroup {
    private static final String[] ZONES = {"UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu"};
    private static final String[] UNITS = {
        "year",
        "YYYY",
        "yy",
        "quarter",
        "month",
        "MON",
        "mm",
        "week",
        "day",
        "DD",
        "hour",
        "minute",
        "second",
        "millisecond",
        "microsecond",
        "decade",
        "",
        "isoyear"
    };

    /** Around the hours that clocks leave out or repeat. */
    private static final Row[] JUMPS = {
        row(Instant.parse("2024-03-31T00:59:59.999999Z")),
        row(Instant.parse("2024-03-31T01:00:00Z")),
        row(Instant.parse("2024-10-27T00:30:00Z")),
        row(Instant.parse("2024-10-27T01:30:00Z")),
        row(Instant.parse("2024-03-10T10:00:00Z")),
        row(Instant.parse("2024-11-03T09:30:00Z"))
    };

    @Override
    public void define(Cases cases) {
        for (String zone : ZONES) {
            ExpressionCase truncated = cases.expressions("date-trunc-" + zone.replace('/', '-'))
                    .conf("spark.sql.session.timeZone", zone)
                    .rows("v TIMESTAMP", Samples.of("TIMESTAMP"));
            ExpressionCase jumps = cases.expressions("date-trunc-jumps-" + zone.replace('/', '-'))
                    .conf("spark.sql.session.timeZone", zone)
                    .rows("v TIMESTAMP", JUMPS);
            for (String unit : UNITS) {
                truncated.of(() -> date_trunc(unit, col("v")));
                jumps.of(() -> date_trunc(unit, col("v")));
            }
            jumps.of(() -> col("v").cast("string")).of(() -> col("v").cast("date"));
        }
        for (String type : Samples.TYPES) {
            cases.expressions("of-" + Samples.nameOf(type))
                    .rows("v " + type, Samples.of(type))
                    .of(() -> to_timestamp(col("v")))
                    .of(() -> unix_millis(col("v")))
                    .of(() -> date_trunc("hour", col("v")));
        }
        for (String zone : new String[] {"UTC", "Europe/Berlin", "America/New_York", "+05:30"}) {
            endsOfTime(cases, zone);
        }
        for (String type : Samples.TYPES) {
            ofPattern(cases, type, "ansi", "true");
            ofPattern(cases, type, "plain", "false");
        }
        patterns(cases, "ansi", "true");
        patterns(cases, "plain", "false");
        refusedPatterns(cases);
    }

    /** The first and the last timestamp that there are, which may lie beyond themselves on a wall clock. */
    private static void endsOfTime(Cases cases, String zone) {
        ExpressionCase ends = cases.expressions("ends-of-time-" + zone.replace('/', '-'))
                .conf("spark.sql.session.timeZone", zone)
                .rows("v BIGINT", row(Long.MAX_VALUE), row(Long.MIN_VALUE));
        ends.of(() -> col("v").cast("TIMESTAMP").cast("DATE"));
        for (String part : new String[] {"year", "month", "day", "hour", "minute", "second"}) {
            ends.of(() -> call_function(part, col("v").cast("TIMESTAMP")));
        }
        for (String unit : new String[] {
            "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"
        }) {
            ends.of(() -> call_function("unix_micros", date_trunc(unit, col("v").cast("TIMESTAMP"))));
        }
    }

    /** What is no text is written as one first. */
    private static void ofPattern(Cases cases, String type, String suffix, String ansi) {
        cases.expressions("pattern-of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type))
                .of(() -> to_timestamp(col("v"), "yyyy"))
                .of(() -> to_timestamp(lit(null).cast(type), "yyyy"))
                .of(() -> to_timestamp(lit(null).cast(type)))
                .of(() -> call_function("to_date", col("v")))
                .of(() -> call_function("to_date", col("v"), lit("yyyy")));
    }

    private static void refusedPatterns(Cases cases) {
        pattern(cases, "true", "week-year", "YYYY-ww", "2024-01");
        pattern(cases, "true", "week-day", "u-MM-dd", "2024-02-29");
        pattern(cases, "true", "unknown-letter", "yyyy-bb", "2024-02");
        pattern(cases, "true", "letter-for-writing", "EEE yyyy", "Thu 2024");
        pattern(cases, "true", "narrow-month", "MMMMM", "F");
        pattern(cases, "true", "long-year", "yyyyyyy-MM-dd", "2024-02-29");
        pattern(cases, "true", "open-quote", "yyyy-MM-dd'", "2024-02-29");
    }

    private static void patterns(Cases cases, String suffix, String ansi) {
        pattern(cases, ansi, "day-" + suffix, "yyyy-MM-dd", "2024-02-29", "2023-02-29", "2024-2-9", "24-02-29", "");
        pattern(cases, ansi, "short-" + suffix, "d/M/yy H:m", "1/2/24 3:4", "01/02/24 03:04", "1/2/2024 3:4");
        pattern(
                cases,
                ansi,
                "fraction-" + suffix,
                "yyyy-MM-dd HH:mm:ss.SSS",
                "2024-02-29 12:34:56.789",
                "2024-02-29 12:34:56.7",
                "2024-02-29 12:34:56");
        pattern(
                cases,
                ansi,
                "optional-" + suffix,
                "yyyy-MM-dd[ HH:mm[:ss]]",
                "2024-02-29",
                "2024-02-29 12:34",
                "2024-02-29 12:34:56",
                "2024-02-29 25:00");
        pattern(
                cases,
                ansi,
                "zone-" + suffix,
                "yyyy-MM-dd HH:mm:ssXXX",
                "2024-02-29 12:34:56+02:00",
                "2024-02-29 12:34:56Z",
                "2024-02-29 12:34:56");
        pattern(cases, ansi, "names-" + suffix, "dd MMM yyyy", "29 Feb 2024", "29 feb 2024", "29 February 2024");
        pattern(cases, ansi, "clock-" + suffix, "hh:mm a", "01:30 PM", "13:30 PM", "12:00 am");
        pattern(cases, ansi, "quoted-" + suffix, "yyyy-MM-dd'T'HH:mm", "2024-02-29T12:34", "2024-02-29 12:34");
        pattern(cases, ansi, "quoted-letters-" + suffix, "yyyy-MM-dd['S'SSS]", "2024-02-29S12", "2024-02-29");
        pattern(cases, ansi, "hour-alone-" + suffix, "HH:mm", "12:34");
        pattern(cases, ansi, "year-alone-" + suffix, "yyyy", "2024", "10000");
        pattern(cases, ansi, "nothing-" + suffix, "", "2024-02-29", "");
    }

    private static void pattern(Cases cases, String ansi, String name, String pattern, String... texts) {
        Row[] rows = new Row[texts.length + 1];
        for (int index = 0; index < texts.length; index++) {
            rows[index] = row(texts[index]);
        }
        rows[texts.length] = row((Object) null);
        cases.expressions("pattern-" + name)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows("v STRING", rows)
                .of(() -> to_timestamp(col("v"), pattern))
                .of(() -> to_timestamp(lit("x"), pattern));
    }
}

package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import dev.sluice.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Functions of dates and times. */
public final class CalendarFunctionCases implements CaseGroup {
    private static final List<String> OF_ONE = List.of(
            "dayofweek",
            "weekday",
            "dayofyear",
            "dayofmonth",
            "weekofyear",
            "quarter",
            "last_day",
            "dayname",
            "monthname",
            "unix_date",
            "unix_timestamp",
            "to_unix_timestamp",
            "from_unixtime",
            "date_from_unix_date",
            "to_date");

    private static final List<String> PARTS = List.of(
            "YEAR",
            "y",
            "years",
            "yr",
            "YearOfWeek",
            "QUARTER",
            "qtr",
            "MONTH",
            "mon",
            "mons",
            "WEEK",
            "w",
            "DAY",
            "d",
            "days",
            "DAYOFWEEK",
            "dow",
            "DAYOFWEEK_ISO",
            "dow_iso",
            "DOY",
            "HOUR",
            "h",
            "hrs",
            "MINUTE",
            "m",
            "mins",
            "SECOND",
            "s",
            "secs",
            "CENTURY",
            "x",
            "");

    private static final List<String> UNITS =
            List.of("year", "YYYY", "yy", "quarter", "month", "mm", "mon", "week", "day", "hour", "x", "");

    private static final List<String> PATTERNS = List.of(
            "yyyy-MM-dd HH:mm:ss.SSSSSS",
            "yy/M/d",
            "MMM d, yyyy",
            "MMMM",
            "E EEEE",
            "D",
            "DDD",
            "Q",
            "QQQ q",
            "h:mm a",
            "K k H",
            "S",
            "SSS",
            "n",
            "z",
            "VV",
            "xxx",
            "XXX",
            "Z",
            "O",
            "G",
            "'at' y",
            "''",
            "",
            "F",
            "L LL LLL",
            "YYYY",
            "w",
            "u",
            "e",
            "A",
            "B",
            "yyyyyyy",
            "MMMMM",
            "EEEEE",
            "[yyyy]",
            "{",
            "'open",
            "b");

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "+05:30",
            "GMT+1",
            "UTC-02:00",
            "Z",
            "PST",
            "Mars/Olympus",
            "",
            "+1",
            "+01:30:15",
            "-8:00");

    @Override
    public void define(Cases cases) {
        types(cases, "ansi", "true");
        types(cases, "plain", "false");
        ExpressionCase parts = cases.expressions("parts").rows("d DATE, t TIMESTAMP", row(null, null));
        ExpressionCase berlin = cases.expressions("parts-in-berlin")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .rows("v TIMESTAMP", Samples.of("TIMESTAMP"));
        ExpressionCase ofDates = cases.expressions("parts-of-dates").rows("v DATE", Samples.of("DATE"));
        for (String part : PARTS) {
            parts.of(() -> call_function("date_part", lit(part), col("t")));
            berlin.of(() -> call_function("date_part", lit(part), col("v")));
            ofDates.of(() -> call_function("extract", lit(part), col("v")));
        }
        parts.of(() -> call_function("datepart", lit("day"), lit("2024-02-29")))
                .of(() -> call_function("date_part", lit(null), col("d")))
                .of(() -> call_function("date_part", col("d").cast("STRING"), col("d")))
                .of(() -> call_function("date_part", lit("day"), lit(1)));
        ExpressionCase cut = cases.expressions("cut-to-units").rows("v DATE", Samples.of("DATE"));
        UNITS.forEach(unit -> cut.of(() -> call_function("trunc", col("v"), lit(unit))));
        cut.of(() -> call_function("trunc", col("v"), lit(null)));
        ExpressionCase written = cases.expressions("written")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .rows("v TIMESTAMP", Samples.of("TIMESTAMP"));
        PATTERNS.forEach(pattern -> written.of(() -> call_function("date_format", col("v"), lit(pattern))));
        written.of(() -> call_function("from_unixtime", lit(0), lit("yyyy HH")))
                .of(() -> call_function("date_format", col("v"), lit(null)));
        moved(cases);
        zones(cases);
        epochs(cases);
        refusals(cases);
    }

    private static void types(Cases cases, String suffix, String ansi) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows(
                            "v " + type,
                            type.endsWith("E") || type.equals("TIMESTAMP") ? Samples.of(type) : Samples.few(type));
            OF_ONE.forEach(name -> one.of(() -> call_function(name, col("v"))));
            one.of(() -> call_function("date_format", col("v"), lit("yyyy-MM-dd")))
                    .of(() -> call_function("datediff", col("v"), lit("2024-01-01")))
                    .of(() -> call_function("add_months", col("v"), lit(1)))
                    .of(() -> call_function("add_months", lit("2024-01-31"), col("v")))
                    .of(() -> call_function("months_between", col("v"), lit("2024-01-01")))
                    .of(() -> call_function("next_day", col("v"), lit("MO")))
                    .of(() -> call_function("trunc", col("v"), lit("month")))
                    .of(() -> call_function("make_date", lit(2024), col("v"), lit(1)))
                    .of(() -> call_function("from_utc_timestamp", col("v"), lit("Asia/Tokyo")))
                    .of(() -> call_function("unix_timestamp", col("v"), lit("yyyy-MM-dd")))
                    .of(() -> call_function("to_date", col("v"), lit("yyyy-MM-dd")));
        }
    }

    private static void moved(Cases cases) {
        cases.expressions("between-dates")
                .rows(
                        "a TIMESTAMP, b TIMESTAMP",
                        times("2024-02-29T12:00:00Z", "2024-01-31T06:00:00Z"),
                        times("2024-03-31T00:00:00Z", "2024-02-29T23:59:59Z"),
                        times("1997-02-28T10:30:00Z", "1996-10-30T00:00:00Z"),
                        times("2024-03-15T00:00:00Z", "2024-01-15T13:00:00Z"),
                        times("1969-12-31T23:59:59Z", "2024-01-15T13:00:00.5Z"),
                        row(null, Instant.EPOCH))
                .of(() -> call_function("months_between", col("a"), col("b")))
                .of(() -> call_function("months_between", col("b"), col("a")))
                .of(() -> call_function("months_between", col("a"), col("b"), lit(false)))
                .of(() -> call_function("months_between", col("a"), col("b"), lit(null)))
                .of(() -> call_function("datediff", col("a"), col("b")))
                .of(() -> call_function("date_diff", col("b"), col("a")));
        ExpressionCase months = cases.expressions("months-added").rows("v DATE", Samples.of("DATE"));
        for (Integer count : new Integer[] {0, 1, -1, 12, 13, -25, 100_000, null}) {
            months.of(() -> call_function("add_months", col("v"), lit(count)));
        }
        ExpressionCase days = cases.expressions("next-days").rows("v DATE", Samples.of("DATE"));
        for (String day : new String[] {"MO", "mon", "Monday", "SU", "sunday", "We", "th", "x", "", null}) {
            days.of(() -> call_function("next_day", col("v"), lit(day)));
        }
        ExpressionCase plain = cases.expressions("next-days-plain")
                .conf("spark.sql.ansi.enabled", "false")
                .rows("v DATE", Samples.few("DATE"));
        plain.of(() -> call_function("next_day", col("v"), lit("x")))
                .of(() -> call_function("make_date", lit(2023), lit(2), lit(29)));
        cases.expressions("made")
                .rows(
                        "y INT, m INT, d INT",
                        row(2024, 2, 29),
                        row(2023, 2, 29),
                        row(0, 1, 1),
                        row(-1, 1, 1),
                        row(2024, 13, 1),
                        row(10000, 1, 1),
                        row(Integer.MAX_VALUE, 1, 1),
                        row(null, 1, 1))
                .of(() -> call_function("make_date", col("y"), col("m"), col("d")));
    }

    private static Row times(String first, String second) {
        return row(Instant.parse(first), Instant.parse(second));
    }

    private static void zones(Cases cases) {
        ExpressionCase one = cases.expressions("zones").rows("v TIMESTAMP", Samples.of("TIMESTAMP"));
        for (String zone : ZONES) {
            one.of(() -> call_function("from_utc_timestamp", col("v"), lit(zone)))
                    .of(() -> call_function("to_utc_timestamp", col("v"), lit(zone)));
        }
        cases.expressions("zones-of-rows")
                .conf("spark.sql.session.timeZone", "America/New_York")
                .rows(
                        "v STRING, z STRING",
                        row("2024-03-10 02:30:00", "UTC"),
                        row("2024-11-03 01:30:00", "Asia/Tokyo"),
                        row(null, "UTC"),
                        row("2024-01-01", null))
                .of(() -> call_function("from_utc_timestamp", col("v"), col("z")))
                .of(() -> call_function("to_utc_timestamp", col("v"), col("z")));
    }

    private static void epochs(Cases cases) {
        ExpressionCase one = cases.expressions("epochs")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .rows(
                        "s STRING, f STRING, n BIGINT",
                        row("2024-02-29 01:02:03", "yyyy-MM-dd HH:mm:ss", 1L),
                        row("29.02.2024", "dd.MM.yyyy", -1L),
                        row("x", "yyyy", 1_700_000_000L),
                        row(null, "yyyy", null),
                        row("2024", null, 0L));
        one.of(() -> call_function("unix_timestamp", col("s")))
                .of(() -> call_function("unix_timestamp", col("s"), lit("dd.MM.yyyy")))
                .of(() -> call_function("unix_timestamp", col("s"), col("f")))
                .of(() -> call_function("to_unix_timestamp", col("s"), col("f")))
                .of(() -> call_function("from_unixtime", col("n")))
                .of(() -> call_function("from_unixtime", col("n"), col("f")))
                .of(() -> call_function("date_format", col("n").cast("TIMESTAMP"), col("f")))
                .of(() -> call_function("to_date", col("s"), col("f")))
                .of(() -> call_function("to_timestamp", col("s"), col("f")));
    }

    private static void refusals(Cases cases) {
        ExpressionCase counts = cases.expressions("wrong-counts").rows("v DATE", row((Object) null));
        ExpressionCase structs = cases.expressions("of-struct").rows("v DATE", row((Object) null));
        ExpressionCase nulls = cases.expressions("of-null").rows("v DATE", row((Object) null));
        OF_ONE.stream()
                .filter(name -> !name.endsWith("unix_timestamp") && !name.equals("unix_timestamp"))
                .forEach(name -> {
                    counts.of(() -> call_function(name)).of(() -> call_function(name, fill(3)));
                    structs.of(() -> call_function(name, struct("v")));
                    nulls.of(() -> call_function(name, lit(null)));
                });
        Stream.of(
                        "date_format",
                        "datediff",
                        "add_months",
                        "months_between",
                        "next_day",
                        "trunc",
                        "from_utc_timestamp",
                        "date_part")
                .forEach(name -> counts.of(() -> call_function(name, fill(1))).of(() -> call_function(name, fill(4))));
        counts.of(() -> call_function("make_date", fill(2)));
    }

    private static Column[] fill(int count) {
        return Stream.generate(() -> col("v")).limit(count).toArray(Column[]::new);
    }
}

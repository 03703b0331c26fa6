package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.current_date;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.now;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.timestamp_add;
import static dev.sluice.functions.timestamp_diff;
import static dev.sluice.functions.to_date;
import static dev.sluice.functions.unix_timestamp;

import java.time.Instant;
import java.util.List;

/** Sums and differences of times in units, times that are tried to be read, and the clock of the batch. */
public final class TimeUnitCases implements CaseGroup {
    private static final List<String> UNITS = List.of(
            "YEAR",
            "QUARTER",
            "MONTH",
            "WEEK",
            "DAY",
            "DAYOFYEAR",
            "HOUR",
            "MINUTE",
            "SECOND",
            "MILLISECOND",
            "MICROSECOND",
            "hour");

    @Override
    public void define(Cases cases) {
        for (String zone : List.of("UTC", "America/Los_Angeles")) {
            String suffix = zone.equals("UTC") ? "utc" : "los-angeles";
            sums(cases, zone, suffix);
            differences(cases, zone, suffix);
        }
        for (String type : Samples.TYPES) {
            for (String ansi : List.of("true", "false")) {
                ofType(cases, type, ansi);
            }
        }
        cases.expressions("patterns")
                .rows(
                        "s STRING, f STRING",
                        row("2024-02-29", "yyyy-MM-dd"),
                        row("29.02.2024", "dd.MM.yyyy"),
                        row("2023-02-29", "yyyy-MM-dd"),
                        row("x", "yyyy"),
                        row(null, "yyyy"),
                        row("2024", null))
                .of(() -> call_function("try_to_timestamp", col("s"), col("f")))
                .of(() -> call_function("try_to_timestamp", col("s"), lit("yyyy-MM-dd")))
                .of(() -> call_function("try_to_date", col("s"), col("f")))
                .of(() -> call_function("try_to_date", col("s"), lit("dd.MM.yyyy")))
                .of(() -> call_function("try_to_date", col("s"), lit(null)));
        cases.expressions("clock")
                .rows("v INT", row(1))
                .of(() -> current_date().equalTo(to_date(now())))
                .of(() -> call_function("curdate").equalTo(call_function("current_date")))
                .of(() -> unix_timestamp().equalTo(unix_timestamp(now())))
                .of(() -> call_function("current_timezone"))
                .of(() -> call_function("current_date", col("v")))
                .of(() -> call_function("current_timezone", col("v")));
        cases.expressions("units-that-are-none")
                .rows("v INT, t TIMESTAMP", row(1, Instant.EPOCH))
                .of(() -> timestamp_add("FORTNIGHT", col("v"), col("t")))
                .of(() -> timestamp_diff("FORTNIGHT", col("t"), col("t")))
                .of(() -> timestamp_diff("DAYOFYEAR", col("t"), col("t")));
        ExpressionCase refusals = cases.expressions("refusals").rows("v INT, t TIMESTAMP", row(1, Instant.EPOCH));
        refusals.of(() -> timestamp_add("HOUR", struct("v"), col("t")))
                .of(() -> timestamp_add("HOUR", col("v"), struct("t")))
                .of(() -> timestamp_add("HOUR", col("v"), col("v")))
                .of(() -> timestamp_diff("HOUR", col("v"), col("t")))
                .of(() -> call_function("try_to_timestamp"))
                .of(() -> call_function("try_to_date", struct("v")))
                .of(() -> call_function("try_to_date", col("t"), lit("x"), lit("y")));
    }

    private static void sums(Cases cases, String zone, String suffix) {
        ExpressionCase sums = cases.expressions("sums-" + suffix)
                .conf("spark.sql.session.timeZone", zone)
                .rows(
                        "n INT, t TIMESTAMP",
                        row(1, Instant.parse("2024-03-09T10:30:00.123456Z")),
                        row(-1, Instant.parse("2024-03-11T09:30:00Z")),
                        row(25, Instant.parse("2024-11-02T08:30:00Z")),
                        row(3, Instant.parse("2024-01-31T23:59:59.999999Z")),
                        row(-13, Instant.parse("1970-01-01T00:00:00Z")),
                        row(2, Instant.parse("1899-12-31T12:00:00Z")),
                        row(Integer.MAX_VALUE, Instant.parse("2024-01-31T00:00:00Z")),
                        row(null, Instant.EPOCH),
                        row(1, null));
        UNITS.forEach(unit -> sums.of(() -> timestamp_add(unit, col("n"), col("t"))));
        sums.of(() -> timestamp_add("DAY", col("n").cast("BIGINT").multiply(1_000_000_000_000L), col("t")));
    }

    private static void differences(Cases cases, String zone, String suffix) {
        ExpressionCase differences = cases.expressions("differences-" + suffix)
                .conf("spark.sql.session.timeZone", zone)
                .rows(
                        "a TIMESTAMP, b TIMESTAMP",
                        row(Instant.parse("2024-03-09T10:30:00.123456Z"), Instant.parse("2024-03-11T10:29:59Z")),
                        row(Instant.parse("2024-03-11T10:29:59Z"), Instant.parse("2023-03-11T10:30:00Z")),
                        row(Instant.parse("2024-01-31T00:00:00Z"), Instant.parse("2024-02-29T00:00:00Z")),
                        row(Instant.parse("2024-11-03T08:30:00Z"), Instant.parse("2024-11-03T09:30:00Z")),
                        row(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999Z")),
                        row(Instant.EPOCH, null),
                        row(null, Instant.EPOCH));
        UNITS.stream()
                .filter(unit -> !unit.equals("DAYOFYEAR"))
                .forEach(unit -> differences.of(() -> timestamp_diff(unit, col("a"), col("b"))));
    }

    private static void ofType(Cases cases, String type, String ansi) {
        cases.expressions("of-" + Samples.nameOf(type) + (ansi.equals("true") ? "-ansi" : "-plain"))
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.few(type))
                .of(() -> call_function("try_to_timestamp", col("v")))
                .of(() -> call_function("try_to_timestamp", col("v"), lit("yyyy-MM-dd")))
                .of(() -> call_function("try_to_date", col("v")))
                .of(() -> call_function("try_to_date", col("v"), lit("yyyy-MM-dd")))
                .of(() -> timestamp_add("HOUR", col("v"), lit(Instant.EPOCH)))
                .of(() -> timestamp_add("HOUR", lit(1), col("v")))
                .of(() -> timestamp_diff("HOUR", lit(Instant.EPOCH), col("v")))
                .of(() -> timestamp_diff("HOUR", col("v"), lit(null)));
    }
}

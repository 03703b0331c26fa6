package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The worked examples of window arithmetic. */
public final class WindowArithmeticCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        windowsOf(cases, "01-tumbling", () -> window(time(), "10 seconds"), "2016-03-27T19:39:30Z");
        windowsOf(
                cases,
                "02-one-window-for-each-time",
                () -> window(time(), "10 seconds"),
                "2016-03-27T19:39:34Z",
                "2016-03-27T19:39:56Z",
                "2016-03-27T19:39:27Z");
        windowsOf(
                cases,
                "03-negative-start",
                () -> window(time(), "10 seconds", "10 seconds", "-5 seconds"),
                "2016-03-27T19:39:30Z",
                "2016-03-27T19:39:25Z");
        windowsOf(
                cases,
                "04-at-the-epoch",
                () -> window(time(), "10 seconds", "10 seconds", "5 seconds"),
                "1970-01-01T00:00:02Z",
                "1970-01-01T00:00:12Z");
        windowsOf(
                cases,
                "05-before-the-epoch",
                () -> window(time(), "10 seconds", "10 seconds", "5 seconds"),
                "1969-12-31T00:00:02Z",
                "1969-12-31T00:00:12Z");
        windowsOf(cases, "06-uneven-four", () -> window(time(), "10 seconds", "3 seconds"), "2016-03-27T19:39:27Z");
        windowsOf(cases, "07-uneven-three", () -> window(time(), "10 seconds", "3 seconds"), "2016-03-27T19:39:34Z");
        windowsOf(cases, "08-uneven-late", () -> window(time(), "10 seconds", "3 seconds"), "2016-03-27T19:39:56Z");
        windowsOf(cases, "09-sliding", () -> window(time(), "12 minutes", "5 minutes"), "2016-03-27T12:05:00Z");
        windowsOf(
                cases,
                "10-sliding-with-a-start",
                () -> window(time(), "12 minutes", "5 minutes", "2 minutes"),
                "2016-03-27T12:05:00Z");
        windowsOf(cases, "11-the-start-is-inside", () -> window(time(), "5 minutes"), "2016-03-27T12:05:00Z");
        windowsOf(
                cases,
                "12-no-window-for-null",
                () -> window(time(), "10 seconds"),
                null,
                null,
                "2016-03-27T09:00:05Z",
                "2016-03-27T09:00:32Z");
        counts(cases, "13-counts-by-tumbling-window", () -> window(time(), "5 minutes"));
        counts(cases, "14-counts-by-sliding-window", () -> window(time(), "10 minutes", "5 minutes"));
        cases.query("15-window-time")
                .table("input", "t TIMESTAMP", row(Instant.parse("1970-01-01T00:00:02Z")))
                .of(inputs -> inputs.table()
                        .groupBy(window(time(), "5 seconds"))
                        .count()
                        .select(window_time(col("window")), col("count")));
        noWindow(cases, "18-start-beyond-the-slide", () -> window(time(), "10 seconds", "5 seconds", "-6 seconds"));
        noWindow(cases, "18-slide-beyond-the-window", () -> window(time(), "5 seconds", "10 seconds", "0 seconds"));
        noWindow(cases, "18-no-duration", () -> window(time(), "0 seconds", "0 seconds", "0 seconds"));
        noWindow(cases, "18-no-text", () -> window(time(), "soon"));
        noWindow(cases, "18-a-month", () -> window(time(), "1 month"));
        noWindow(cases, "18-not-a-time", () -> window(col("t").cast("int"), "1 minute"));
        // The windows of all clocks begin at the same moments.
        cases.query("windows-of-days-in-a-zone")
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .table("input", "t TIMESTAMP", row(Instant.parse("2024-03-10T09:59:59Z")))
                .of(inputs -> inputs.table().select(window(time(), "1 day")));
        cases.query("windows-of-all-units")
                .table("input", "t TIMESTAMP", row(Instant.parse("2024-02-29T23:59:59.999999Z")))
                .of(inputs -> inputs.table()
                        .select(window(time(), "1 week").as("w"), col("t"))
                        .select(col("w"), window(time(), "2 days 3 hours").as("d"), col("t"))
                        .select(
                                col("w"),
                                col("d"),
                                window(time(), "7 milliseconds").as("m")));
        cases.query("windows-at-the-ends-of-time")
                .table(
                        "input",
                        "t TIMESTAMP",
                        row(Instant.parse("0001-01-01T00:00:00Z")),
                        row(Instant.parse("9999-12-31T23:59:59.999999Z")))
                .of(inputs -> inputs.table().select(window(time(), "1 hour", "30 minutes")));
        cases.query("two-windows-in-one-grouping")
                .table("input", "t TIMESTAMP", row(Instant.parse("2024-02-29T23:59:59Z")))
                .of(inputs -> inputs.table()
                        .groupBy(window(time(), "1 hour"), window(time(), "2 hours"))
                        .count());
    }

    private static Column time() {
        return col("t");
    }

    private static void windowsOf(Cases cases, String name, Supplier<Column> window, @Nullable String... times) {
        Row[] rows = Arrays.stream(times)
                .map(time -> row(time == null ? null : Instant.parse(time)))
                .toArray(Row[]::new);
        cases.query(name)
                .table("input", "t TIMESTAMP", rows)
                .of(inputs -> inputs.table().select(window.get()));
    }

    private static void counts(Cases cases, String name, Supplier<Column> window) {
        cases.query(name)
                .table(
                        "input",
                        "id STRING, t TIMESTAMP",
                        row("A1", Instant.parse("2021-01-01T00:00:00Z")),
                        row("A1", Instant.parse("2021-01-01T00:04:30Z")),
                        row("A1", Instant.parse("2021-01-01T00:06:00Z")),
                        row("A2", Instant.parse("2021-01-01T00:01:00Z")))
                .of(inputs -> countsBy(inputs, window));
    }

    private static DataFrame countsBy(Inputs inputs, Supplier<Column> window) {
        return inputs.table().groupBy(window.get(), col("id")).count();
    }

    private static void noWindow(Cases cases, String name, Supplier<Column> window) {
        cases.query(name)
                .table("input", "t TIMESTAMP", row(Instant.parse("2016-03-27T12:05:00Z")))
                .of(inputs -> inputs.table().select(window.get()));
    }
}

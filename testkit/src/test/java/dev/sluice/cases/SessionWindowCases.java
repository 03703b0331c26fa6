package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.time.Instant;

/** Sessions beyond the worked examples: what becomes of gaps and keys that are out of the ordinary. */
public final class SessionWindowCases implements CaseGroup {
    private static final String INPUT = "word STRING, t INT";
    private static final String GAP = "10 seconds";

    @Override
    public void define(Cases cases) {
        overTables(cases);
        merging(cases);
        chained(cases);
        refused(cases);
    }

    private static void overTables(Cases cases) {
        table(cases, "gap-of-no-length", session_window(col("t"), "0 seconds"));
        table(cases, "gap-that-is-negative", session_window(col("t"), "-1 minute"));
        table(cases, "gap-of-a-month", session_window(col("t"), "1 month"));
        table(
                cases,
                "gap-that-is-none",
                session_window(
                        col("t"),
                        when(col("id").equalTo("A1"), lit("soon"))
                                .when(col("id").equalTo("A2"), lit("1 minute"))));
        table(cases, "gap-that-is-no-interval", session_window(col("t"), "soon"));
        table(cases, "gap-that-is-null", session_window(col("t"), lit(null).cast("string")));
        table(cases, "gap-of-too-many-years", session_window(col("t"), "290000 years"));
        table(cases, "gap-of-too-many-days", session_window(col("t"), "100000000 days"));
        table(cases, "gap-beyond-all-time-by-years", session_window(col("t"), "300000 years"));
        table(cases, "gap-beyond-all-time-by-hours", session_window(col("t"), "2562000000 hours"));
        cases.query("gap-of-a-day-as-clocks-change")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .table("input", "id STRING, t TIMESTAMP", asClocksChange())
                .of(inputs -> inputs.table()
                        .groupBy(session_window(col("t"), "1 day"), col("id"))
                        .count());
        cases.query("gap-of-a-month-as-clocks-change")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .table("input", "id STRING, t TIMESTAMP", asClocksChange())
                .of(inputs -> inputs.table()
                        .groupBy(session_window(col("t"), "1 month 1 hour"), col("id"))
                        .count());
        cases.query("rollup")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table()
                        .rollup(session_window(col("t"), "5 minutes"), col("id"))
                        .count());
        cases.query("rollup-below-a-key")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table()
                        .rollup(col("id"), session_window(col("t"), "5 minutes"))
                        .count());
        cases.query("pivot")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table()
                        .groupBy(session_window(col("t"), "5 minutes"))
                        .pivot("id")
                        .count());
        cases.query("without-other-keys")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table()
                        .groupBy(session_window(col("t"), "5 minutes"))
                        .agg(count(lit(1)), min("id"), max("id")));
        cases.query("selected-only")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table().select(col("id"), session_window(col("t"), "5 minutes")));
        cases.query("selected-then-grouped")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table()
                        .select(session_window(col("t"), "5 minutes").as("s"), col("id"))
                        .groupBy("id", "s")
                        .count());
    }

    private static Row[] timed() {
        return new Row[] {
            row("A1", Instant.parse("2021-01-01T00:00:00Z")),
            row("A1", Instant.parse("2021-01-01T00:04:30Z")),
            row("A1", Instant.parse("2021-01-01T00:10:00Z")),
            row("A2", Instant.parse("2021-01-01T00:01:00Z")),
            row("A2", Instant.parse("2021-01-01T00:04:30Z")),
            row("A3", null),
            row(null, Instant.parse("2021-01-01T00:04:30Z"))
        };
    }

    private static Row[] asClocksChange() {
        return new Row[] {
            row("spring", Instant.parse("2021-03-27T12:00:00Z")),
            row("spring", Instant.parse("2021-03-28T11:30:00Z")),
            row("autumn", Instant.parse("2021-10-30T12:00:00Z")),
            row("autumn", Instant.parse("2021-10-31T12:30:00Z"))
        };
    }

    private static void table(Cases cases, String name, Column session) {
        cases.query(name)
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table().groupBy(session, col("id")).count());
    }

    private static void merging(Cases cases) {
        cases.stream("bridges-over-restarts")
                .input(INPUT)
                .append(inputs -> sessions(inputs))
                .addRows("input", row("a", 100), row("a", 130), row("b", 100), row("a", 160))
                .restart()
                .addRows("input", row("a", 115), row("b", 95), row("b", 110))
                .restart()
                .addRows("input", row("a", 145), row("a", 105), row("a", 125), row("a", 135), row("a", 155))
                .restart()
                .addRows("input", row("c", 300));
        cases.stream("a-start-that-comes-back")
                .input(INPUT)
                .append(inputs -> sessions(inputs))
                .addRows("input", row("a", 50), row("a", 70))
                .addRows("input", row("a", 60))
                .addRows("input", row("x", 95))
                .addRows("input", row("a", 70), row("x", 200));
        cases.stream("values-of-all-kinds")
                .input("k STRING, t INT, n DOUBLE, s STRING")
                .append(inputs -> marked(inputs)
                        .groupBy(col("k"), session_window(col("ts"), GAP))
                        .agg(sum("n"), min("s"), max("s"), count("n")))
                .addRows("input", row("a", 40, 1.5, "m"), row("a", 60, null, "b"), row(null, 50, 2.0, null))
                .addRows("input", row("a", 50, 4.0, "z"), row(null, 41, null, "q"))
                .addRows("input", row("x", 200, 0.0, ""));
        cases.stream("null-times-and-keys")
                .input(INPUT)
                .append(inputs -> sessions(inputs))
                .addRows("input", row("a", null), row(null, 40), row(null, 45))
                .addRows("input", row(null, 200));
        cases.stream("without-watermark-complete")
                .input(INPUT)
                .complete(inputs -> inputs.table()
                        .withColumn("ts", col("t").cast("timestamp"))
                        .groupBy(session_window(col("ts"), GAP), col("word"))
                        .count())
                .addRows("input", row("a", 40))
                .addRows("input", row("a", 50), row("a", 0));
    }

    private static void chained(Cases cases) {
        cases.stream("sessions-then-windows")
                .input(INPUT)
                .append(inputs -> marked(inputs)
                        .groupBy(session_window(col("ts"), GAP), col("word"))
                        .count()
                        .groupBy(window(col("session_window"), "30 seconds"))
                        .agg(count(lit(1)).as("sessions"), sum("count").as("rows")))
                .addRows("input", row("a", 40), row("a", 45), row("b", 42), row("a", 70))
                .addRows("input", row("a", 200))
                .restart()
                .addRows("input", row("b", 300));
        cases.stream("dedup-then-sessions")
                .input(INPUT)
                .append(inputs -> marked(inputs)
                        .dropDuplicates()
                        .groupBy(session_window(col("ts"), GAP), col("word"))
                        .count())
                .addRows("input", row("a", 40), row("a", 40), row("a", 45))
                .addRows("input", row("a", 45), row("b", 200));
    }

    private static void refused(Cases cases) {
        cases.stream("append-without-watermark")
                .input(INPUT)
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("t").cast("timestamp"))
                        .groupBy(session_window(col("ts"), GAP), col("word"))
                        .count())
                .addRows("input", row("a", 1));
        cases.query("a-number-for-a-gap")
                .table("input", "id STRING, t TIMESTAMP", timed())
                .of(inputs -> inputs.table()
                        .groupBy(session_window(col("t"), lit(5)), col("id"))
                        .count());
    }

    private static DataFrame marked(Inputs inputs) {
        return inputs.table().withColumn("ts", col("t").cast("timestamp")).withWatermark("ts", "30 seconds");
    }

    private static DataFrame sessions(Inputs inputs) {
        return marked(inputs)
                .groupBy(session_window(col("ts"), GAP).as("session"), col("word"))
                .count()
                .select(
                        col("word"),
                        col("session.start").cast("bigint").as("start"),
                        col("session.end").cast("bigint").as("end"),
                        col("count"));
    }
}

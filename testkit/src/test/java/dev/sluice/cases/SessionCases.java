package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.split;
import static dev.sluice.functions.when;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.time.Instant;
import java.util.function.Supplier;

/** The worked examples of sessions. */
public final class SessionCases implements CaseGroup {
    private static final String INPUT = "text STRING, t INT";
    private static final Row[] BOTH = {
        row("hello world spark streaming", 40), row("world hello structured streaming", 41)
    };

    @Override
    public void define(Cases cases) {
        overTables(cases);
        cases.stream("64-to-66-complete")
                .input(INPUT)
                .complete(inputs -> sessions(inputs, () -> session_window(col("ts"), "10 seconds")))
                .addRows("input", BOTH)
                .addRows("input", row("spark streaming", 25))
                .addRows("input", row("spark streaming", 30));
        late(cases.stream("67-append"), () -> session_window(col("ts"), "10 seconds"));
        late(cases.stream("68-gap-of-each-word"), () -> session_window(col("ts"), gapOfWord()));
        cases.stream("69-without-a-key")
                .input(INPUT)
                .append(inputs -> words(inputs)
                        .groupBy(session_window(col("ts"), "10 seconds"))
                        .count())
                .addRows("input", BOTH);
        cases.stream("69-with-a-constant-key")
                .input(INPUT)
                .append(inputs -> words(inputs)
                        .groupBy(session_window(col("ts"), "10 seconds"), lit(1).as("one"))
                        .count())
                .addRows("input", BOTH);
        cases.stream("69b-touching-sessions")
                .input("k STRING, t INT")
                .complete(inputs -> inputs.table()
                        .withColumn("ts", col("t").cast("timestamp"))
                        .withWatermark("ts", "30 seconds")
                        .groupBy(session_window(col("ts"), "10 seconds"), col("k"))
                        .count())
                .addRows("input", row("a", 0), row("a", 10), row("a", 21));
        cases.stream("70-update")
                .input(INPUT)
                .update(inputs -> sessions(inputs, () -> session_window(col("ts"), "10 seconds")))
                .addRows("input", BOTH);
    }

    private static void overTables(Cases cases) {
        cases.query("16-gaps-between-sessions")
                .table(
                        "input",
                        "id STRING, t TIMESTAMP",
                        row("A1", Instant.parse("2021-01-01T00:00:00Z")),
                        row("A1", Instant.parse("2021-01-01T00:04:30Z")),
                        row("A1", Instant.parse("2021-01-01T00:10:00Z")),
                        row("A2", Instant.parse("2021-01-01T00:01:00Z")))
                .of(inputs -> inputs.table()
                        .groupBy(session_window(col("t"), "5 minutes"), col("id"))
                        .count());
        cases.query("17-gap-of-each-key")
                .table(
                        "input",
                        "id STRING, t TIMESTAMP",
                        row("A1", Instant.parse("2021-01-01T00:00:00Z")),
                        row("A1", Instant.parse("2021-01-01T00:04:30Z")),
                        row("A1", Instant.parse("2021-01-01T00:10:00Z")),
                        row("A2", Instant.parse("2021-01-01T00:01:00Z")),
                        row("A2", Instant.parse("2021-01-01T00:04:30Z")))
                .of(inputs -> inputs.table()
                        .groupBy(
                                session_window(
                                        col("t"),
                                        when(col("id").equalTo("A1"), lit("5 minutes"))
                                                .otherwise(lit("1 minute"))),
                                col("id"))
                        .count());
    }

    private static Column gapOfWord() {
        return when(col("word").equalTo("hello"), lit("1 second"))
                .when(col("word").equalTo("structured"), lit("0 seconds"))
                .when(col("word").equalTo("world"), lit("-10 seconds"))
                .otherwise(lit("10 seconds"));
    }

    private static void late(StreamCase one, Supplier<Column> session) {
        one.input(INPUT)
                .append(inputs -> sessions(inputs, session))
                .addRows("input", BOTH)
                .addRows("input", row("spark streaming", 25))
                .addRows("input", row("spark streaming", 0))
                .addRows("input", row("spark streaming", 30))
                .addRows("input", row("structured streaming", 60))
                .addRows("input", row("structured streaming", 90));
    }

    private static DataFrame words(Inputs inputs) {
        return inputs.table()
                .select(
                        explode(split(col("text"), " ")).as("word"),
                        col("t").cast("timestamp").as("ts"))
                .withWatermark("ts", "30 seconds");
    }

    private static DataFrame sessions(Inputs inputs, Supplier<Column> session) {
        return words(inputs)
                .groupBy(session.get().as("session"), col("word"))
                .count()
                .select(
                        col("word"),
                        col("session.start").cast("bigint").as("start"),
                        col("session.end").cast("bigint").as("end"),
                        col("session.end")
                                .cast("bigint")
                                .minus(col("session.start").cast("bigint"))
                                .as("length"),
                        col("count"));
    }
}

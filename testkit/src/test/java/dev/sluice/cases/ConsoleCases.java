package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.split;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the console sink prints of a stream. */
public final class ConsoleCases implements CaseGroup {
    private static final String SCHEMA = "ts TIMESTAMP, text STRING";

    @Override
    public void define(Cases cases) {
        options(cases, "as-it-is", Map.of());
        options(cases, "two-rows", Map.of("numRows", "2"));
        options(cases, "one-row", Map.of("numRows", "1"));
        options(cases, "no-rows", Map.of("numRows", "0"));
        options(cases, "not-cut-off", Map.of("truncate", "false"));
        options(cases, "two-rows-not-cut-off", Map.of("numRows", "2", "truncate", "false"));
        options(cases, "names-without-case", Map.of("NUMROWS", "2", "Truncate", "FALSE"));
        options(cases, "more-rows-than-there-are", Map.of("numRows", "100"));
        printed(
                cases,
                "counts-complete",
                "complete",
                Map.of(),
                frame -> frame.groupBy("text").count().orderBy("text"));
        printed(
                cases,
                "windows-append",
                "append",
                Map.of(),
                frame -> frame.withWatermark("ts", "0 seconds")
                        .groupBy(window(col("ts"), "4 minutes"))
                        .count());
        printed(
                cases,
                "nothing-append",
                "append",
                Map.of(),
                frame -> frame.where(col("text").equalTo("none")));
    }

    private static void options(Cases cases, String name, Map<String, String> options) {
        printed(cases, name, "append", options, UnaryOperator.identity());
    }

    private static void printed(
            Cases cases, String name, String mode, Map<String, String> options, UnaryOperator<DataFrame> query) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < 23; row++) {
            lines.append("{\"ts\":\"2026-01-01T00:0")
                    .append(row % 5)
                    .append(":00Z\",\"text\":\"")
                    .append(row % 7 == 3 ? "a text of more than twenty characters" : "row " + row % 7)
                    .append("\"}\n");
        }
        cases.query(name).file("in/rows.json", lines.toString()).ordered().of(inputs -> {
            DataFrame stream = inputs.session().readStream().schema(SCHEMA).json(inputs.path("in"));
            String text = Target.printed(() -> {
                StreamingQuery running = query.apply(stream)
                        .writeStream()
                        .format("console")
                        .options(options)
                        .outputMode(mode)
                        .trigger(Trigger.AvailableNow())
                        .start();
                running.awaitTermination();
            });
            return inputs.session()
                    .range(1)
                    .select(explode(split(lit(text), "\n")).as("line"));
        });
    }
}

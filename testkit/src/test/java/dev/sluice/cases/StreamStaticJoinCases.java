package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.List;

/** Joins of a stream with static data. */
public final class StreamStaticJoinCases implements CaseGroup {
    private static final String[] TYPES = {"inner", "left", "right", "full", "left_semi", "left_anti", "cross"};
    private static final String EVENTS = "k INT, v INT";
    private static final Table NAMES = new Table(
            "k INT, name STRING",
            List.of(row(1, "one"), row(1, "eins"), row(2, "two"), row(null, "none"), row(9, null)));

    private interface Step {
        DataFrame of(DataFrame events, DataFrame names);
    }

    @Override
    public void define(Cases cases) {
        for (String type : TYPES) {
            types(cases, type);
        }
        conditions(cases);
        tables(cases);
        beforeAndAfter(cases);
        modes(cases);
    }

    private static StreamCase stream(Cases cases, String name, Step step) {
        return stream(cases, name, "append", step);
    }

    private static StreamCase stream(Cases cases, String name, String mode, Step step) {
        return cases.stream(name)
                .input(EVENTS)
                .query(mode, inputs -> step.of(inputs.table(), NAMES.frame(inputs.session())));
    }

    private static void fill(StreamCase one) {
        one.addRows("input", row(1, 10), row(2, 20), row(3, 30), row(null, 40))
                .addRows("input", row(1, 11), row(1, 12))
                .restart()
                .addRows("input", row(9, 90), row(4, 41), row(2, null));
    }

    private static void types(Cases cases, String type) {
        fill(stream(
                cases, "stream-" + type + "-static", (events, names) -> events.join(names, on(events, names), type)));
        fill(stream(
                cases, "static-" + type + "-stream", (events, names) -> names.join(events, on(events, names), type)));
    }

    private static Column on(DataFrame events, DataFrame names) {
        return events.col("k").equalTo(names.col("k"));
    }

    private static void conditions(Cases cases) {
        fill(stream(cases, "using", (events, names) -> events.join(names, new String[] {"k"}, "left")));
        fill(stream(
                cases,
                "null-safe",
                (events, names) -> events.join(names, events.col("k").eqNullSafe(names.col("k")), "left")));
        fill(stream(
                cases,
                "without-equality",
                (events, names) ->
                        events.join(names, events.col("v").gt(names.col("k").multiply(15)), "left")));
        fill(stream(
                cases,
                "with-more",
                (events, names) -> events.join(
                        names,
                        on(events, names).and(col("v").gt(10)).and(col("name").notEqual("two")),
                        "left")));
        fill(stream(
                cases,
                "filtered-after",
                (events, names) -> events.join(names, on(events, names), "left")
                        .where(col("name").isNull())));
    }

    private static void tables(Cases cases) {
        fill(stream(
                cases,
                "aggregated",
                (events, names) ->
                        events.join(names.groupBy("k").agg(count(lit(1)).as("n"), max("name")), new String[] {"k"})));
        fill(stream(
                cases,
                "distinct",
                (events, names) -> events.join(names.select("k").distinct(), new String[] {"k"})));
        fill(stream(
                cases,
                "deduplicated",
                (events, names) -> names.dropDuplicates("k").select("k").join(events, new String[] {"k"})));
        fill(stream(
                cases,
                "first-ones",
                (events, names) ->
                        events.join(names.orderBy(col("name").desc_nulls_last()).limit(2), new String[] {"k"})));
        fill(stream(
                cases,
                "joined-before",
                (events, names) -> events.join(
                        names.join(names.select(col("k"), col("name").as("other")), new String[] {"k"}),
                        new String[] {"k"})));
        fill(stream(
                cases,
                "twice",
                (events, names) -> events.join(names, new String[] {"k"})
                        .join(names.select(col("k").as("v"), col("name").as("other")), new String[] {"v"}, "left")));
        fill(stream(
                cases,
                "with-nothing",
                (events, names) -> events.join(names.where(lit(false)), new String[] {"k"}, "left")));
        cases.stream("files")
                .input("input", EVENTS)
                .input("names", "k INT, name STRING")
                .append(inputs -> inputs.table("input")
                        .join(
                                inputs.session()
                                        .read()
                                        .schema("k INT, name STRING")
                                        .json(inputs.path("names")),
                                new String[] {"k"}))
                .addRows("names", row(1, "one"))
                .addRows("input", row(1, 10), row(2, 20))
                .restart()
                .addRows("input", row(1, 11), row(2, 21));
    }

    private static DataFrame timed(DataFrame events) {
        return events.withColumn("ts", col("v").cast("timestamp")).withWatermark("ts", "10 seconds");
    }

    private static void beforeAndAfter(Cases cases) {
        steps(stream(
                cases,
                "then-windows",
                (events, names) -> timed(events)
                        .join(names, new String[] {"k"})
                        .groupBy(window(col("ts"), "10 seconds"), col("name"))
                        .agg(sum("v"))));
        steps(stream(
                cases,
                "static-on-the-left-then-windows",
                (events, names) -> names.join(timed(events), new String[] {"k"}, "right")
                        .groupBy(window(col("ts"), "10 seconds"))
                        .count()));
        steps(stream(
                cases,
                "watermark-after",
                (events, names) -> events.join(names, new String[] {"k"})
                        .withColumn("ts", col("v").cast("timestamp"))
                        .withWatermark("ts", "10 seconds")
                        .groupBy(window(col("ts"), "10 seconds"))
                        .count()));
        steps(stream(
                cases,
                "windows-before",
                (events, names) -> timed(events)
                        .groupBy(window(col("ts"), "10 seconds"), col("k"))
                        .count()
                        .join(names, new String[] {"k"}, "left")));
        steps(stream(
                cases,
                "dedup-before-and-after",
                (events, names) -> timed(events)
                        .dropDuplicates("k", "ts")
                        .join(names, new String[] {"k"}, "left")
                        .dropDuplicates("name", "ts")));
        steps(stream(
                cases,
                "watermark-on-static",
                (events, names) -> timed(events)
                        .join(
                                names.withColumn(
                                                "other",
                                                lit("2021-01-01 00:00:00").cast("timestamp"))
                                        .withWatermark("other", "1 second"),
                                new String[] {"k"})
                        .groupBy(window(col("ts"), "10 seconds"))
                        .count()));
    }

    private static void steps(StreamCase one) {
        Row[] late = {row(1, 3), row(2, 19), row(1, 45)};
        one.addRows("input", row(1, 1), row(2, 5), row(1, 15), row(7, 15), row(1, 15))
                .addRows("input", row(2, 31), row(1, 32))
                .addRows("input", late)
                .addRows("input", row(9, 70));
    }

    private static void modes(Cases cases) {
        fill(stream(cases, "update", "update", (events, names) -> events.join(names, new String[] {"k"})));
        fill(stream(cases, "complete", "complete", (events, names) -> events.join(names, new String[] {"k"})));
        for (String mode : List.of("update", "complete")) {
            fill(stream(
                    cases,
                    "then-counts-" + mode,
                    mode,
                    (events, names) -> events.join(names, new String[] {"k"})
                            .groupBy("name")
                            .count()));
            fill(stream(
                    cases,
                    "counts-joined-" + mode,
                    mode,
                    (events, names) -> events.groupBy("k").count().join(names, new String[] {"k"})));
        }
    }
}

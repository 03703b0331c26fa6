package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.first;
import static dev.sluice.functions.last;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;

/** Which query runs in which output mode. */
public final class OutputModeCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String mode : new String[] {"append", "update", "complete"}) {
            modes(cases, "plain-" + mode, mode, inputs -> timed(inputs).select("value"));
            modes(
                    cases,
                    "window-" + mode,
                    mode,
                    inputs -> timed(inputs)
                            .groupBy(window(col("ts"), "5 seconds"))
                            .count());
            modes(
                    cases,
                    "other-key-" + mode,
                    mode,
                    inputs -> timed(inputs).groupBy("value").count());
            modes(
                    cases,
                    "no-watermark-" + mode,
                    mode,
                    inputs -> inputs.table()
                            .withColumn("ts", col("value").cast("timestamp"))
                            .groupBy(window(col("ts"), "5 seconds"))
                            .count());
            modes(cases, "global-" + mode, mode, inputs -> timed(inputs).agg(count(lit(1))));
            modes(cases, "sorted-plain-" + mode, mode, inputs -> timed(inputs).orderBy("value"));
            modes(
                    cases,
                    "sorted-window-" + mode,
                    mode,
                    inputs -> timed(inputs)
                            .groupBy(window(col("ts"), "5 seconds"))
                            .count()
                            .orderBy("count"));
            modes(
                    cases,
                    "chained-" + mode,
                    mode,
                    inputs -> timed(inputs)
                            .groupBy(window(col("ts"), "5 seconds"))
                            .count()
                            .groupBy(window(col("window"), "10 seconds"))
                            .count());
            modes(
                    cases,
                    "filtered-window-" + mode,
                    mode,
                    inputs -> timed(inputs)
                            .groupBy(window(col("ts"), "5 seconds"))
                            .count()
                            .where(col("count").gt(1)));
        }
        cases.stream("structs-over-a-restart")
                .input("value INT")
                .complete(inputs -> inputs.table()
                        .groupBy(col("value").mod(2).as("odd"))
                        .agg(
                                max(struct(
                                        col("value").mod(3).as("a"),
                                        col("value").cast("string").as("b"))),
                                first(struct("value")),
                                last(struct("value"))))
                .add(5, 7, 2)
                .restart()
                .add(11, 4, null);
        cases.stream("96-limit-update")
                .input("value INT")
                .update(inputs -> inputs.table().limit(5))
                .add(1);
        modes(cases, "unknown", "sometimes", inputs -> timed(inputs).select("value"));
        modes(
                cases,
                "watermark-after-aggregation",
                "append",
                inputs -> inputs.table()
                        .groupBy(col("value").cast("timestamp").as("ts"))
                        .count()
                        .withWatermark("ts", "1 second"));
        // A filter on other columns works before the watermark, one on the time after it.
        modes(
                cases,
                "filter-beside-event-time",
                "append",
                inputs -> timed(inputs)
                        .where(col("value").lt(20))
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count());
        modes(
                cases,
                "filter-on-event-time",
                "append",
                inputs -> timed(inputs)
                        .where(col("ts").lt(lit("1970-01-01 00:00:20").cast("timestamp")))
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count());
        modes(
                cases,
                "filter-on-a-key",
                "complete",
                inputs -> inputs.table()
                        .groupBy("value")
                        .count()
                        .where(col("value").gt(2)));
        modes(
                cases,
                "filter-on-a-count",
                "update",
                inputs -> inputs.table()
                        .groupBy(col("value").mod(2))
                        .count()
                        .where(col("count").gt(2)));
        modes(
                cases,
                "sliding",
                "append",
                inputs -> timed(inputs)
                        .groupBy(window(col("ts"), "10 seconds", "5 seconds"))
                        .count());
    }

    private static DataFrame timed(Inputs inputs) {
        return inputs.table().withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", "5 seconds");
    }

    private static void modes(Cases cases, String name, String mode, Query query) {
        cases.stream(name).input("value INT").query(mode, query).add(1, 2, 11).add(3, null, 25);
    }
}

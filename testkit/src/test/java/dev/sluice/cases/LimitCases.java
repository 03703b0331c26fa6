package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import java.util.List;
import java.util.Map;

/** Limits of streams: alone, and before and after every other operator, in every output mode. */
public final class LimitCases implements CaseGroup {
    private static final List<String> MODES = List.of("append", "update", "complete");

    @Override
    public void define(Cases cases) {
        workedExamples(cases);
        cases.stream("over-restarts")
                .input("value INT")
                .append(inputs -> inputs.table().limit(5))
                .add(1, 2)
                .restart()
                .add(3, 4)
                .restart()
                .add(5)
                .restart()
                .add(6)
                .add(7, 8, 9, 10, 11, 12);
        everyMode(cases, "alone", inputs -> timed(inputs).select("value").limit(3));
        everyMode(cases, "none", inputs -> inputs.table().limit(0));
        everyMode(
                cases,
                "twice",
                inputs -> inputs.table()
                        .limit(5)
                        .select(col("value").plus(1).as("next"))
                        .limit(3));
        everyMode(
                cases,
                "before-a-filter",
                inputs -> inputs.table().limit(4).where(col("value").gt(2)));
        everyMode(
                cases,
                "before-windows",
                inputs -> timed(inputs)
                        .limit(4)
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count());
        ofGroups(
                cases,
                "after-windows",
                inputs -> timed(inputs)
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count()
                        .limit(2));
        everyMode(
                cases,
                "after-sorted-windows",
                inputs -> timed(inputs)
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count()
                        .orderBy("window")
                        .limit(2));
        everyMode(
                cases,
                "between-windows",
                inputs -> timed(inputs)
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count()
                        .limit(3)
                        .groupBy(window(col("window"), "10 seconds"))
                        .agg(sum("count"), count(lit(1))));
        everyMode(cases, "before-a-global-sum", inputs -> timed(inputs).limit(4).agg(sum("value"), count(lit(1))));
        everyMode(cases, "no-columns", inputs -> inputs.table().limit(4).agg(count(lit(1))));
        everyMode(
                cases,
                "after-duplicates",
                inputs -> timed(inputs).dropDuplicates("value", "ts").limit(4));
        everyMode(cases, "before-duplicates", inputs -> timed(inputs).limit(4).dropDuplicates("value", "ts"));
        everyMode(
                cases,
                "after-duplicates-within-the-watermark",
                inputs -> timed(inputs).dropDuplicatesWithinWatermark("value").limit(4));
        ofGroups(
                cases,
                "after-sessions",
                inputs -> timed(inputs)
                        .groupBy(session_window(col("ts"), "3 seconds"), col("value"))
                        .count()
                        .limit(2));
        joins(cases);
    }

    private static void workedExamples(Cases cases) {
        cases.stream("93-append")
                .input("value INT")
                .append(inputs -> inputs.table().limit(4))
                .add(1, 2)
                .add(3, 4, 5, 6)
                .add(7, 8, 9);
        cases.stream("94-after-a-filter")
                .input("value INT")
                .append(inputs ->
                        inputs.table().where(col("value").mod(2).equalTo(1)).limit(4))
                .add(1, 2, 3, 4, 5)
                .add(6, 7, 8, 9)
                .add(10, 11, 12);
        cases.stream("95-before-a-count")
                .input("value INT")
                .complete(inputs -> inputs.table().limit(5).groupBy("value").count())
                .add(1, 2, 3)
                .add(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /** Of a static side the limit is that of a table; of a stream, above or below the join, that of its whole life. */
    private static void joins(Cases cases) {
        for (String place : List.of("before", "after")) {
            boolean isBefore = place.equals("before");
            StreamCase one = cases.stream(place + "-a-join-of-streams")
                    .input("left", "value INT")
                    .input("right", "value INT")
                    .append(inputs -> {
                        DataFrame left = side(inputs.table("left"), "left");
                        DataFrame right = side(inputs.table("right"), "right");
                        DataFrame joined = (isBefore ? left.limit(3) : left)
                                .join(
                                        isBefore ? right.limit(2) : right,
                                        col("leftTime").equalTo(col("rightTime")));
                        return isBefore ? joined : joined.limit(2);
                    });
            for (int value : new int[] {1, 2, 10, 30}) {
                one.addRows(Map.of("left", List.of(row(value)), "right", List.of(row(value))));
            }
        }
        cases.stream("of-a-union")
                .input("left", "value INT")
                .input("right", "value INT")
                .append(inputs ->
                        inputs.table("left").union(inputs.table("right")).limit(3))
                .addRows("left", row(1))
                .addRows("right", row(2))
                .addRows("left", row(3))
                .addRows("right", row(4));
    }

    private static DataFrame side(DataFrame table, String name) {
        return table.select(
                        col("value").as(name + "Value"),
                        col("value").cast("timestamp").as(name + "Time"))
                .withWatermark(name + "Time", "5 seconds");
    }

    private static DataFrame timed(Inputs inputs) {
        return inputs.table().withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", "5 seconds");
    }

    /** Not in complete mode: which groups come first there is chance. */
    private static void ofGroups(Cases cases, String name, Query query) {
        inModes(cases, MODES.subList(0, 2), name, query);
    }

    private static void everyMode(Cases cases, String name, Query query) {
        inModes(cases, MODES, name, query);
    }

    /** One row at a time: which of several comes first from an exchange is chance in Spark. */
    private static void inModes(Cases cases, List<String> modes, String name, Query query) {
        for (String mode : modes) {
            cases.stream(name + "-" + mode)
                    .input("value INT")
                    .query(mode, query)
                    .add(1)
                    .add(2)
                    .add(2)
                    .add(11)
                    .add(25)
                    .add(60)
                    .add(61);
        }
    }
}

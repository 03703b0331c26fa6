package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.List;
import java.util.Map;

/** Joins of streams before and after other operators with state. */
public final class ChainedOperatorsCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        StreamCase joined = cases.stream("44-join-then-windows")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(inputs -> counts(timed(inputs.table("first"), "0 seconds")
                        .join(
                                timed(inputs.table("second"), "0 seconds")
                                        .select(col("ts").as("other")),
                                col("ts").equalTo(col("other")))));
        both(joined, row(1), row(1));
        both(joined, row(2), row(2));
        both(joined, row(3), row(3));
        both(joined, row(4), row(4));
        both(joined, row(5), row(5));
        outerJoinThenWindows(cases);
        cases.stream("50-two-event-times-then-dedup")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(inputs -> timed(inputs.table("first"), "0 seconds")
                        .join(
                                timed(inputs.table("second"), "0 seconds")
                                        .select(col("ts").as("other")),
                                col("ts").equalTo(col("other")))
                        .dropDuplicates())
                .addRows("first", row(1))
                .addRows("second", row(1));
        ofJoins(cases);
    }

    private interface Query {
        DataFrame of(DataFrame first, DataFrame second, DataFrame third);
    }

    /** Three streams of keys and times: first, second and third with their names before the columns. */
    private static void three(Cases cases, String name, String mode, Query query) {
        StreamCase one = cases.stream(name);
        for (String input : List.of("first", "second", "third")) {
            one.input(input, "id INT, t INT");
        }
        one.query(
                mode,
                inputs -> query.of(
                        side(inputs.table("first"), "firstId", "firstTime"),
                        side(inputs.table("second"), "secondId", "secondTime"),
                        side(inputs.table("third"), "thirdId", "thirdTime")));
        three(
                one,
                List.of(row(1, 10), row(2, 12), row(1, 14)),
                List.of(row(1, 11), row(3, 9)),
                List.of(row(1, 12), row(2, 13)));
        three(one, List.of(row(4, 40)), List.of(row(2, 16), row(4, 41)), List.of(row(4, 39)));
        three(one, List.of(row(5, 50), row(1, 15)), List.of(row(5, 43)), List.of(row(5, 52), row(1, 5)));
        three(one, List.of(row(6, 90)), List.of(row(6, 91)), List.of(row(6, 88)));
        one.restart();
        three(one, List.of(row(7, 150)), List.of(row(7, 151)), List.of(row(7, 149)));
        three(one, List.of(row(8, 200)), List.of(row(8, 200)), List.of(row(8, 200)));
    }

    private static void three(StreamCase one, List<Row> first, List<Row> second, List<Row> third) {
        one.addRows(Map.of("first", first, "second", second, "third", third));
    }

    private static Column near(String left, String right, int distance) {
        return col(left + "Id")
                .equalTo(col(right + "Id"))
                .and(seconds(left + "Time")
                        .between(
                                seconds(right + "Time").minus(distance),
                                seconds(right + "Time").plus(distance)));
    }

    private static DataFrame counts(DataFrame joined, String time) {
        return joined.groupBy(window(col(time), "10 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
    }

    private static void ofJoins(Cases cases) {
        for (String type : List.of("inner", "left", "full")) {
            three(
                    cases,
                    type + "-join-then-" + type + "-join",
                    "append",
                    (first, second, third) -> first.join(second, near("first", "second", 5), type)
                            .drop("secondTime")
                            .join(third, near("first", "third", 7), type));
            three(
                    cases,
                    type + "-join-then-counts",
                    "append",
                    (first, second, third) -> counts(
                            first.join(second, near("first", "second", 5), type).drop("secondTime"), "firstTime"));
        }
        three(
                cases,
                "join-of-a-join-on-the-right",
                "append",
                (first, second, third) -> first.join(
                        second.join(third, near("second", "third", 5), "left").drop("thirdTime"),
                        near("first", "second", 5),
                        "left"));
        three(
                cases,
                "join-then-counts-update",
                "update",
                (first, second, third) -> first.join(second, near("first", "second", 5))
                        .groupBy("firstId")
                        .count());
        three(
                cases,
                "join-then-dedup",
                "append",
                (first, second, third) -> first.join(second, near("first", "second", 5), "left")
                        .drop("secondTime")
                        .dropDuplicates("firstId", "firstTime"));
        three(
                cases,
                "dedup-then-join",
                "append",
                (first, second, third) -> first.dropDuplicates("firstId", "firstTime")
                        .join(second.dropDuplicates("secondId", "secondTime"), near("first", "second", 5), "left"));
        three(
                cases,
                "join-then-sessions",
                "append",
                (first, second, third) -> first.join(second, near("first", "second", 5), "left")
                        .drop("secondTime")
                        .groupBy(session_window(col("firstTime"), "5 seconds"), col("firstId"))
                        .count());
        three(
                cases,
                "counts-then-join",
                "append",
                (first, second, third) -> first.groupBy(
                                col("firstId"),
                                window(col("firstTime"), "10 seconds").as("firstWindow"))
                        .count()
                        .join(
                                second.withColumn("secondWindow", window(col("secondTime"), "10 seconds"))
                                        .drop("secondTime"),
                                col("firstId")
                                        .equalTo(col("secondId"))
                                        .and(col("firstWindow").equalTo(col("secondWindow"))),
                                "left"));
        three(
                cases,
                "counts-of-both-then-join",
                "append",
                (first, second, third) -> first.groupBy(
                                col("firstId"),
                                window(col("firstTime"), "10 seconds").as("firstWindow"))
                        .count()
                        .join(
                                second.groupBy(
                                                col("secondId"),
                                                window(col("secondTime"), "10 seconds")
                                                        .as("secondWindow"))
                                        .count()
                                        .withColumnRenamed("count", "other"),
                                col("firstId")
                                        .equalTo(col("secondId"))
                                        .and(col("firstWindow").equalTo(col("secondWindow"))),
                                "full"));
        three(
                cases,
                "union-of-a-join",
                "append",
                (first, second, third) -> counts(
                        first.join(second, near("first", "second", 5), "left")
                                .select("firstTime")
                                .union(third.select(col("thirdTime").as("firstTime"))),
                        "firstTime"));
    }

    private static void outerJoinThenWindows(Cases cases) {
        StreamCase joined = cases.stream("47-to-49-outer-join-then-windows")
                .input("left", "id INT, t INT")
                .input("right", "id INT, t INT")
                .append(inputs -> {
                    DataFrame left = side(inputs.table("left"), "leftId", "leftTime");
                    DataFrame right = side(inputs.table("right"), "rightId", "rightTime");
                    return left.join(
                                    right,
                                    col("leftId")
                                            .equalTo(col("rightId"))
                                            .and(seconds("leftTime")
                                                    .geq(seconds("rightTime").minus(3_600)))
                                            .and(seconds("leftTime")
                                                    .leq(seconds("rightTime").plus(3_600))),
                                    "left_outer")
                            .groupBy(window(col("leftTime"), "10 minutes"))
                            .count()
                            .select(col("window.start").cast("bigint"), col("count"));
                });
        joined.addRows(Map.of("left", List.of(row(1, 3_610), row(2, 3_630)), "right", List.of(row(1, 3_620))));
        both("left", "right", joined, row(5, 4_500), row(6, 4_500));
        both("left", "right", joined, row(7, 8_160), row(8, 8_160));
    }

    private static Column seconds(String time) {
        return col(time).cast("bigint");
    }

    private static DataFrame side(DataFrame table, String id, String time) {
        return table.select(col("id").as(id), col("t").cast("timestamp").as(time))
                .withWatermark(time, "0 seconds");
    }

    private static void both(StreamCase one, Row first, Row second) {
        both("first", "second", one, first, second);
    }

    private static void both(String left, String right, StreamCase one, Row first, Row second) {
        one.addRows(Map.of(left, List.of(first), right, List.of(second)));
    }

    private static DataFrame timed(DataFrame table, String delay) {
        return table.withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", delay);
    }

    private static DataFrame counts(DataFrame timed) {
        return timed.groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
    }
}

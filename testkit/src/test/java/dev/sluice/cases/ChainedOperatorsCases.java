package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.List;
import java.util.Map;

/** The worked examples of joins before aggregations. */
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

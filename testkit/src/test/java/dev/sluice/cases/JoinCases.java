package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The worked examples of joins between streams. */
public final class JoinCases implements CaseGroup {
    /** Times in seconds, as this engine has no intervals. */
    private static Column seconds(String time) {
        return col(time).cast("bigint");
    }

    private static Column sameKeyAnd(Column condition) {
        return col("leftKey").equalTo(col("rightKey")).and(condition);
    }

    private static Column near(int before, int after) {
        return sameKeyAnd(seconds("leftTime")
                .between(
                        seconds("rightTime").minus(before), seconds("rightTime").plus(after)));
    }

    @Override
    public void define(Cases cases) {
        innerByWindow(cases);
        innerByRange(cases);
        outerByWindow(cases);
        withConditions(cases);
        outerByRange(cases);
        others(cases);
    }

    private static DataFrame side(DataFrame table, String value, int factor, boolean hasWatermark) {
        DataFrame timed = table.select(
                col("value").as("key"),
                col("value").cast("timestamp").as("ts"),
                col("value").multiply(factor).as(value));
        DataFrame marked = hasWatermark ? timed.withWatermark("ts", "10 seconds") : timed;
        return marked.select(col("key"), window(col("ts"), "10 seconds"), col(value));
    }

    private static DataFrame byWindow(Inputs inputs, boolean leftMark, boolean rightMark, String type) {
        return side(inputs.table("left"), "leftValue", 2, leftMark)
                .join(side(inputs.table("right"), "rightValue", 3, rightMark), new String[] {"key", "window"}, type)
                .select(col("key"), col("window.end").cast("bigint"), col("leftValue"), col("rightValue"));
    }

    private static StreamCase ints(Cases cases, String name) {
        return cases.stream(name).input("left", "value INT").input("right", "value INT");
    }

    private static StreamCase both(StreamCase one, List<Row> left, List<Row> right) {
        return one.addRows(Map.of("left", left, "right", right));
    }

    private static List<Row> values(Object... values) {
        List<Row> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(row(value));
        }
        return rows;
    }

    private static void innerByWindow(Cases cases) {
        ints(cases, "71-inner-without-watermark")
                .append(inputs -> byWindow(inputs, false, false, "inner"))
                .addRows("left", row(1))
                .addRows("right", row(1))
                .addRows("left", row(25))
                .addRows("right", row(25))
                .addRows("left", row(1));
        ints(cases, "72-inner-with-one-watermark")
                .append(inputs -> byWindow(inputs, true, false, "inner"))
                .addRows("left", row(1))
                .addRows("right", row(1))
                .addRows("left", row(25))
                .addRows("right", row(25));
    }

    private static DataFrame timedSide(Inputs inputs, String name, String delay) {
        return inputs.table(name)
                .select(col("k").as(name + "Key"), col("t").cast("timestamp").as(name + "Time"))
                .withWatermark(name + "Time", delay);
    }

    private static DataFrame byRange(
            Inputs inputs, String leftDelay, String rightDelay, Column condition, String type) {
        return timedSide(inputs, "left", leftDelay).join(timedSide(inputs, "right", rightDelay), condition, type);
    }

    private static StreamCase pairs(Cases cases, String name) {
        return cases.stream(name).input("left", "k INT, t INT").input("right", "k INT, t INT");
    }

    private static void innerByRange(Cases cases) {
        pairs(cases, "73-inner-before")
                .append(inputs -> byRange(
                                inputs,
                                "10 seconds",
                                "10 seconds",
                                sameKeyAnd(seconds("leftTime")
                                        .lt(seconds("rightTime").minus(5))),
                                "inner")
                        .select(
                                col("leftKey"),
                                col("leftTime").cast("bigint"),
                                col("rightTime").cast("bigint")))
                .addRows("left", row(1, 5))
                .addRows("right", row(1, 11))
                .addRows("right", row(1, 10))
                .addRows("left", row(1, 3), row(1, 30))
                .addRows("right", row(0, 30))
                .addRows("right", row(1, 20), row(1, 21), row(1, 28))
                .addRows("left", row(1, 20), row(1, 21));
        StreamCase between = pairs(cases, "74-inner-between");
        between.append(inputs -> byRange(inputs, "20 seconds", "30 seconds", near(10, 5), "inner")
                        .select(
                                col("leftKey"),
                                col("leftTime").cast("bigint"),
                                col("rightTime").cast("bigint")))
                .addRows("left", row(1, 20))
                .addRows("right", row(1, 14), row(1, 15), row(1, 25), row(1, 26), row(1, 30), row(1, 31))
                .addRows("right", row(1, 60))
                .addRows("left", row(1, 49), row(1, 50), row(1, 65), row(1, 66))
                .addRows("left", row(1, 30), row(1, 31))
                .addRows("right", row(1, 80))
                .addRows("right", row(1, 46), row(1, 50));
    }

    private static void outerByWindow(Cases cases) {
        StreamCase left = ints(cases, "75-left-outer").append(inputs -> byWindow(inputs, true, true, "left_outer"));
        both(left, values(1, 2, 3, 4, 5), values(3, 4, 5, 6, 7));
        both(left, values(21), values(22));
        left.addRows("left", row(22));
        StreamCase right = ints(cases, "76-right-outer").append(inputs -> byWindow(inputs, true, true, "right_outer"));
        both(right, values(1, 2, 3, 4, 5), values(3, 4, 5, 6, 7));
        both(right, values(21), values(22));
        StreamCase full = ints(cases, "77-full-outer").append(inputs -> byWindow(inputs, true, true, "full_outer"));
        both(full, values(1, 2, 3, 4, 5), values(3, 4, 5, 6, 7));
        both(full, values(21), values(22));
        full.addRows("left", row(1)).addRows("right", row(5));
        StreamCase semi = ints(cases, "81-left-semi")
                .append(inputs -> side(inputs.table("left"), "leftValue", 2, true)
                        .join(
                                side(inputs.table("right"), "rightValue", 3, true),
                                new String[] {"key", "window"},
                                "left_semi")
                        .select(col("key"), col("window.end").cast("bigint"), col("leftValue")));
        both(semi, values(1, 2, 3, 4, 5), values(3, 4, 5, 6, 7));
        both(semi, values(21), values(22));
        semi.addRows("left", row(22)).addRows("left", row(1));
    }

    private static DataFrame withCondition(Inputs inputs, String type, Column condition) {
        DataFrame left = side(inputs.table("left"), "leftValue", 2, true);
        DataFrame right = side(inputs.table("right"), "rightValue", 3, true);
        return left.join(
                        right,
                        left.col("key")
                                .equalTo(right.col("key"))
                                .and(left.col("window").equalTo(right.col("window")))
                                .and(condition),
                        type)
                .select(
                        left.col("key").as("leftKey"),
                        right.col("key").as("rightKey"),
                        col("leftValue"),
                        col("rightValue"));
    }

    private static void withConditions(Cases cases) {
        StreamCase ofLeft = ints(cases, "78-left-outer-if-left")
                .append(inputs ->
                        withCondition(inputs, "left_outer", col("leftValue").gt(4)));
        both(ofLeft, values(1, 2, 3), values(3, 4, 5));
        both(ofLeft, values(20), values(21));
        StreamCase ofRight = ints(cases, "79-left-outer-if-right")
                .append(inputs ->
                        withCondition(inputs, "left_outer", col("rightValue").gt(7)));
        both(ofRight, values(3, 4, 5), values(1, 2, 3));
        both(ofRight, values(20), values(21));
        StreamCase rightOuter = ints(cases, "80-right-outer-if-left")
                .append(inputs ->
                        withCondition(inputs, "right_outer", col("leftValue").gt(4)));
        both(rightOuter, values(1, 2, 3), values(3, 4, 5));
        both(rightOuter, values(20), values(21));
    }

    private static DataFrame outer(Inputs inputs, String type) {
        return byRange(inputs, "10 seconds", "10 seconds", near(5, 5), type)
                .select(
                        col("leftKey"),
                        col("rightKey"),
                        col("leftTime").cast("bigint"),
                        col("rightTime").cast("bigint"));
    }

    private static void outerByRange(Cases cases) {
        byRangeSteps(pairs(cases, "82-range-left-outer").append(inputs -> outer(inputs, "left_outer")), 11);
        byRangeSteps(pairs(cases, "83-range-right-outer").append(inputs -> outer(inputs, "right_outer")), 11);
        byRangeSteps(pairs(cases, "84-range-full-outer").append(inputs -> outer(inputs, "full_outer")), 9);
        byRangeSteps(
                pairs(cases, "85-range-left-semi")
                        .append(inputs -> byRange(inputs, "10 seconds", "10 seconds", near(5, 5), "left_semi")
                                .select(col("leftKey"), col("leftTime").cast("bigint"))),
                9);
    }

    private static void byRangeSteps(StreamCase one, int second) {
        both(one, List.of(row(1, 5), row(3, 5)), List.of(row(1, 10), row(2, 5)));
        one.addRows("right", row(1, second))
                .addRows("left", row(1, 7), row(1, 30))
                .addRows("right", row(0, 30));
    }

    private static void others(Cases cases) {
        StreamCase nulls = ints(cases, "86-null-safe").append(inputs -> {
            DataFrame left = inputs.table("left").select(col("value").as("leftValue"));
            DataFrame right = inputs.table("right").select(col("value").as("rightValue"));
            return left.join(right, col("leftValue").eqNullSafe(col("rightValue")), "inner");
        });
        both(nulls, List.of(row(1), row(5), row(10), row((Object) null)), List.of(row(1), row(5), row((Object) null)));
        StreamCase less = ints(cases, "87-without-equality").append(inputs -> {
            DataFrame left = inputs.table("left").select(col("value").as("leftKey"));
            DataFrame right = inputs.table("right").select(col("value").as("rightKey"));
            return left.join(right, col("leftKey").lt(col("rightKey")), "inner");
        });
        both(less, values(1), values(2));
        cases.stream("88-with-itself")
                .input("value INT")
                .append(inputs -> {
                    DataFrame left = inputs.table()
                            .select(
                                    col("value").mod(lit(5)).as("key"),
                                    col("value").as("a"));
                    DataFrame right = inputs.table()
                            .select(
                                    col("value").mod(lit(5)).as("key"),
                                    col("value").as("b"));
                    return left.join(right, new String[] {"key"}, "inner");
                })
                .add(1, 2)
                .add(3, 6);
    }
}

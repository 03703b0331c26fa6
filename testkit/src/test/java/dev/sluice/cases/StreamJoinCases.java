package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.List;
import java.util.Map;

/** Joins of two streams beyond the worked examples: what is held, what is late, and what comes out when. */
public final class StreamJoinCases implements CaseGroup {
    private static final String[] TYPES = {"inner", "left", "right", "full", "left_semi"};
    private static final String SCHEMA = "k STRING, t INT";

    private interface Join {
        DataFrame of(DataFrame left, DataFrame right);
    }

    @Override
    public void define(Cases cases) {
        for (String type : TYPES) {
            everyType(cases, type);
        }
        bounds(cases);
        values(cases);
        inputs(cases);
        refused(cases);
    }

    private static DataFrame side(DataFrame table, String name, boolean hasWatermark) {
        DataFrame timed = table.select(
                col("k").as(name + "Key"), col("t").cast("timestamp").as(name + "Time"), col("t").as(name + "Value"));
        return hasWatermark ? timed.withWatermark(name + "Time", "10 seconds") : timed;
    }

    private static StreamCase stream(Cases cases, String name, Join join) {
        return stream(cases, name, true, true, join);
    }

    private static StreamCase stream(Cases cases, String name, boolean leftMark, boolean rightMark, Join join) {
        return cases.stream(name)
                .input("left", SCHEMA)
                .input("right", SCHEMA)
                .append(inputs -> join.of(
                        side(inputs.table("left"), "left", leftMark), side(inputs.table("right"), "right", rightMark)));
    }

    private static Column seconds(String side) {
        return col(side + "Time").cast("bigint");
    }

    private static Column sameKey() {
        return col("leftKey").equalTo(col("rightKey"));
    }

    /** The left time is at most so many seconds from the right one. */
    private static Column near(int distance) {
        return sameKey()
                .and(seconds("left")
                        .between(
                                seconds("right").minus(distance),
                                seconds("right").plus(distance)));
    }

    private static StreamCase both(StreamCase one, List<Row> left, List<Row> right) {
        return one.addRows(Map.of("left", left, "right", right));
    }

    private static void everyType(Cases cases, String type) {
        rows(stream(cases, type + "-near", (left, right) -> left.join(right, near(5), type)));
        rows(stream(
                cases,
                type + "-near-and-more",
                (left, right) -> left.join(
                        right,
                        near(5).and(col("leftValue").notEqual(3))
                                .and(col("rightValue").lt(40)),
                        type)));
        rows(stream(
                cases,
                type + "-by-time",
                (left, right) -> left.join(right, sameKey().and(col("leftTime").equalTo(col("rightTime"))), type)));
        rows(stream(
                cases,
                type + "-by-window",
                (left, right) -> windowed(left, "left")
                        .join(
                                windowed(right, "right"),
                                sameKey().and(col("leftWindow").equalTo(col("rightWindow"))),
                                type)));
        rows(stream(
                cases,
                type + "-null-safe",
                (left, right) -> left.join(
                        right,
                        col("leftKey")
                                .eqNullSafe(col("rightKey"))
                                .and(col("leftTime").equalTo(col("rightTime"))),
                        type)));
        rows(stream(cases, type + "-no-data-batches-off", (left, right) -> left.join(right, near(5), type))
                .conf("spark.sql.streaming.noDataMicroBatches.enabled", "false"));
        restarted(stream(cases, type + "-restarted", (left, right) -> left.join(right, near(5), type)));
    }

    private static DataFrame windowed(DataFrame side, String name) {
        return side.withColumn(name + "Window", window(col(name + "Time"), "10 seconds"))
                .drop(name + "Time");
    }

    /** Nulls, repeated rows, rows that are late, and rows that go at once. */
    private static void rows(StreamCase one) {
        both(
                one,
                List.of(row("a", 3), row("a", 7), row("b", 5), row(null, 5), row("c", 1), row("a", null)),
                List.of(row("a", 7), row("b", 30), row(null, 5), row("d", 9), row("a", 7)));
        one.addRows("right", row("b", 8), row("c", 2), row("a", null));
        one.addRows("left", row("x", 31), row("a", 12));
        one.addRows("right", row("x", 33), row("a", 14), row("b", 20));
        both(one, List.of(row("a", 18), row("a", 20), row("x", 36)), List.of(row("a", 21), row("a", 22), row("x", 19)));
        both(one, List.of(row("y", 70)), List.of(row("y", 71), row("a", 23)));
        both(one, List.of(row("y", 66), row("z", 120)), List.of(row("y", 70), row("z", 190)));
        both(one, List.of(row("z", 200)), List.of(row("q", 201)));
    }

    private static void restarted(StreamCase one) {
        both(one, List.of(row("a", 1), row("b", 2), row("c", 3)), List.of(row("a", 4), row("d", 5)));
        one.restart();
        both(one, List.of(row("d", 6)), List.of(row("b", 6), row("e", 7)));
        one.restart();
        both(one, List.of(row("e", 40)), List.of(row("e", 41)));
        one.restart();
        both(one, List.of(row("a", 30), row("e", 42)), List.of(row("e", 43), row("c", 31)));
        one.restart();
        both(one, List.of(row("z", 100)), List.of(row("z", 101)));
    }

    private static void bounds(Cases cases) {
        rows(stream(cases, "without-bound", (left, right) -> left.join(right, sameKey())));
        rows(stream(cases, "without-watermark", false, false, (left, right) -> left.join(right, near(5))));
        rows(stream(cases, "watermark-of-left", true, false, (left, right) -> left.join(right, near(5))));
        rows(stream(
                cases,
                "left-outer-watermark-of-right",
                false,
                true,
                (left, right) -> left.join(right, near(5), "left")));
        rows(stream(
                cases,
                "bounded-above-only",
                (left, right) -> left.join(right, sameKey().and(seconds("left").leq(seconds("right"))))));
        rows(stream(
                cases,
                "strictly-before",
                (left, right) -> left.join(right, sameKey().and(col("rightTime").gt(col("leftTime"))))));
        rows(stream(
                cases,
                "at-or-after",
                (left, right) -> left.join(right, sameKey().and(col("leftTime").geq(col("rightTime"))), "left")));
        rows(stream(
                cases,
                "two-bounds",
                (left, right) ->
                        left.join(right, near(5).and(seconds("left").plus(2).gt(seconds("right"))), "left")));
        rows(stream(
                cases,
                "difference-of-both",
                (left, right) -> left.join(
                        right,
                        sameKey().and(seconds("left").minus(seconds("right")).gt(-5)),
                        "left")));
        rows(stream(
                cases,
                "null-safe-times",
                (left, right) -> left.join(right, sameKey().and(col("leftTime").eqNullSafe(col("rightTime"))))));
        one(stream(
                cases,
                "refused-null-safe-times",
                (left, right) ->
                        left.join(right, sameKey().and(col("leftTime").eqNullSafe(col("rightTime"))), "left")));
        rows(stream(
                cases,
                "cross-with-equality",
                (left, right) -> left.crossJoin(right).where(near(5))));
        rows(stream(
                cases,
                "filtered-after",
                (left, right) ->
                        left.join(right, near(5), "left").where(col("rightKey").isNull())));
    }

    private static void values(Cases cases) {
        restarted(stream(
                cases,
                "nested-values",
                (left, right) -> left.withColumn("leftMore", struct(array(col("leftKey"), lit("l")), col("leftValue")))
                        .join(
                                right.withColumn("rightMore", array(concat(col("rightKey"), lit("r")))),
                                near(5),
                                "full")));
        restarted(stream(
                cases,
                "nested-keys",
                (left, right) -> left.withColumn("leftNested", struct(col("leftKey"), array(col("leftKey"))))
                        .join(
                                right.withColumn("rightNested", struct(col("rightKey"), array(col("rightKey")))),
                                col("leftNested").equalTo(col("rightNested")).and(near(5)),
                                "left")));
        restarted(stream(
                cases,
                "computed-keys",
                (left, right) -> left.join(
                        right,
                        concat(col("leftKey"), lit("x"))
                                .equalTo(concat(col("rightKey"), lit("x")))
                                .and(near(5)))));
        restarted(stream(
                cases,
                "no-columns-left",
                (left, right) -> left.join(right, near(5), "inner").select(lit(1).as("one"))));
    }

    private static void inputs(Cases cases) {
        cases.stream("with-itself")
                .input(SCHEMA)
                .append(inputs -> side(inputs.table(), "left", true).join(side(inputs.table(), "right", true), near(5)))
                .addRows("input", row("a", 1), row("a", 4), row("b", 9))
                .addRows("input", row("a", 7), row("b", 60));
        cases.stream("union-of-itself")
                .input(SCHEMA)
                .append(inputs -> inputs.table().union(inputs.table()))
                .addRows("input", row("a", 1), row("a", 4), row("b", 9));
        cases.stream("of-a-union")
                .input("left", SCHEMA)
                .input("right", SCHEMA)
                .input("other", SCHEMA)
                .append(inputs -> side(inputs.table("left").union(inputs.table("other")), "left", true)
                        .join(side(inputs.table("right"), "right", true), near(5), "left"))
                .addRows(Map.of(
                        "left", List.of(row("a", 1)), "right", List.of(row("a", 2)), "other", List.of(row("a", 3))))
                .addRows(Map.of(
                        "left", List.of(row("b", 50)), "right", List.of(row("a", 51)), "other", List.of(row("a", 4))));
        StreamCase update = cases.stream("update")
                .input("left", SCHEMA)
                .input("right", SCHEMA)
                .update(inputs -> side(inputs.table("left"), "left", true)
                        .join(side(inputs.table("right"), "right", true), near(5)));
        rows(update);
        rows(stream(cases, "beside-a-table", (left, right) -> {
            DataFrame joined = left.join(right, near(5));
            return joined.join(
                    joined.sparkSession()
                            .range(3)
                            .select(col("id").cast("string").as("rightKey")),
                    new String[] {"rightKey"},
                    "left_anti");
        }));
    }

    private static void refused(Cases cases) {
        for (String type : List.of("left", "right", "full", "left_semi", "left_anti", "cross")) {
            one(stream(
                    cases, "refused-" + type + "-without-bound", (left, right) -> left.join(right, sameKey(), type)));
            one(stream(
                    cases,
                    "refused-" + type + "-without-watermark",
                    false,
                    false,
                    (left, right) -> left.join(right, near(5), type)));
            one(stream(
                    cases,
                    "refused-" + type + "-bounded-above",
                    (left, right) ->
                            left.join(right, sameKey().and(seconds("left").leq(seconds("right"))), type)));
            one(stream(
                    cases,
                    "refused-" + type + "-bounded-below",
                    (left, right) ->
                            left.join(right, sameKey().and(seconds("left").geq(seconds("right"))), type)));
            for (String mode : List.of("update", "complete")) {
                one(cases.stream("refused-" + type + "-" + mode)
                        .input("left", SCHEMA)
                        .input("right", SCHEMA)
                        .query(
                                mode,
                                inputs -> side(inputs.table("left"), "left", true)
                                        .join(side(inputs.table("right"), "right", true), near(5), type)));
            }
        }
        one(stream(cases, "without-condition", DataFrame::crossJoin));
        for (String mode : List.of("append", "update", "complete")) {
            one(cases.stream("counts-before-" + mode)
                    .input("left", SCHEMA)
                    .input("right", SCHEMA)
                    .query(
                            mode,
                            inputs -> inputs.table("left")
                                    .groupBy("k")
                                    .count()
                                    .join(inputs.table("right"), new String[] {"k"})));
            one(cases.stream("counts-after-" + mode)
                    .input("left", SCHEMA)
                    .input("right", SCHEMA)
                    .query(
                            mode,
                            inputs -> inputs.table("left")
                                    .join(inputs.table("right").select("k"), new String[] {"k"})
                                    .groupBy("k")
                                    .agg(count(lit(1)))));
        }
    }

    private static void one(StreamCase refused) {
        both(refused, List.of(row("a", 1), row("b", 2)), List.of(row("a", 1)));
    }
}

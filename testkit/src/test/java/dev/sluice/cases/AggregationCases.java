package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.current_timestamp;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Trigger;
import java.util.List;
import java.util.Map;

/** The worked examples of watermarks and aggregation. */
public final class AggregationCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        windows(cases);
        triggers(cases);
        restarts(cases);
        inputs(cases);
        refusals(cases);
        countsByValue(cases);
        clocks(cases);
    }

    private static DataFrame timed(DataFrame table, String delay) {
        return table.withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", delay);
    }

    private static DataFrame counts(DataFrame timed) {
        return timed.groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
    }

    /** Counts windows of five seconds, with ten seconds of patience. */
    private static DataFrame windowCounts(Inputs inputs) {
        return counts(timed(inputs.table(), "10 seconds"));
    }

    private static DataFrame valueCounts(Inputs inputs) {
        return inputs.table().groupBy("value").count();
    }

    private static void windows(Cases cases) {
        cases.stream("19-append")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(10, 11, 12, 13, 14, 15)
                .add(25)
                .add(10);
        cases.stream("20-watermark-in-progress")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(15)
                .add(10, 12, 14)
                .add(25);
        cases.stream("21-update")
                .input("value INT")
                .update(AggregationCases::windowCounts)
                .add(10, 11, 12, 13, 14, 15)
                .add(25)
                .add(10, 25)
                .add(10);
        cases.stream("22-complete")
                .input("value INT")
                .complete(AggregationCases::windowCounts)
                .add(10, 11, 12)
                .add(25)
                .add(25)
                .add(10)
                .add(25);
        cases.stream("23-complete-without-watermark")
                .input("value INT")
                .complete(inputs ->
                        counts(inputs.table().withColumn("ts", col("value").cast("timestamp"))))
                .add(15)
                .add(10, 12, 14);
        cases.stream("26-time-as-key")
                .input("value INT")
                .append(inputs -> timed(inputs.table(), "10 seconds")
                        .groupBy(col("ts"))
                        .count()
                        .select(col("ts").cast("bigint"), col("count")))
                .add(10)
                .add(25);
        cases.stream("36d-no-data-batches-off")
                .conf("spark.sql.streaming.noDataMicroBatches.enabled", "false")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(15)
                .add(25)
                .add(12)
                .add(12);
        cases.stream("40-renamed-window")
                .input("value INT")
                .append(inputs -> timed(inputs.table(), "10 seconds")
                        .select(window(col("ts"), "5 seconds").as("w"))
                        .groupBy(col("w"))
                        .count()
                        .select(col("w.start").cast("bigint"), col("count")))
                .add(10, 11, 12, 13, 14, 15)
                .add(25)
                .add(10);
    }

    private static void triggers(Cases cases) {
        cases.stream("24-once")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(15)
                .run(Trigger::Once)
                .add(10, 12, 14)
                .run(Trigger::Once)
                .add(25)
                .run(Trigger::Once)
                .add(50)
                .run(Trigger::Once)
                .add(50)
                .run(Trigger::Once);
        cases.stream("25-available-now")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(15)
                .run(Trigger::AvailableNow)
                .add(10, 12, 14)
                .run(Trigger::AvailableNow)
                .add(25)
                .run(Trigger::AvailableNow)
                .add(50)
                .run(Trigger::AvailableNow)
                .add(50)
                .run(Trigger::AvailableNow);
        cases.stream("36e-once-then-available-now")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(15)
                .run(Trigger::Once)
                .add(30)
                .run(Trigger::Once)
                .run(Trigger::AvailableNow)
                .add(31)
                .run(Trigger::AvailableNow)
                .add(50)
                .run(Trigger::AvailableNow);
    }

    private static void restarts(Cases cases) {
        cases.stream("27-restart")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(10, 11, 12, 13, 14, 15)
                .add(25)
                .restart()
                .add(10, 27, 30)
                .restart()
                .add(17)
                .add(40);
        cases.stream("37-failed-attempt")
                .input("value INT")
                .update(AggregationCases::valueCounts)
                .failingOnceAt(0)
                .add(1, 2, 3, 4)
                .restart();
    }

    private static void inputs(Cases cases) {
        StreamCase slowest = cases.stream("28-slowest-input");
        unionOfTwo(slowest);
        StreamCase restarted = cases.stream("29-slowest-input-after-a-restart");
        unionOfTwo(restarted).restart().addRows("second", row(200)).addRows("first", row(200));
    }

    private static StreamCase unionOfTwo(StreamCase one) {
        one.input("first", "value INT")
                .input("second", "value INT")
                .append(inputs -> timed(inputs.table("first"), "10 seconds")
                        .union(timed(inputs.table("second"), "5 seconds"))
                        .select("value"))
                .addRows("first", row(11))
                .addRows("second", row(6))
                .addRows("second", row(8))
                .addRows("first", row(21))
                .addRows("second", row(17), row(28), row(39))
                .addRows("first", row(31))
                .addRows("first", row(41))
                .addRows("first", row(51));
        both(one, 100, 100);
        both(one, 120, 110);
        both(one, 130, 125);
        both(one, 100, 100);
        both(one, 140, 100);
        both(one, 100, 135);
        return both(one, 200, 190);
    }

    private static StreamCase both(StreamCase one, int first, int second) {
        return one.addRows(Map.of("first", List.of(row(first)), "second", List.of(row(second))));
    }

    private static void refusals(Cases cases) {
        refused(cases, "30-watermark-on-a-number", "value", "10 seconds");
        refused(cases, "30-watermark-on-nothing", "missing", "10 seconds");
        refused(cases, "30-negative-delay", "ts", "-10 seconds");
        refused(cases, "30-negative-days", "ts", "1 month -40 days");
        refused(cases, "30-no-delay", "ts", "later");
        cases.stream("30-watermark-on-a-field")
                .input("value INT")
                .append(inputs -> timed(inputs.table(), "10 seconds")
                        .select(window(col("ts"), "5 seconds"))
                        .withWatermark("window.end", "10 seconds"))
                .add(1);
        cases.stream("31-two-watermarks")
                .input("value INT")
                .append(inputs -> inputs.table()
                        .withColumn("a", col("value").cast("timestamp"))
                        .withColumn("b", col("value").cast("timestamp"))
                        .withWatermark("a", "1 second")
                        .withWatermark("b", "1 second")
                        .groupBy(window(col("b"), "5 seconds"))
                        .count())
                .add(1)
                .add(10)
                .add(20);
        cases.stream("34-append-without-watermark")
                .input("value INT")
                .append(AggregationCases::valueCounts)
                .add(3);
    }

    private static void refused(Cases cases, String name, String column, String delay) {
        cases.stream(name)
                .input("value INT")
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("value").cast("timestamp"))
                        .withWatermark(column, delay))
                .add(1);
    }

    private static void countsByValue(Cases cases) {
        cases.stream("32-update")
                .input("value INT")
                .update(AggregationCases::valueCounts)
                .add(3)
                .add(3, 2)
                .restart()
                .add(3, 2, 1)
                .add(4, 4, 4, 4);
        cases.stream("33-complete")
                .input("value INT")
                .complete(AggregationCases::valueCounts)
                .add(3)
                .add(2)
                .add(3, 2, 1)
                .add(4, 4, 4, 4);
        cases.stream("35-sorted")
                .input("value INT")
                .complete(inputs -> valueCounts(inputs)
                        .orderBy(col("count").desc(), col("value").desc()))
                .ordered()
                .add(3)
                .add(2, 3)
                .add(3, 2, 1);
        cases.stream("36-two-rows-for-each")
                .input("value INT")
                .update(inputs -> inputs.table()
                        .union(inputs.table().select(col("value").plus(lit(1)).as("value")))
                        .groupBy("value")
                        .count())
                .add(1)
                .add(2, 3);
        cases.stream("36b-touched-keys-are-sent-again")
                .input("value INT")
                .update(inputs -> inputs.table()
                        .groupBy(lit(1).as("one"))
                        .agg(max("value").as("max"))
                        .select("max"))
                .add(5)
                .add(3);
        cases.stream("36c-global-count-of-nothing")
                .input("value INT")
                .update(inputs -> inputs.table()
                        .where(col("value").gt(lit(100)))
                        .groupBy()
                        .agg(count(lit(1)).as("count")))
                .add(1)
                .add(2);
    }

    private static void clocks(Cases cases) {
        cases.stream("38-current-timestamp")
                .input("value INT")
                .complete(inputs -> valueCounts(inputs)
                        .where(col("value")
                                .geq(current_timestamp().cast("bigint").minus(lit(10L)))))
                .failingOnceAt(2)
                .clockAt(10_000)
                .add(0, 5, 5, 10)
                .run(Trigger::Once)
                .advance(10_000)
                .add(15, 15, 20)
                .run(Trigger::Once)
                .advance(10_000)
                .add(0, 85)
                .run(Trigger::Once)
                .advance(60_000)
                .run(Trigger::Once);
        cases.stream("39-batch-by-batch")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .clockAt(0)
                .add(15)
                .startUntilBatch(() -> Trigger.ProcessingTime("1 second"), 0)
                .advanceUntilBatch(1_000, 1)
                .add(10, 12, 14)
                .advanceUntilBatch(1_000, 2)
                .add(25)
                .advanceUntilBatch(1_000, 3)
                .advanceUntilBatch(1_000, 4);
    }
}

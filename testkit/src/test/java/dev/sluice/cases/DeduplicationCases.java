package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** The worked examples of dropping duplicates. */
public final class DeduplicationCases implements CaseGroup {
    private static final String KEYED = "_1 STRING, _2 INT";

    @Override
    public void define(Cases cases) {
        withoutEventTime(cases);
        withEventTime(cases);
        withinWatermark(cases);
        beforeAggregation(cases);
        keysOfAllKinds(cases);
        withoutTimes(cases);
        refused(cases);
    }

    private static DataFrame timed(Inputs inputs, String delay) {
        return inputs.table().withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", delay);
    }

    private static void withoutEventTime(Cases cases) {
        cases.stream("52-by-key")
                .input(KEYED)
                .append(inputs -> inputs.table().dropDuplicates("_1"))
                .addRows("input", row("a", 1))
                .addRows("input", row("a", 2))
                .addRows("input", row("b", 1));
        cases.stream("53-twice")
                .input(KEYED)
                .append(inputs -> inputs.table().dropDuplicates().dropDuplicates("_1"))
                .addRows("input", row("a", 1))
                .addRows("input", row("a", 2))
                .addRows("input", row("b", 1));
        cases.stream("58-nan-and-zeros")
                .input("value DOUBLE")
                .append(inputs -> inputs.table().dropDuplicates("value"))
                .add(Double.NaN, Double.NaN)
                .add(0.0, -0.0)
                .add(-0.0, Double.NaN);
        AtomicBoolean hasStarted = new AtomicBoolean();
        cases.stream("63-another-value-after-a-restart")
                .input(KEYED)
                .append(inputs -> {
                    DataFrame kept = inputs.table().dropDuplicates("_1");
                    return hasStarted.getAndSet(true) ? kept.withColumn("more", lit(1)) : kept;
                })
                .addRows("input", row("a", 1))
                .restart()
                .addRows("input", row("a", 2), row("b", 1));
    }

    private static void withEventTime(Cases cases) {
        cases.stream("36f-at-the-first-watermark")
                .input("value INT")
                .append(inputs -> timed(inputs, "10 seconds").dropDuplicates().select("value"))
                .add(0, 1);
        cases.stream("54-by-time")
                .input("value INT")
                .append(inputs -> timed(inputs, "10 seconds").dropDuplicates().select("value"))
                .add(fiveTimes(10, 15))
                .add(25)
                .add(10)
                .add(45);
        cases.stream("55-no-data-batches-off")
                .conf("spark.sql.streaming.noDataMicroBatches.enabled", "false")
                .input("value INT")
                .append(inputs -> timed(inputs, "10 seconds").dropDuplicates().select("value"))
                .add(fiveTimes(10, 15))
                .add(25);
        cases.stream("56-by-key-beside-time")
                .input("id INT, time INT")
                .append(inputs -> keyed(inputs).dropDuplicates("id").select("id", "time"))
                .addRows("input", row(1, 1), row(1, 2), row(2, 2))
                .addRows("input", row(3, 20));
        cases.stream("57-by-key-and-time")
                .input("time INT, id INT")
                .append(inputs -> keyed(inputs).dropDuplicates("id", "ts").select("id"))
                .addRows("input", row(1, 1), row(1, 1), row(1, 2))
                .addRows("input", row(1, 1), row(2, 3), row(2, 4))
                .addRows("input", row(1, 0), row(1, 1), row(3, 5), row(3, 6))
                .addRows("input", row(1, 0), row(4, 7));
    }

    private static DataFrame keyed(Inputs inputs) {
        return inputs.table().withColumn("ts", col("time").cast("timestamp")).withWatermark("ts", "1 second");
    }

    private static void withinWatermark(Cases cases) {
        cases.stream("59-within-watermark")
                .input("value INT")
                .append(inputs -> timed(inputs, "10 seconds")
                        .dropDuplicatesWithinWatermark()
                        .select("value"))
                .add(fiveTimes(10, 15))
                .add(IntStream.rangeClosed(13, 17).boxed().toArray())
                .add(5)
                .add(35)
                .add(55);
        cases.stream("60-by-key-within-watermark")
                .input("_1 STRING, time INT")
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("time").cast("timestamp"))
                        .withWatermark("ts", "2 seconds")
                        .dropDuplicatesWithinWatermark("_1")
                        .select("_1", "time"))
                .addRows("input", row("a", 17))
                .addRows("input", row("a", 16))
                .addRows("input", row("a", 13))
                .addRows("input", row("b", 22), row("c", 21))
                .addRows("input", row("a", 21))
                .addRows("input", row("d", 25));
    }

    private static void beforeAggregation(Cases cases) {
        cases.stream("61-sum-in-update-mode")
                .input(KEYED)
                .update(DeduplicationCases::sums)
                .addRows("input", row("a", 1))
                .addRows("input", row("a", 1))
                .addRows("input", row("a", 2))
                .addRows("input", row("b", 1));
        cases.stream("62-sum-in-complete-mode")
                .input(KEYED)
                .complete(DeduplicationCases::sums)
                .addRows("input", row("a", 1))
                .addRows("input", row("a", 1))
                .addRows("input", row("a", 2))
                .addRows("input", row("b", 1));
    }

    private static DataFrame sums(Inputs inputs) {
        return inputs.table().dropDuplicates().groupBy("_1").agg(sum("_2").as("sum"));
    }

    private static Object[] fiveTimes(int first, int last) {
        return IntStream.range(0, 5 * (last - first + 1))
                .mapToObj(index -> first + index % (last - first + 1))
                .toArray();
    }

    private static void keysOfAllKinds(Cases cases) {
        cases.stream("nulls-and-zeros-as-they-came-first")
                .input("a STRING, b DOUBLE")
                .append(inputs -> inputs.table().dropDuplicates())
                .addRows("input", row(null, -0.0), row("", 0.0), row(null, null))
                .addRows("input", row(null, 0.0), row("", -0.0), row(null, null))
                .restart()
                .addRows("input", row(null, 0.0), row(null, 1.0));
        cases.stream("structs-and-their-fields")
                .input("a STRING, b INT, c DOUBLE")
                .append(inputs -> inputs.table()
                        .select(struct("a", "c").as("s"), col("b"), struct("b").as("t"))
                        .dropDuplicates("s"))
                .addRows("input", row("x", 1, -0.0), row("x", 2, 0.0), row(null, 3, null))
                .addRows("input", row("x", 4, 0.0), row("y", 5, 1.0), row(null, 6, null));
        cases.stream("no-keys-at-all")
                .input(KEYED)
                .append(inputs -> inputs.table().dropDuplicates(new String[0]))
                .addRows("input", row("a", 1), row("b", 2))
                .addRows("input", row("c", 3));
        cases.stream("distinct-of-a-union")
                .input("first", KEYED)
                .input("second", KEYED)
                .append(inputs ->
                        inputs.table("first").union(inputs.table("second")).distinct())
                .addRows(Map.of("first", List.of(row("a", 1), row("b", 2)), "second", List.of(row("a", 1))))
                .addRows("second", row("b", 2), row("c", 3));
        cases.stream("two-watermarks")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(inputs -> marked(inputs.table("first"), "10 seconds")
                        .union(marked(inputs.table("second"), "5 seconds"))
                        .dropDuplicates())
                .addRows(Map.of("first", List.of(row(10), row(20)), "second", List.of(row(10), row(40))))
                .addRows("first", row(5), row(12), row(50))
                .addRows("second", row(60), row(12));
    }

    private static DataFrame marked(DataFrame table, String delay) {
        return table.withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", delay);
    }

    private static void withoutTimes(Cases cases) {
        cases.stream("late-without-a-time-in-the-result")
                .input("id INT, time INT")
                .append(inputs -> keyed(inputs).dropDuplicates("id").select("id"))
                .addRows("input", row(1, 20))
                .addRows("input", row(2, 3), row(3, 30));
        cases.stream("late-with-a-time-in-the-result")
                .input("id INT, time INT")
                .append(inputs -> keyed(inputs).dropDuplicates("id"))
                .addRows("input", row(1, 20))
                .addRows("input", row(2, 3), row(3, 30));
        cases.stream("rows-without-time")
                .input("id INT, time INT")
                .append(inputs -> keyed(inputs).dropDuplicates("id", "ts"))
                .addRows("input", row(1, null), row(1, 20))
                .addRows("input", row(1, null), row(2, null), row(1, 40));
        cases.stream("rows-without-time-within-watermark")
                .input("id INT, time INT")
                .append(inputs -> keyed(inputs).dropDuplicatesWithinWatermark("id"))
                .addRows("input", row(1, null), row(1, 20))
                .addRows("input", row(1, null), row(1, null), row(2, 21));
        cases.stream("update-mode")
                .input("id INT, time INT")
                .update(inputs -> keyed(inputs).dropDuplicates("id", "ts"))
                .addRows("input", row(1, 1), row(1, 1))
                .addRows("input", row(1, 1), row(2, 9));
        cases.stream("within-watermark-over-restarts")
                .input("id INT, time INT")
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("time").cast("timestamp"))
                        .withWatermark("ts", "10 seconds")
                        .dropDuplicatesWithinWatermark("id"))
                .addRows("input", row(1, 20), row(2, 25), row(1, 100))
                .restart()
                .addRows("input", row(1, 101), row(2, 102), row(3, 103))
                .restart()
                .addRows("input", row(2, 130), row(1, 131), row(1, 132))
                .addRows("input", row(3, 133), row(3, 200));
    }

    private static void refused(Cases cases) {
        cases.stream("complete-mode")
                .input(KEYED)
                .complete(inputs -> inputs.table().dropDuplicates("_1"))
                .addRows("input", row("a", 1));
        cases.stream("within-watermark-in-complete-mode")
                .input("value INT")
                .complete(inputs -> timed(inputs, "10 seconds").dropDuplicatesWithinWatermark())
                .add(1);
        cases.stream("within-watermark-without-watermark")
                .input(KEYED)
                .append(inputs -> inputs.table().dropDuplicatesWithinWatermark("_1"))
                .addRows("input", row("a", 1));
        cases.stream("by-nothing-there")
                .input(KEYED)
                .append(inputs -> inputs.table().dropDuplicates("nope"))
                .addRows("input", row("a", 1));
        cases.stream("two-event-times")
                .input("value INT")
                .append(inputs -> timed(inputs, "10 seconds")
                        .withColumn("other", col("ts"))
                        .dropDuplicates("ts", "other"))
                .add(1, 2);
        cases.query("within-watermark-on-a-table")
                .table("input", KEYED, row("a", 1), row("a", 2))
                .of(inputs -> inputs.table().dropDuplicatesWithinWatermark("_1"));
    }
}

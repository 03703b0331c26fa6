package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
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
                .append(inputs ->
                        timed(inputs, "10 seconds").dropDuplicatesWithinWatermark().select("value"))
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
}

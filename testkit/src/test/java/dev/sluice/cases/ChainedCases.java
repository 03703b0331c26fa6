package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;

import dev.sluice.DataFrame;
import java.util.stream.IntStream;

/** The worked examples of aggregations over aggregations, and with rows without repetitions before and after them. */
public final class ChainedCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.stream("41-windows-of-windows")
                .input("value INT")
                .append(inputs -> smallWindows(inputs)
                        .groupBy(window(col("window"), "10 seconds"))
                        .agg(count(lit(1)).as("count"), sum("count").as("sum"))
                        .select(col("window.start").cast("bigint"), col("count"), col("sum")))
                .add(between(10, 21))
                .add(between(10, 29))
                .add(30, 31);
        cases.stream("42-windows-of-windows-of-windows")
                .input("value INT")
                .append(inputs -> smallWindows(inputs)
                        .groupBy(window(window_time(col("window")), "10 seconds"))
                        .agg(count(lit(1)).as("count"), sum("count").as("sum"))
                        .groupBy(window(window_time(col("window")), "20 seconds"))
                        .agg(count(lit(1)).as("count"), sum("sum").as("sum"))
                        .select(
                                col("window.start").cast("bigint"),
                                col("window.end").cast("bigint"),
                                col("count"),
                                col("sum")))
                .add(between(0, 37))
                .add(between(30, 60));
        cases.stream("windows-of-windows-without-late-rows")
                .input("value INT")
                .append(inputs -> smallWindows(inputs)
                        .groupBy(window(col("window"), "10 seconds"))
                        .agg(count(lit(1)).as("count"), sum("count").as("sum"))
                        .select(col("window.start").cast("bigint"), col("count"), col("sum")))
                .add(between(10, 21))
                .add(between(30, 44))
                .restart()
                .add(60);
        withDeduplication(cases);
    }

    private static void withDeduplication(Cases cases) {
        cases.stream("43-dedup-then-windows")
                .input("value INT")
                .append(inputs -> counts(timed(inputs, "10 seconds").dropDuplicates("value", "ts")))
                .add(between(1, 15));
        cases.stream("45-windows-then-dedup-by-count")
                .input("value INT")
                .append(inputs -> smallWindows(inputs)
                        .select(col("count"), col("window.end").as("end"))
                        .dropDuplicates("count", "end")
                        .select(col("end").cast("bigint"), col("count")))
                .add(1, 5, 10, 15);
        cases.stream("46-windows-then-dedup-by-time")
                .input("value INT")
                .append(inputs -> smallWindows(inputs)
                        .select(col("count"), window_time(col("window")).as("time"))
                        .dropDuplicates("count", "time"))
                .add(1, 5, 10, 15);
        cases.stream("51-dedup-then-windows-with-late-rows")
                .input("value INT")
                .append(inputs -> counts(timed(inputs, "10 seconds").dropDuplicates()))
                .add(IntStream.range(0, 30).mapToObj(index -> 10 + index % 6).toArray())
                .add(25)
                .add(10)
                .add(40);
        cases.stream("windows-then-dedup-by-window")
                .input("value INT")
                .append(inputs -> smallWindows(inputs).dropDuplicates())
                .add(1, 2, 5, 15)
                .restart()
                .add(25, 26);
        cases.stream("dedup-then-dedup-within-watermark")
                .input("value INT")
                .append(inputs -> timed(inputs, "10 seconds")
                        .dropDuplicates()
                        .withColumn("even", col("value").mod(2))
                        .dropDuplicatesWithinWatermark("even"))
                .add(20, 21, 20)
                .add(22, 45)
                .restart()
                .add(46, 47);
        cases.stream("dedup-then-windows-in-update-mode")
                .input("value INT")
                .update(inputs -> counts(timed(inputs, "10 seconds").dropDuplicates()))
                .add(10, 11, 10)
                .add(25, 10, 12)
                .add(12, 40);
        cases.stream("dedup-then-windows-in-complete-mode")
                .input("value INT")
                .complete(inputs -> counts(timed(inputs, "10 seconds").dropDuplicates()))
                .add(10, 11, 10)
                .add(25, 10, 12)
                .add(12, 40);
        cases.stream("windows-in-update-mode-then-dedup")
                .input("value INT")
                .update(inputs -> smallWindows(inputs).select("count").dropDuplicates())
                .add(1, 2, 5, 15)
                .add(3, 25);
        cases.stream("windows-in-update-mode-then-dedup-by-time")
                .input("value INT")
                .update(inputs -> smallWindows(inputs).dropDuplicates())
                .add(1, 2, 5, 15);
    }

    private static DataFrame timed(Inputs inputs, String delay) {
        return inputs.table().withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", delay);
    }

    private static DataFrame counts(DataFrame timed) {
        return timed.groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
    }

    private static DataFrame smallWindows(Inputs inputs) {
        return timed(inputs, "0 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count();
    }

    private static Object[] between(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toArray();
    }
}

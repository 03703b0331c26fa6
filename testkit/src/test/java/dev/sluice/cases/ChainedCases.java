package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;

import dev.sluice.DataFrame;
import java.util.stream.IntStream;

/** The worked examples of aggregations over aggregations. */
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
    }

    private static DataFrame smallWindows(Inputs inputs) {
        return inputs.table()
                .withColumn("ts", col("value").cast("timestamp"))
                .withWatermark("ts", "0 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count();
    }

    private static Object[] between(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toArray();
    }
}

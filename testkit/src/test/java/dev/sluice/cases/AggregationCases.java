package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;

/** The worked examples of watermarks and aggregation. */
public final class AggregationCases implements CaseGroup {
    /** Counts windows of five seconds, with ten seconds of patience. */
    private static DataFrame windowCounts(Inputs inputs) {
        return inputs.table()
                .withColumn("ts", col("value").cast("timestamp"))
                .withWatermark("ts", "10 seconds")
                .groupBy(window(col("ts"), "5 seconds"))
                .count()
                .select(col("window.start").cast("bigint"), col("count"));
    }

    @Override
    public void define(Cases cases) {
        cases.stream("19-append")
                .input("value INT")
                .append(AggregationCases::windowCounts)
                .add(10, 11, 12, 13, 14, 15)
                .add(25)
                .add(10);
        cases.stream("34-append-without-watermark")
                .input("value INT")
                .append(inputs -> inputs.table().groupBy("value").count())
                .add(3);
    }
}

package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Trigger;
import java.util.concurrent.atomic.AtomicBoolean;

/** The worked examples of sources and of triggers that end by themselves. */
public final class SourceCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.stream("99-rate-micro-batch-once")
                .append(SourceCases::tenRowsABatch)
                .run(Trigger::Once)
                .run(Trigger::Once)
                .run(Trigger::Once);
        cases.stream("99-rate-micro-batch-available-now")
                .append(SourceCases::tenRowsABatch)
                .run(Trigger::AvailableNow)
                .run(Trigger::AvailableNow);
        cases.stream("100-two-files-a-batch")
                .input("value INT")
                .append(inputs -> inputs.session()
                        .readStream()
                        .schema("value INT")
                        .option("maxFilesPerTrigger", 2)
                        .json(inputs.path("input")))
                .add(1)
                .add(2)
                .add(3)
                .run(Trigger::AvailableNow);
        cases.stream("105b-available-now-closes-windows")
                .input("value INT")
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("value").cast("timestamp"))
                        .withWatermark("ts", "10 seconds")
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count()
                        .select(col("window.start").cast("bigint"), col("count")))
                .add(15)
                .add(30)
                .add(45)
                .run(Trigger::AvailableNow);
        cases.stream("105c-a-source-without-data")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(SourceCases::unionOfTwo)
                .addRows("first", Cases.row(1))
                .restart()
                .addRows("second", Cases.row(2));
        AtomicBoolean hasStarted = new AtomicBoolean();
        cases.stream("105c-a-source-less-after-a-restart")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(inputs -> hasStarted.getAndSet(true) ? inputs.table("first") : unionOfTwo(inputs))
                .addRows("first", Cases.row(1))
                .restart();
        cases.stream("106-available-now-beside-a-source-without-an-end")
                .input("value INT")
                .append(inputs -> inputs.table().union(noRowsYet(inputs)))
                .add(1)
                .add(2)
                .add(3)
                .run(Trigger::AvailableNow);
        cases.stream("106-available-now-over-two-sources")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(SourceCases::unionOfTwo)
                .addRows("first", Cases.row(1))
                .addRows("second", Cases.row(10))
                .addRows("first", Cases.row(2))
                .addRows("second", Cases.row(20))
                .addRows("first", Cases.row(3))
                .addRows("second", Cases.row(30))
                .run(Trigger::AvailableNow);
        cases.stream("106-available-now-over-uneven-sources")
                .input("first", "value INT")
                .input("second", "value INT")
                .append(SourceCases::unionOfTwo)
                .addRows("first", Cases.row(1))
                .addRows("second", Cases.row(10))
                .addRows("first", Cases.row(2))
                .run(Trigger::AvailableNow);
    }

    private static DataFrame tenRowsABatch(Inputs inputs) {
        return inputs.session()
                .readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 10)
                .option("numPartitions", 1)
                .load();
    }

    /** Of a source that takes an hour to begin. */
    private static DataFrame noRowsYet(Inputs inputs) {
        return inputs.session()
                .readStream()
                .format("rate")
                .option("rowsPerSecond", 1)
                .option("rampUpTime", "1h")
                .load()
                .select(col("value").cast("int"));
    }

    private static DataFrame unionOfTwo(Inputs inputs) {
        return inputs.table("first").union(inputs.table("second"));
    }
}

package dev.sluice.benchmarks;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import java.nio.file.Path;

/** The engine's side of the workloads that go from topic to topic, exactly once, and what both sides need. */
final class KafkaWorkload {
    private KafkaWorkload() {}

    /** A run in a process of {@link KafkaBench}. */
    static Measured run(String name, String side, Path scratch) throws Exception {
        String brokers = System.getProperty(KafkaBench.BROKERS, "");
        String output = System.getProperty(KafkaBench.OUTPUT, "");
        boolean isLimit = side.equals("limit");
        return switch (name) {
            case KafkaBench.TOPICS -> side.equals("make") ? KafkaTopics.make(brokers) : KafkaTopics.fill(brokers);
            case "W3" ->
                isLimit
                        ? KafkaWindowsLimit.run(brokers, output)
                        : measure(windows(brokers), "update", brokers, output, scratch);
            case "COPY" ->
                isLimit
                        ? KafkaCopyLimit.run(brokers, output)
                        : measure(
                                events(brokers, KafkaTopics.INPUT).select("key", "value"),
                                "append",
                                brokers,
                                output,
                                scratch);
            case "W5" -> LiveWorkload.run(side, brokers, output, scratch);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static DataFrame events(String brokers, String topic) {
        return Workload.session()
                .readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .load();
    }

    /** W3: average, maximum and count by device over ten minutes, every minute. */
    private static DataFrame windows(String brokers) {
        return events(brokers, KafkaTopics.INPUT)
                .select(from_json(col("value").cast("string"), lit("device STRING, time TIMESTAMP, value DOUBLE"))
                        .as("event"))
                .select("event.*")
                .withWatermark("time", "10 minutes")
                .groupBy(col("device"), window(col("time"), "10 minutes", "1 minute"))
                .agg(
                        avg("value").as("average"),
                        max("value").as("maximum"),
                        count(lit(1)).as("count"))
                .select(
                        col("device").as("key"),
                        to_json(struct(
                                        col("device"),
                                        col("window.start").as("start"),
                                        col("average"),
                                        col("maximum"),
                                        col("count")))
                                .as("value"));
    }

    private static Measured measure(DataFrame result, String mode, String brokers, String output, Path scratch) {
        long start = System.nanoTime();
        var query = result.writeStream()
                .format("kafka")
                .outputMode(mode)
                .option("kafka.bootstrap.servers", brokers)
                .option("topic", output)
                .option("checkpointLocation", scratch.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = 0;
        for (StreamingQueryProgress progress : query.recentProgress()) {
            rows += progress.numInputRows();
        }
        return new Measured(rows, seconds, KafkaTopics.check(brokers, output));
    }
}

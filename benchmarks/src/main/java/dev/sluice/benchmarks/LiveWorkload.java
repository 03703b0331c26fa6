package dev.sluice.benchmarks;

import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.nio.file.Path;

/** W5: how long an event takes from topic to topic, in the engine and in a hand-written loop. */
final class LiveWorkload {
    /** For how many seconds latencies are taken. */
    static final String SECONDS = "sluice.bench.seconds";

    private static final Trigger CONTINUOUS = Trigger.Continuous("1 second");

    private LiveWorkload() {}

    /** A run in a process of {@link KafkaBench}. */
    static Measured run(String side, String brokers, String output, Path scratch) throws Exception {
        String checkpoint = scratch.resolve("checkpoint").toString();
        int seconds = Integer.getInteger(SECONDS, 60);
        return switch (side) {
            case "loop" -> LiveEvents.measure(brokers, seconds, (from, to) -> LiveLoop.map(brokers, from, to));
            case "live" ->
                LiveEvents.measure(
                        brokers,
                        seconds,
                        (from, to) ->
                                start(seen(brokers, from), brokers, to, checkpoint, "at-least-once", CONTINUOUS)::stop);
            case "loop-count" -> LiveEvents.measure(brokers, seconds, (from, to) -> LiveLoop.count(brokers, from, to));
            case "live-count" ->
                LiveEvents.measure(
                        brokers,
                        seconds,
                        (from, to) -> start(
                                counted(brokers, from), brokers, to, checkpoint, "at-least-once", CONTINUOUS)::stop);
            case "batches" ->
                LiveEvents.measure(
                        brokers,
                        seconds,
                        (from, to) -> start(
                                        seen(brokers, from),
                                        brokers,
                                        to,
                                        checkpoint,
                                        "exactly-once",
                                        Trigger.ProcessingTime(0))::stop);
            case "saturated" -> {
                long start = System.nanoTime();
                DataFrame copy =
                        KafkaWorkload.events(brokers, KafkaTopics.INPUT).select("key", "value");
                StreamingQuery query = start(copy, brokers, output, checkpoint, "exactly-once", CONTINUOUS);
                query.processAllAvailable();
                double took = (System.nanoTime() - start) / 1e9;
                query.stop();
                yield new Measured(KafkaTopics.EVENTS, took, KafkaTopics.check(brokers, output));
            }
            default -> throw new IllegalArgumentException(side);
        };
    }

    private static DataFrame seen(String brokers, String input) {
        return KafkaWorkload.events(brokers, input)
                .select(
                        col("key"),
                        concat(col("value").cast("string"), lit(",seen")).as("value"));
    }

    /** Of each device in ten seconds: how many events, and when the last of them was sent. */
    private static DataFrame counted(String brokers, String input) {
        return KafkaWorkload.events(brokers, input)
                .withWatermark("timestamp", "10 seconds")
                .groupBy(col("key"), window(col("timestamp"), "10 seconds"))
                .agg(
                        count(lit(1)).as("count"),
                        max(col("value").cast("string").cast("bigint")).as("sent"))
                .select(col("key"), concat(col("sent"), lit(","), col("count")).as("value"));
    }

    private static StreamingQuery start(
            DataFrame result, String brokers, String output, String checkpoint, String delivery, Trigger trigger) {
        return result.writeStream()
                .format("kafka")
                .outputMode("update")
                .option("kafka.bootstrap.servers", brokers)
                .option("topic", output)
                .option("delivery", delivery)
                .option("checkpointLocation", checkpoint)
                .trigger(trigger)
                .start();
    }
}

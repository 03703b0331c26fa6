package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;

import dev.sluice.Session;
import dev.sluice.Trigger;

/** A process that counts the records of a topic by value into another, in small batches, and is killed where it is held. */
public final class CountingQuery {
    private CountingQuery() {}

    /** @param arguments brokers, topic to read, topic to write, checkpoint, and the batch after whose commit to stay, or -1 */
    public static void main(String[] arguments) {
        try (Session session = Session.builder().create()) {
            session.readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", arguments[0])
                    .option("subscribe", arguments[1])
                    .option("startingOffsets", "earliest")
                    .option("maxOffsetsPerTrigger", 40)
                    .load()
                    .groupBy(col("value"))
                    .agg(count(lit(1)).as("n"))
                    .select(concat(col("value").cast("string"), lit(" "), col("n"))
                            .as("value"))
                    .writeStream()
                    .outputMode("update")
                    .trigger(Trigger.AvailableNow())
                    .format(HeldSinkProvider.NAME)
                    .option("kafka.bootstrap.servers", arguments[0])
                    .option("topic", arguments[2])
                    .option("checkpointLocation", arguments[3])
                    .option("hold", arguments[4])
                    .start()
                    .awaitTermination();
        }
    }
}

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.timestamp_seconds;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.window;

import dev.sluice.Session;
import dev.sluice.Trigger;
import dev.sluice.types.StructType;

/**
 * From Kafka to Kafka, exactly once: readings of devices in topic {@code readings} become their means of ten minutes in topic
 * {@code means}. Each run adds the readings of the next two hours, takes in what is new and prints the means there are so far; the query goes
 * on where it was. Kill it at any moment and run it again: no mean is missing, and none is there twice.
 *
 * <pre>
 * ./sluice kafka-dev                       # in another window
 * ./sluice run examples/KafkaWindows.java [brokers] [folder of the checkpoint]
 * </pre>
 */
public class KafkaWindows {
    private static final StructType READING = StructType.fromDDL("device STRING, time TIMESTAMP, value DOUBLE");
    private static final int READINGS = 720;
    private static final long FIRST_SECOND = 1_772_352_000;

    public static void main(String[] arguments) {
        String brokers = arguments.length > 0 ? arguments[0] : "localhost:9092";
        String checkpoint = arguments.length > 1 ? arguments[1] : "checkpoints/kafka-windows";
        Session session = Session.builder()
                .appName("kafka windows")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        addReadings(session, brokers);
        session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", "readings")
                .option("startingOffsets", "earliest")
                .load()
                .select(from_json(col("value").cast("string"), READING).as("reading"))
                .select("reading.*")
                .withWatermark("time", "1 minute")
                .groupBy(window(col("time"), "10 minutes"), col("device"))
                .agg(avg("value").as("mean"), count(lit(1)).as("readings"))
                .select(
                        col("device").as("key"),
                        to_json(struct(col("device"), col("window.end").as("until"), col("mean"), col("readings")))
                                .as("value"))
                .writeStream()
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("topic", "means")
                .option("checkpointLocation", checkpoint)
                .start()
                .awaitTermination();
        session.read()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", "means")
                .load()
                .select(col("partition"), col("offset"), col("value").cast("string"))
                .show(100, false);
    }

    /** A reading every half minute of each of three devices, for two hours, one transaction in all. */
    private static void addReadings(Session session, String brokers) {
        long there = session.read()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribePattern", "readings") // A topic that is not there yet has no records.
                .load()
                .count();
        session.range(there, there + READINGS)
                .select(
                        concat(lit("device-"), col("id").mod(3)).as("device"),
                        timestamp_seconds(lit(FIRST_SECOND).plus(col("id").multiply(10)))
                                .as("time"),
                        col("id").mod(50).cast("double").as("value"))
                .select(col("device").as("key"), to_json(struct("device", "time", "value")).as("value"))
                .write()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("topic", "readings")
                .mode("append")
                .save();
    }
}

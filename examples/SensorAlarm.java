import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Raises an alarm for each sensor whose mean of ten minutes is too high, through {@code foreach}. After a failure the last
 * batch comes again, with the same rows in the same partitions: the writer knows by (partition, epoch) what it has raised
 * already. What it has raised it keeps in memory here; a program that must not raise an alarm twice after a restart keeps
 * it where the alarms go.
 *
 * <pre>
 * ./sluice run examples/SensorAlarm.java [folder of readings] [limit]
 * </pre>
 */
public class SensorAlarm {
    public static void main(String[] arguments) throws IOException {
        Path readings = arguments.length > 0 ? Path.of(arguments[0]) : sampleReadings();
        double limit = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 80;
        Session session = Session.builder()
                .appName("sensor alarm")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        session.readStream()
                .schema("sensor STRING, time TIMESTAMP, temperature DOUBLE")
                .json(readings.toString())
                .withWatermark("time", "1 minute")
                .groupBy(window(col("time"), "10 minutes"), col("sensor"))
                .agg(avg("temperature").as("mean"))
                .where(col("mean").gt(limit))
                .select(col("sensor"), col("window.end").as("until"), col("mean"))
                .writeStream()
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .foreach(new Alarms())
                .start()
                .awaitTermination();
    }

    /** Raises what a partition holds when all of it has come. */
    static final class Alarms extends ForeachWriter<Row> {
        private final Set<String> raised = new HashSet<>();
        private final List<String> alarms = new ArrayList<>();
        private String part = "";

        @Override
        public boolean open(long partitionId, long epochId) {
            part = partitionId + " of " + epochId;
            alarms.clear();
            return !raised.contains(part);
        }

        @Override
        public void process(Row alarm) {
            alarms.add("ALARM " + alarm.getString(0) + ": " + alarm.getDouble(2) + " in the ten minutes until "
                    + alarm.getInstant(1));
        }

        @Override
        public void close(Throwable errorOrNull) {
            if (errorOrNull == null && raised.add(part)) {
                alarms.forEach(System.out::println);
            }
        }
    }

    private static Path sampleReadings() throws IOException {
        Path folder = Files.createTempDirectory("readings");
        Files.write(
                folder.resolve("0.json"),
                List.of(
                        "{\"sensor\":\"boiler\",\"time\":\"2026-03-01T08:01:00Z\",\"temperature\":78.5}",
                        "{\"sensor\":\"boiler\",\"time\":\"2026-03-01T08:06:00Z\",\"temperature\":85.5}",
                        "{\"sensor\":\"pump\",\"time\":\"2026-03-01T08:06:30Z\",\"temperature\":41.0}",
                        "{\"sensor\":\"pump\",\"time\":\"2026-03-01T08:12:00Z\",\"temperature\":42.0}",
                        "{\"sensor\":\"boiler\",\"time\":\"2026-03-01T08:25:00Z\",\"temperature\":70.0}"));
        return folder;
    }
}

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many events each device sent in each hour, twice: once over all that ever comes, once with a watermark, which lets
 * old hours be closed and forgotten.
 *
 * <pre>
 * ./sluice run examples/DeviceCounts.java [folder of events]
 * </pre>
 */
public class DeviceCounts {
    public static void main(String[] arguments) throws IOException {
        Path input = arguments.length > 0 ? Path.of(arguments[0]) : sampleEvents();
        Session session = Session.builder().appName("device counts").getOrCreate();
        DataFrame events = session.readStream()
                .format("json")
                .schema("device STRING, time TIMESTAMP")
                .load(input.toString());

        DataFrame withoutWatermark =
                events.groupBy(col("device"), window(col("time"), "1 hour")).count();
        print("counts_so_far", withoutWatermark, "complete", session);

        DataFrame withWatermark = events.withWatermark("time", "2 hours")
                .groupBy(col("device"), window(col("time"), "1 hour"))
                .count();
        print("closed_hours", withWatermark, "append", session);
    }

    private static void print(String name, DataFrame counts, String mode, Session session) {
        StreamingQuery query = counts.writeStream()
                .format("memory")
                .queryName(name)
                .outputMode(mode)
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        System.out.println(name + ", output mode " + mode + ":");
        session.table(name).orderBy(col("window"), col("device")).show(20, false);
    }

    private static Path sampleEvents() throws IOException {
        Path folder = Files.createTempDirectory("device-events");
        Files.write(
                folder.resolve("0.json"),
                List.of(
                        "{\"device\":\"pump\",\"time\":\"2026-01-01T00:05:00Z\"}",
                        "{\"device\":\"pump\",\"time\":\"2026-01-01T00:45:00Z\"}",
                        "{\"device\":\"valve\",\"time\":\"2026-01-01T00:50:00Z\"}",
                        "{\"device\":\"valve\",\"time\":\"2026-01-01T01:10:00Z\"}",
                        "{\"device\":\"pump\",\"time\":\"2026-01-01T04:00:00Z\"}"));
        return folder;
    }
}

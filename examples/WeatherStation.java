import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A year of hourly readings of a weather station as a stream of files in event-time order: the mean of every day, and of
 * every day and a half that begins each twelve hours. Results are appended to JSON files, each window once, as soon as the
 * watermark says that no reading of it can still come.
 *
 * <p>Stop it at any moment, also with kill -9, and run it again: it continues where it was, and repeats nothing.
 *
 * <pre>
 * ./sluice run examples/WeatherStation.java [folder for everything it writes]
 * </pre>
 */
public class WeatherStation {
    private static final int READINGS_PER_FILE = 24 * 7;

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "out/weather");
        Path readings = folder.resolve("readings");
        replay(Path.of("examples/data/seattle-weather-hourly-normals.csv"), readings);

        Session session = Session.builder()
                .appName("weather station")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        DataFrame stream = session.readStream()
                .format("csv")
                .option("header", true)
                .option("maxFilesPerTrigger", 4)
                .schema("date TIMESTAMP, pressure DOUBLE, temperature DOUBLE, wind DOUBLE")
                .load(readings.toString())
                .withWatermark("date", "2 hours");

        StreamingQuery daily = start(stream, window(col("date"), "1 day"), folder.resolve("daily"));
        StreamingQuery sliding =
                start(stream, window(col("date"), "36 hours", "12 hours"), folder.resolve("sliding"));
        daily.awaitTermination();
        sliding.awaitTermination();

        print(session, "The mean of each day", folder.resolve("daily"));
        print(session, "The mean of 36 hours, each 12 hours", folder.resolve("sliding"));
    }

    private static StreamingQuery start(DataFrame stream, Column window, Path folder) {
        return stream.groupBy(window)
                .agg(
                        avg("temperature").as("mean"),
                        min("temperature").as("lowest"),
                        max("temperature").as("highest"),
                        count(lit(1)).as("readings"))
                .writeStream()
                .queryName(folder.getFileName().toString())
                .outputMode("append")
                .format("json")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start(folder.resolve("output").toString());
    }

    private static void print(Session session, String title, Path folder) {
        DataFrame windows = session.read()
                .format("json")
                .schema("window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, mean DOUBLE, lowest DOUBLE, highest DOUBLE,"
                        + " readings BIGINT")
                .load(folder.resolve("output").toString());
        System.out.println(title + ", " + windows.count() + " windows:");
        windows.orderBy(col("window")).show(10, false);
    }

    /** Cuts the file into a file for each week, as if the station had sent one each Monday. Files that are there stay. */
    private static void replay(Path source, Path target) throws IOException {
        List<String> lines = Files.readAllLines(source);
        String header = lines.getFirst();
        List<String> rows = lines.subList(1, lines.size());
        Files.createDirectories(target);
        for (int from = 0; from < rows.size(); from += READINGS_PER_FILE) {
            int number = from / READINGS_PER_FILE;
            Path file = target.resolve(String.format("week-%02d.csv", number));
            if (Files.exists(file)) {
                continue;
            }
            List<String> part = rows.subList(from, Math.min(rows.size(), from + READINGS_PER_FILE));
            Path temporary = target.resolve("." + file.getFileName());
            Files.writeString(temporary, header + "\n" + String.join("\n", part) + "\n");
            // The source takes files in the order of their times.
            Files.setLastModifiedTime(temporary, FileTime.fromMillis(1_262_304_000_000L + number * 1_000L));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

import static dev.sluice.functions.approx_count_distinct;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.regexp_extract;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Visits of each page in the last hour, anew every ten minutes, from the access log of a web server in its common format.
 * Lines that are none are left out.
 *
 * <pre>
 * ./sluice run examples/WebLog.java [folder of logs]
 * </pre>
 */
public class WebLog {
    private static final String LINE =
            "^(\\S+) \\S+ \\S+ \\[([^\\]]+)\\] \"(\\S+) (\\S+)[^\"]*\" (\\d{3}) (\\d+|-)";

    public static void main(String[] arguments) throws IOException {
        Path logs = arguments.length > 0 ? Path.of(arguments[0]) : sampleLog();
        Session session = Session.builder()
                .appName("web log")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        DataFrame visits = session.readStream()
                .text(logs.toString())
                .select(
                        part(1).as("visitor"),
                        part(2).as("time"),
                        part(4).as("page"),
                        part(5).as("status"))
                .where(col("time").notEqual("").and(col("status").startsWith("2")))
                .withColumn("time", to_timestamp(col("time"), "dd/MMM/yyyy:HH:mm:ss Z"));
        visits.withWatermark("time", "5 minutes")
                .groupBy(window(col("time"), "1 hour", "10 minutes"), col("page"))
                .agg(count(lit(1)).as("visits"), approx_count_distinct("visitor").as("visitors"))
                .orderBy(col("window").getField("end"), col("page"))
                .writeStream()
                .outputMode("complete")
                .format("console")
                .option("truncate", false)
                .option("numRows", 50)
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }

    private static Column part(int group) {
        return regexp_extract(col("value"), LINE, group);
    }

    private static Path sampleLog() throws IOException {
        Path folder = Files.createTempDirectory("access-log");
        Files.write(
                folder.resolve("access.log"),
                List.of(
                        "192.0.2.1 - - [01/Mar/2026:08:02:11 +0000] \"GET /index.html HTTP/1.1\" 200 5120",
                        "192.0.2.7 - - [01/Mar/2026:08:04:59 +0000] \"GET /index.html HTTP/1.1\" 200 5120",
                        "192.0.2.7 - ann [01/Mar/2026:08:05:30 +0000] \"POST /orders HTTP/1.1\" 201 17",
                        "192.0.2.9 - - [01/Mar/2026:08:06:00 +0000] \"GET /favicon.ico HTTP/1.1\" 404 -",
                        "this is no line of a log",
                        "192.0.2.1 - - [01/Mar/2026:09:01:45 +0100] \"GET /index.html HTTP/1.1\" 200 5120",
                        "192.0.2.1 - - [01/Mar/2026:08:41:00 +0000] \"GET /index.html HTTP/1.1\" 200 5120"));
        return folder;
    }
}

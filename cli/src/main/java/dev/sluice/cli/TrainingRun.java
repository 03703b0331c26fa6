package dev.sluice.cli;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A few small queries whose only purpose is to load what later programs will load: the build runs it once to record the
 * archive of classes that the launcher starts from.
 */
public final class TrainingRun {
    private TrainingRun() {}

    /** Enough rows for the hot loops to be compiled, so that the archive keeps what the compiler learned of them. */
    private static final int ROWS = 400_000;

    private static final int BATCHES_OF_MANY_KEYS = 4;
    private static final int POLL_MILLIS = 10;

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sluice-training");
        try {
            fileToFile(folder);
            generatorToConsole();
            manyRows(folder);
            manyRecords(folder);
        } finally {
            delete(folder);
        }
    }

    private static void fileToFile(Path folder) throws IOException {
        Path input = Files.createDirectories(folder.resolve("input"));
        Files.write(
                input.resolve("a.json"),
                List.of(
                        "{\"device\":\"a\",\"time\":\"2026-01-01T00:00:00.123Z\",\"value\":17.25}",
                        "{\"device\":\"b\",\"time\":\"2026-01-01T05:00:00.123Z\",\"value\":3}"));
        Session session = Session.builder().appName("training").getOrCreate();
        DataFrame counts = session.readStream()
                .format("json")
                .schema("device STRING, time TIMESTAMP, value DOUBLE")
                .load(input.toString())
                .where(col("value").gt(lit(1)))
                .withWatermark("time", "2 hours")
                .groupBy(col("device"), window(col("time"), "1 hour"))
                .agg(count(lit(1)).as("events"), avg("value").as("mean"));
        StreamingQuery query = counts.writeStream()
                .format("json")
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start(folder.resolve("output").toString());
        query.awaitTermination();
        session.read()
                .format("json")
                .schema("device STRING, events BIGINT")
                .load(folder.resolve("output").toString())
                .orderBy(col("device"))
                .show();
    }

    private static void manyRows(Path folder) throws IOException {
        Path input = Files.createDirectories(folder.resolve("many"));
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            Instant time = Instant.ofEpochMilli(1_767_225_600_000L + row * 7L);
            lines.append("{\"device\":\"unit-")
                    .append(row * 31 % 1_000)
                    .append("\",\"time\":\"")
                    .append(time);
            lines.append("\",\"value\":").append(row % 400 / 4.0).append(",\"status\":\"");
            lines.append(row % 9 == 0 ? "failed" : "ok").append("\"}\n");
        }
        Files.writeString(input.resolve("a.json"), lines);
        Session session = Session.builder().getOrCreate();
        DataFrame events = session.readStream()
                .format("json")
                .schema("device STRING, time TIMESTAMP, value DOUBLE, status STRING")
                .load(input.toString());
        events.withWatermark("time", "2 hours")
                .groupBy(col("device"), window(col("time"), "1 hour"))
                .agg(count(lit(1)).as("events"), avg("value").as("mean"))
                .writeStream()
                .format("noop")
                .outputMode("update")
                .option("checkpointLocation", folder.resolve("counted").toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        events.where(col("value").gt(lit(50)).and(col("status").equalTo(lit("ok"))))
                .select(col("device"), col("time"), col("value"))
                .writeStream()
                .format("json")
                .option("checkpointLocation", folder.resolve("filtered").toString())
                .trigger(Trigger.AvailableNow())
                .start(folder.resolve("kept").toString())
                .awaitTermination();
        DataFrame keyed = session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 2L * ROWS)
                .load()
                .select(col("value").multiply(lit(7_919)).mod(lit(3L * ROWS)).as("key"), col("value"));
        runBatches(
                keyed.groupBy("key").agg(count(lit(1)).as("count"), sum("value").as("sum")),
                "update",
                folder.resolve("summed"));
        runBatches(keyed.select("key").dropDuplicates("key"), "append", folder.resolve("distinct"));
    }

    private static void manyRecords(Path folder) throws IOException {
        Path input = Files.createDirectories(folder.resolve("records"));
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            lines.append("unit-").append(row * 31 % 1_000).append(',');
            lines.append(Instant.ofEpochMilli(1_767_225_600_000L + row * 7L)).append(',');
            lines.append(row % 400 / 4.0).append(row % 9 == 0 ? ",\"failed, again\"\n" : ",ok\n");
        }
        Files.writeString(input.resolve("a.csv"), lines);
        Session.builder()
                .getOrCreate()
                .read()
                .format("csv")
                .schema("device STRING, time TIMESTAMP, value DOUBLE, status STRING")
                .load(input.toString())
                .groupBy("device")
                .agg(
                        count(lit(1)).as("events"),
                        max("time").as("last"),
                        avg("value").as("mean"))
                .collectAsList();
    }

    private static void runBatches(DataFrame results, String mode, Path checkpoint) {
        StreamingQuery query = results.writeStream()
                .format("noop")
                .outputMode(mode)
                .option("checkpointLocation", checkpoint.toString())
                .start();
        boolean ended = false;
        while (!ended && batchesOf(query) < BATCHES_OF_MANY_KEYS) {
            ended = query.awaitTermination(POLL_MILLIS);
        }
        query.stop();
    }

    private static long batchesOf(StreamingQuery query) {
        StreamingQueryProgress last = query.lastProgress();
        return last == null ? 0 : last.batchId();
    }

    private static void generatorToConsole() {
        Session session = Session.builder().getOrCreate();
        StreamingQuery query = session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 10)
                .load()
                .writeStream()
                .format("console")
                .trigger(Trigger.Once())
                .start();
        query.awaitTermination();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

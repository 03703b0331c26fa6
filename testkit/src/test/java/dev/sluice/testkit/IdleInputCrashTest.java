package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.SystemExec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A query over two folders, of which one falls silent and is idle from then on, ended at every operation on its disk and
 * begun again long after: what was decided by a batch that was planned stays decided, and the output is the same.
 */
class IdleInputCrashTest {
    private static final Path DATA = Path.of("/data");
    private static final Path OUTPUT = DATA.resolve("output");
    private static final Path CHECKPOINT = DATA.resolve("checkpoint");
    private static final long START = 1_767_225_600_000L;
    private static final int MOST_OPERATIONS = 2_000;

    @Test
    void t6_k_whoeverIsIdleIsSoAfterEveryCrash() throws IOException {
        FaultyDisk calm = new FaultyDisk(0);
        runAll(calm, Duration.ZERO);
        List<String> undisturbed = output(calm);
        assertThat(undisturbed).hasSize(8);
        FaultyDisk whileBothHaveFiles = new FaultyDisk(0);
        runWhileBothHaveFiles(whileBothHaveFiles, START);
        long first = whileBothHaveFiles.operationCount() + 1;
        long crashPoint = first;
        boolean crashed = true;
        while (crashed) {
            assertThat(crashPoint).isLessThan(MOST_OPERATIONS);
            FaultyDisk disk = new FaultyDisk(crashPoint);
            disk.crashAt(crashPoint, CrashMode.ANY_SUBSET);
            try {
                runAll(disk, Duration.ZERO);
                crashed = disk.isDown();
            } catch (StreamingQueryException | SimulatedCrash expected) {
                assertThat(disk.isDown()).isTrue();
            }
            String where = "crash at " + crashPoint + ": " + disk.crashedIn();
            disk.restart();
            runAll(disk, Duration.ofDays(1));
            assertThat(output(disk)).as("after %s", where).isEqualTo(undisturbed);
            assertThat(watermarks(disk)).as("after %s", where).isSorted();
            crashPoint++;
        }
        assertThat(crashPoint - first).isGreaterThan(50);
    }

    /** Both folders get files, then one alone; each time the query runs until it has nothing to do. */
    private static void runAll(FaultyDisk disk, Duration later) throws IOException {
        long start = START + later.toMillis();
        runWhileBothHaveFiles(disk, start);
        write(disk.mount(), "views", 1, 40);
        run(disk, start + Duration.ofMinutes(4).toMillis());
        write(disk.mount(), "views", 2, 70);
        run(disk, start + Duration.ofMinutes(7).toMillis());
    }

    private static void runWhileBothHaveFiles(FaultyDisk disk, long start) throws IOException {
        write(disk.mount(), "clicks", 0, 10);
        write(disk.mount(), "views", 0, 10);
        run(disk, start);
    }

    private static void run(FaultyDisk disk, long millis) {
        try (Session session = Session.builder()
                .seams(new ManualClock(millis), disk.mount(), new SystemExec(), new SeededIds(millis))
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            timed(session, "clicks")
                    .withWatermark("ts", "0 seconds", "5 minutes")
                    .union(timed(session, "views").withWatermark("ts", "0 seconds"))
                    .groupBy(window(col("ts"), "10 seconds"))
                    .count()
                    .writeStream()
                    .format("json")
                    .outputMode("append")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(OUTPUT.toString())
                    .awaitTermination();
        }
    }

    private static DataFrame timed(Session session, String name) {
        return session.readStream()
                .format("json")
                .schema("value INT")
                .load(DATA.resolve(name).toString())
                .withColumn("ts", col("value").cast("timestamp"));
    }

    /** A file with a value for every five seconds up to half a minute after {@code first}, unless it is there. */
    private static void write(CheckpointFs files, String folder, int number, int first) throws IOException {
        Path directory = DATA.resolve(folder);
        Path file = directory.resolve(number + ".json");
        if (files.stat(file) != null) {
            return;
        }
        files.createDirectories(directory);
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, 6)
                .forEach(row ->
                        lines.append("{\"value\":").append(first + 5 * row).append("}\n"));
        byte[] bytes = lines.toString().getBytes(UTF_8);
        Path hidden = directory.resolve("." + number);
        if (files.stat(hidden) != null) {
            files.delete(hidden);
        }
        try (CheckpointFs.Output output = files.create(hidden)) {
            output.write(bytes, 0, bytes.length);
            output.sync();
        }
        files.rename(hidden, file);
        files.syncDirectory(directory);
    }

    private static List<String> output(FaultyDisk disk) {
        try (Session session = Session.builder()
                .seams(new ManualClock(0), disk.mount(), new SystemExec(), new SeededIds(7))
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            return session
                    .read()
                    .format("json")
                    .schema("window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, count BIGINT")
                    .load(OUTPUT.toString())
                    .collectAsList()
                    .stream()
                    .map(Object::toString)
                    .sorted()
                    .toList();
        }
    }

    /** Of the batches whose plans are there, in their order. */
    private static List<Long> watermarks(FaultyDisk disk) throws IOException {
        TreeMap<Long, Long> byBatch = new TreeMap<>();
        Path offsets = CHECKPOINT.resolve("offsets");
        for (String name : disk.mount().list(offsets)) {
            if (name.chars().allMatch(Character::isDigit)) {
                String text = new String(disk.mount().read(offsets.resolve(name)), UTF_8);
                String digits = text.replaceFirst("(?s).*\"batchWatermarkMs\":(\\d+).*", "$1");
                byBatch.put(Long.parseLong(name), Long.parseLong(digits));
            }
        }
        return List.copyOf(byBatch.values());
    }
}

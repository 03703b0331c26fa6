package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;

import dev.sluice.DataStreamWriter;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The program that {@link RealProcesses} starts and ends: windows over files, appended to files. It exits with 0 when all
 * input is read, and with {@link #FAILED} and the error on its output when the query fails.
 *
 * <p>Arguments: a folder, then {@code step=S7} and {@code time=2} to end itself by SIGKILL when it comes to a step for the
 * second time, {@code clock=-86400000} for a clock that is wrong by so many milliseconds, {@code patience=60s} to wait so long
 * for space and tell the status, {@code stays=true} to go on until it is stopped, {@code busy=willing} for a batch that goes on until it is asked to stop, {@code busy=unwilling} for one that
 * then goes on all the same, {@code busy=no} to go on where these have ended.
 */
public final class DisturbedQuery {
    static final int FAILED = 3;
    static final String SCHEMA =
            "device STRING, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, events BIGINT, values ARRAY<BIGINT>";

    private DisturbedQuery() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Map<String, String> wishes = new HashMap<>();
        for (int index = 1; index < arguments.length; index++) {
            String[] wish = arguments[index].split("=", 2);
            wishes.put(wish[0], wish[1]);
        }
        boolean stays = wishes.containsKey("stays");
        String step = wishes.get("step");
        CheckpointFs files = step == null
                ? LocalFs.strict()
                : Step.valueOf(step).endsProcess(LocalFs.strict(), Integer.parseInt(wishes.getOrDefault("time", "1")));
        Clock clock = shifted(new SystemClock(), Long.parseLong(wishes.getOrDefault("clock", "0")));
        try (Session session = Session.builder()
                .seams(clock, files, new SystemExec(), new SystemIds())
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.streaming.minBatchesToRetain", "4")
                .config("sluice.io.retryWindow", wishes.getOrDefault("patience", "0"))
                .getOrCreate()) {
            DataStreamWriter windows = session.readStream()
                    .format("json")
                    .schema("device STRING, time TIMESTAMP, value BIGINT")
                    .option("maxFilesPerTrigger", 1)
                    .option("cleanSource", "archive")
                    .option("sourceArchiveDir", folder.resolve("archive").toString())
                    .load(folder.resolve("input").toString())
                    .withWatermark("time", "10 minutes")
                    .groupBy(col("device"), window(col("time"), "5 minutes"))
                    .agg(count(lit(1)).as("events"), collect_list("value").as("values"))
                    .writeStream()
                    .outputMode("append")
                    .option("checkpointLocation", folder.resolve("checkpoint").toString())
                    .trigger(stays ? Trigger.ProcessingTime(0) : Trigger.AvailableNow());
            String busy = wishes.get("busy");
            StreamingQuery query = busy == null
                    ? windows.format("json").start(folder.resolve("output").toString())
                    : windows.foreachBatch((rows, batchId) -> beBusy(busy)).start();
            System.out.println("started");
            while (wishes.containsKey("patience") && !query.awaitTermination(10)) {
                System.out.println(query.status().message());
            }
            query.awaitTermination();
        } catch (SluiceException failed) {
            System.out.println(failed.getMessage());
            System.exit(FAILED);
        }
    }

    private static void beBusy(String how) {
        if (how.equals("no")) {
            return;
        }
        System.out.println("busy");
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        System.out.println("asked to stop");
        while (how.equals("unwilling")) {
            Thread.onSpinWait();
        }
    }

    private static Clock shifted(Clock clock, long millis) {
        return new Clock() {
            @Override
            public long wallMillis() {
                return clock.wallMillis() + millis;
            }

            @Override
            public long monotonicNanos() {
                return clock.monotonicNanos();
            }
        };
    }
}

package dev.sluice.benchmarks;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import java.nio.file.Path;

/** What a batch costs apart from its rows, and what it costs when much is held and little changes. */
final class SmallBatches {
    private static final int BATCH_ROWS = 1_000;
    private static final int WARM_UP_BATCHES = 1_000;
    private static final int MEASURED_BATCHES = 1_000;
    private static final int SYNCED_BATCHES = 300;
    private static final int CHANGED_KEYS = 10_000;
    private static final int CHANGING_BATCHES = 60;

    private SmallBatches() {}

    /** B1: seconds for one batch of 1,000 rows with one stateful operator. */
    static Measured fixedCost(Path scratch) {
        Workload.session().conf().set("sluice.checkpoint.durability", "process");
        run(scratch.resolve("warm-up"), 100, BATCH_ROWS, (long) WARM_UP_BATCHES * BATCH_ROWS);
        long start = System.nanoTime();
        run(scratch.resolve("measured"), 100, BATCH_ROWS, (long) MEASURED_BATCHES * BATCH_ROWS);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(BATCH_ROWS, seconds / MEASURED_BATCHES, "batches=" + MEASURED_BATCHES);
    }

    /** B1 with all that a checkpoint syncs: how much there is of it, and what it costs. */
    static Measured fixedCostWithSync(Path scratch) {
        SyncCounter files = new SyncCounter(LocalFs.strict());
        try (Session session = Session.builder()
                .seams(new SystemClock(), files, new SystemExec(), new SystemIds())
                .config("spark.sql.session.timeZone", "UTC")
                .create()) {
            Path checkpoint = scratch.resolve("synced");
            run(session, checkpoint, 100, BATCH_ROWS, (long) SYNCED_BATCHES * BATCH_ROWS);
            files.reset();
            long start = System.nanoTime();
            run(session, checkpoint, 100, BATCH_ROWS, 2L * SYNCED_BATCHES * BATCH_ROWS);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(BATCH_ROWS, seconds / SYNCED_BATCHES, files.perBatch(SYNCED_BATCHES));
        }
    }

    /** Seconds for one batch that changes 10,000 keys while {@code held} are held. */
    static Measured withHeldKeys(Path scratch, long held) {
        Workload.session().conf().set("sluice.checkpoint.durability", "process");
        Path checkpoint = scratch.resolve("held");
        run(checkpoint, held, held, held);
        StreamingQuery query = run(checkpoint, held, CHANGED_KEYS, held + (long) CHANGING_BATCHES * CHANGED_KEYS);
        StreamingQueryProgress[] batches = query.recentProgress();
        long millis = 0;
        int counted = 0;
        for (int batch = batches.length / 3; batch < batches.length; batch++) {
            millis += batches[batch].batchDuration();
            counted++;
        }
        return new Measured(CHANGED_KEYS, millis / 1e3 / counted, "held=" + held);
    }

    private static StreamingQuery run(Path checkpoint, long keys, long rowsPerBatch, long totalRows) {
        return run(Workload.session(), checkpoint, keys, rowsPerBatch, totalRows);
    }

    private static StreamingQuery run(Session session, Path checkpoint, long keys, long rowsPerBatch, long totalRows) {
        StreamingQuery query = Workload.generated(session, totalRows, rowsPerBatch)
                .groupBy(col("value").mod(lit(keys)).as("key"))
                .agg(count(lit(1)).as("count"), sum("value").as("sum"))
                .writeStream()
                .format("noop")
                .outputMode("update")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        return query;
    }
}

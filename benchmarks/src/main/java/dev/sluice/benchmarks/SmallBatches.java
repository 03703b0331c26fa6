package dev.sluice.benchmarks;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;

import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import java.nio.file.Path;

/** What a batch costs apart from its rows, and what it costs when much is held and little changes. */
final class SmallBatches {
    private static final int BATCH_ROWS = 1_000;
    private static final int WARM_UP_BATCHES = 1_000;
    private static final int MEASURED_BATCHES = 1_000;
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
        StreamingQuery query = Workload.generated(totalRows, rowsPerBatch)
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

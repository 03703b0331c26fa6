package dev.sluice.benchmarks;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;

import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** What the promises of a checkpoint cost: syncing while a query runs, and reading state back when it starts again. */
final class CheckpointWorkload {
    private static final long KEYS = 1_000_000;
    private static final int BATCHES = 10;

    private CheckpointWorkload() {}

    /** W4 with what is synced at each batch, or without. */
    static Measured durable(Path checkpoint, String durability) {
        Workload.session().conf().set("sluice.checkpoint.durability", durability);
        return Workload.sum(checkpoint, 20_000_000, 10);
    }

    /** A checkpoint with a million keys, each of which was in each of ten batches: a snapshot and what came after it. */
    static Measured make(Path checkpoint) {
        return run(checkpoint, KEYS, KEYS * BATCHES);
    }

    /** From the start of a query on that checkpoint until a batch of one row is committed, in a process that has run nothing yet. */
    static Measured recover(Path checkpoint) throws IOException {
        long rows;
        try (Stream<Path> batches = Files.list(checkpoint.resolve("commits"))) {
            rows = KEYS * BATCHES + batches.count() - BATCHES + 1;
        }
        return run(checkpoint, 1, rows);
    }

    private static Measured run(Path checkpoint, long rowsPerBatch, long totalRows) {
        long start = System.nanoTime();
        StreamingQuery query = Workload.generated(totalRows, rowsPerBatch)
                .groupBy(col("value").mod(lit(KEYS)).as("key"))
                .agg(count(lit(1)).as("count"), sum("value").as("sum"))
                .writeStream()
                .format("noop")
                .outputMode("update")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        double seconds = (System.nanoTime() - start) / 1e9;
        StreamingQueryProgress last = Objects.requireNonNull(query.lastProgress(), "a batch");
        return new Measured(KEYS, seconds, "held=" + last.stateOperators()[0].numRowsTotal());
    }
}

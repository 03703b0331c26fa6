package dev.sluice.benchmarks;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.timestamp_millis;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import java.nio.file.Path;

/** The engine's side of the workloads of other stateful operators, over generated rows, with a checkpoint. */
final class StatefulWorkload {
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final int BATCHES = 10;

    private StatefulWorkload() {}

    /** Distinct ids among twice as many, append mode. */
    static Measured deduplicate(Path checkpoint, long totalRows) {
        DataFrame ids = Workload.generated(totalRows, totalRows / BATCHES)
                .select(col("value")
                        .multiply(lit(DistinctLimit.MULTIPLIER))
                        .mod(lit(totalRows / 2))
                        .as("id"));
        return run(ids.dropDuplicates("id"), checkpoint);
    }

    /** Sessions of ten thousand users, each of ten rows a second apart after a pause, append mode. */
    static Measured sessions(Path checkpoint, long totalRows) {
        long users = 10_000;
        DataFrame events = Workload.generated(totalRows, totalRows / BATCHES)
                .select(
                        col("value").mod(lit(users)).as("user"),
                        timestamp_millis(col("value")
                                        .divide(lit(users))
                                        .cast("BIGINT")
                                        .multiply(lit(1_000L))
                                        .plus(col("value")
                                                .divide(lit(10 * users))
                                                .cast("BIGINT")
                                                .multiply(lit(60_000L)))
                                        .plus(lit(START_MILLIS)))
                                .as("time"),
                        col("value"));
        return run(
                events.withWatermark("time", "10 seconds")
                        .groupBy(session_window(col("time"), "30 seconds"), col("user"))
                        .agg(count(lit(1)).as("events"), sum("value").as("sum")),
                checkpoint);
    }

    private static Measured run(DataFrame results, Path checkpoint) {
        long start = System.nanoTime();
        StreamingQuery query = results.writeStream()
                .format("noop")
                .outputMode("append")
                .option("checkpointLocation", checkpoint.toString())
                .start();
        query.processAllAvailable();
        double seconds = (System.nanoTime() - start) / 1e9;
        query.stop();
        long rows = 0;
        long held = 0;
        long created = 0;
        for (StreamingQueryProgress progress : query.recentProgress()) {
            rows += progress.numInputRows();
            if (progress.stateOperators().length > 0) {
                held = progress.stateOperators()[0].numRowsTotal();
                created += progress.stateOperators()[0].numRowsUpdated();
            }
        }
        return new Measured(rows, seconds, "created=" + created + " held=" + held);
    }
}

package dev.sluice.benchmarks;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import java.nio.file.Path;
import java.util.List;

/** A query that has read all its input, timed from {@code start()} to termination. */
record Finished(List<StreamingQueryProgress> progress, double seconds) {
    /** Runs a query whose results nobody takes. */
    static Finished of(DataFrame result, String mode, Path checkpoint) {
        long start = System.nanoTime();
        StreamingQuery query = result.writeStream()
                .format("noop")
                .outputMode(mode)
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Finished(List.of(query.recentProgress()), seconds);
    }
}

package dev.sluice.benchmarks;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.connector.generate.RowGenerator;
import dev.sluice.functions;
import java.nio.file.Path;
import java.util.Locale;

/** The engine's side of each workload, timed from {@code start()} to termination. */
final class Workload {
    private static final String EVENT_SCHEMA = "device STRING, time TIMESTAMP, value DOUBLE, status STRING";

    private static final int TEN_HOURS_SECONDS = 36_000;
    private static final long FIRST_SECOND = 1_700_000_000L;

    private Workload() {}

    private static DataFrame events(Path input, int filesPerBatch) {
        return session()
                .readStream()
                .format("json")
                .schema(EVENT_SCHEMA)
                .option("maxFilesPerTrigger", filesPerBatch)
                .load(input.toString());
    }

    /** W1: count by device and hour with a watermark, update mode, four files a batch, checkpoint on disk. */
    static Measured count(Path input, Path checkpoint, int filesPerBatch) {
        DataFrame counts = events(input, filesPerBatch)
                .withWatermark("time", "2 hours")
                .groupBy(col("device"), window(col("time"), "1 hour"))
                .count();
        Finished query = Finished.of(counts, "update", checkpoint);
        long rows = 0;
        long late = 0;
        for (StreamingQueryProgress progress : query.progress()) {
            rows += progress.numInputRows();
            late += progress.stateOperators()[0].numRowsDroppedByWatermark();
        }
        return new Measured(rows, query.seconds(), "late=" + late);
    }

    /** SLIDE: average and maximum by device over ten minutes, every minute, four files a batch, checkpoint on disk. */
    static Measured slide(Path input, Path checkpoint, int filesPerBatch, String mode) {
        DataFrame windows = events(input, filesPerBatch)
                .withWatermark("time", "10 minutes")
                .groupBy(col("device"), window(col("time"), "10 minutes", "1 minute"))
                .agg(
                        functions.avg(col("value")).as("average"),
                        functions.max(col("value")).as("maximum"));
        Finished query = Finished.of(windows, mode, checkpoint);
        long rows = 0;
        long late = 0;
        long written = 0;
        for (StreamingQueryProgress progress : query.progress()) {
            rows += progress.numInputRows();
            late += progress.stateOperators()[0].numRowsDroppedByWatermark();
            written += progress.sink().numOutputRows();
        }
        return new Measured(rows, query.seconds(), "late=" + late + " windows=" + written);
    }

    /** W2: filter and three columns of the same files, to JSON files. */
    static Measured filter(Path input, Path checkpoint, Path output) {
        DataFrame kept = session()
                .readStream()
                .format("json")
                .schema(EVENT_SCHEMA)
                .load(input.toString())
                .where(col("value").gt(lit(50)).and(col("status").equalTo(lit("ok"))))
                .select(col("device"), col("time"), col("value"));
        long start = System.nanoTime();
        StreamingQuery query = kept.writeStream()
                .format("json")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start(output.toString());
        query.awaitTermination();
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = 0;
        for (StreamingQueryProgress progress : query.recentProgress()) {
            rows += progress.numInputRows();
        }
        return new Measured(rows, seconds, "kept=" + rowsIn(output));
    }

    private static long rowsIn(Path output) {
        return session()
                .read()
                .format("json")
                .schema("device STRING")
                .load(output.toString())
                .count();
    }

    /**
     * W4: count and sum per key over generated rows, update mode, checkpoint on; timed until all rows are committed. Then
     * prints how much of the heap the state takes, which the query still holds.
     */
    static Measured sum(Path checkpoint, long totalRows, int batches) {
        DataFrame sums = generated(totalRows, totalRows / batches)
                .groupBy(col("value")
                        .multiply(lit(SumLimit.MULTIPLIER))
                        .mod(lit(SumLimit.KEYS))
                        .as("key"))
                .agg(
                        functions.count(lit(1)).as("count"),
                        functions.sum(col("value")).as("sum"));
        long before = LiveHeap.bytes();
        long start = System.nanoTime();
        StreamingQuery query = sums.writeStream()
                .format("noop")
                .outputMode("update")
                .option("checkpointLocation", checkpoint.toString())
                .start();
        query.processAllAvailable();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "W4: %.1f bytes of live heap a key, at most 80 wanted%n",
                (double) (LiveHeap.bytes() - before) / SumLimit.KEYS);
        query.stop();
        long rows = 0;
        long updated = 0;
        for (StreamingQueryProgress progress : query.recentProgress()) {
            rows += progress.numInputRows();
            updated += progress.stateOperators().length == 0 ? 0 : progress.stateOperators()[0].numRowsUpdated();
        }
        return new Measured(rows, seconds, "updated=" + updated);
    }

    /**
     * J1: an inner join of two streams of as many generated rows, ten hours of them, whose times are at most an hour apart;
     * each row has one partner. Checkpoint on.
     */
    static Measured join(Path checkpoint, long rowsOfEachSide, int batches) {
        DataFrame left = timed("left", rowsOfEachSide, batches, 0);
        DataFrame right = timed("right", rowsOfEachSide, batches, 60);
        DataFrame joined = left.join(
                right,
                col("leftId")
                        .equalTo(col("rightId"))
                        .and(seconds("right").geq(seconds("left")))
                        .and(seconds("right").leq(seconds("left").plus(lit(3_600)))));
        Finished query = Finished.of(joined, "append", checkpoint);
        long rows = 0;
        long pairs = 0;
        for (StreamingQueryProgress progress : query.progress()) {
            rows += progress.numInputRows();
            pairs += progress.sink().numOutputRows();
        }
        return new Measured(rows, query.seconds(), "pairs=" + pairs);
    }

    private static Column seconds(String side) {
        return col(side + "Time").cast("bigint");
    }

    /** Ten hours of rows, in whole seconds: times before 1970 would be late. */
    private static DataFrame timed(String side, long rows, int batches, int delaySeconds) {
        return generated(rows, rows / batches)
                .select(
                        col("value").as(side + "Id"),
                        col("value")
                                .multiply(lit(TEN_HOURS_SECONDS))
                                .divide(lit(rows))
                                .cast("bigint")
                                .plus(lit(FIRST_SECOND + delaySeconds))
                                .cast("timestamp")
                                .as(side + "Time"),
                        col("value").mod(lit(1_000)).as(side + "Value"))
                .withWatermark(side + "Time", "1 minute");
    }

    static DataFrame generated(long totalRows, long rowsPerBatch) {
        return generated(session(), totalRows, rowsPerBatch);
    }

    static DataFrame generated(Session session, long totalRows, long rowsPerBatch) {
        return session.readStream()
                .format("generate")
                .schema("value BIGINT")
                .attachment((RowGenerator) Workload::numbers)
                .option("totalRows", totalRows)
                .option("rowsPerBatch", rowsPerBatch)
                .load();
    }

    private static void numbers(long first, int count, BatchBuilder builder) {
        LongBuilder values = (LongBuilder) builder.column(0);
        int start = builder.rowCount();
        for (int row = 0; row < count; row++) {
            values.set(start + row, first + row);
        }
        builder.rowCount(start + count);
    }

    static Session session() {
        return Session.builder()
                .appName("benchmark")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }
}

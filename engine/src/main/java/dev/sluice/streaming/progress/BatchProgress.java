package dev.sluice.streaming.progress;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one trigger of a query did. Most batches are never asked for all of it, so that is put into words only then. Thread-safe. */
public final class BatchProgress {
    private final @Nullable String name;
    private final long batchId;
    private final long numInputRows;
    private final double processedRowsPerSecond;
    private final long batchDurationMillis;
    private final @Nullable String watermark;
    private @Nullable Supplier<String> maker;
    private String json = "";

    /** @param json makes the text; called once at most, on any thread */
    public BatchProgress(
            @Nullable String name,
            long batchId,
            long numInputRows,
            double processedRowsPerSecond,
            long batchDurationMillis,
            @Nullable String watermark,
            Supplier<String> json) {
        this.name = name;
        this.batchId = batchId;
        this.numInputRows = numInputRows;
        this.processedRowsPerSecond = processedRowsPerSecond;
        this.batchDurationMillis = batchDurationMillis;
        this.watermark = watermark;
        this.maker = json;
    }

    /** Of the query, null where it has none. */
    public @Nullable String name() {
        return name;
    }

    public long batchId() {
        return batchId;
    }

    public long numInputRows() {
        return numInputRows;
    }

    public double processedRowsPerSecond() {
        return processedRowsPerSecond;
    }

    public long batchDurationMillis() {
        return batchDurationMillis;
    }

    /** As a UTC text, null where the query has none. */
    public @Nullable String watermark() {
        return watermark;
    }

    /** All of it, on one line, under Spark's names. */
    public synchronized String json() {
        Supplier<String> made = maker;
        if (made != null) {
            json = made.get();
            maker = null;
        }
        return json;
    }
}

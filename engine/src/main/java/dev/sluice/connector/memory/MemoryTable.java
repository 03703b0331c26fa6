package dev.sluice.connector.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows that a memory sink received, by batch. Safe for use by many threads. */
public final class MemoryTable {
    /** What {@link #latestBatchId} says before the first batch. */
    public static final long NO_BATCH = -1;

    private record Entry(String attempt, List<Batch> batches) {}

    private final StructType schema;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    public MemoryTable(StructType schema) {
        this.schema = schema;
    }

    public StructType schema() {
        return schema;
    }

    /** All rows, in order of batch. */
    public synchronized List<Batch> allBatches() {
        List<Batch> all = new ArrayList<>();
        entries.values().forEach(entry -> all.addAll(entry.batches()));
        return List.copyOf(all);
    }

    /** The rows of one batch, none if it is not held. */
    public synchronized List<Batch> batches(long batchId) {
        Entry entry = entries.get(batchId);
        return entry == null ? List.of() : entry.batches();
    }

    public synchronized long latestBatchId() {
        Map.Entry<Long, Entry> last = entries.lastEntry();
        return last == null ? NO_BATCH : last.getKey();
    }

    /** The attempt that filled batch {@code batchId}, null if it is not held. */
    synchronized @Nullable String attempt(long batchId) {
        Entry entry = entries.get(batchId);
        return entry == null ? null : entry.attempt();
    }

    /** Adds a batch; one at or before the latest is ignored. */
    synchronized void append(long batchId, String attempt, List<Batch> batches) {
        if (batchId > latestBatchId()) {
            entries.put(batchId, new Entry(attempt, List.copyOf(batches)));
        }
    }

    /** Puts a batch in the place of all rows; one at or before the latest is ignored. */
    synchronized void replace(long batchId, String attempt, List<Batch> batches) {
        if (batchId > latestBatchId()) {
            entries.clear();
            entries.put(batchId, new Entry(attempt, List.copyOf(batches)));
        }
    }
}

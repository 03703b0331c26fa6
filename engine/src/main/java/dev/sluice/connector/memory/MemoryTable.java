package dev.sluice.connector.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.spi.MemoryHold;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a memory sink received, by batch; in memory, as long as the table is open. Safe for use by many threads.
 */
public final class MemoryTable implements AutoCloseable {
    /** What {@link #latestBatchId} says before the first batch. */
    public static final long NO_BATCH = -1;

    private record Entry(String attempt, List<Batch> batches, long bytes) {}

    private final StructType schema;
    private final MemoryHold hold;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    private long bytes;

    /** A table that no budget of memory counts. */
    public MemoryTable(StructType schema) {
        this(schema, MemoryHold.UNCOUNTED);
    }

    /** @param hold counts the rows; closed with the table */
    public MemoryTable(StructType schema, MemoryHold hold) {
        this.schema = schema;
        this.hold = hold;
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
    synchronized void append(long batchId, String attempt, BatchSequence rows) {
        if (batchId > latestBatchId()) {
            Entry entry = copied(attempt, rows, bytes);
            bytes += entry.bytes();
            entries.put(batchId, entry);
        }
    }

    /** Puts a batch in the place of all rows; one at or before the latest is ignored. */
    synchronized void replace(long batchId, String attempt, BatchSequence rows) {
        if (batchId > latestBatchId()) {
            // Until the new rows are there, the former are kept beside them.
            Entry entry = copied(attempt, rows, bytes);
            entries.clear();
            entries.put(batchId, entry);
            bytes = entry.bytes();
            hold.resize(bytes);
        }
    }

    /** @param besideBytes what the table holds already */
    private Entry copied(String attempt, BatchSequence rows, long besideBytes) {
        List<Batch> batches = new ArrayList<>();
        long size = 0;
        try (BatchSequence.Reader reader = rows.open()) {
            for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                size += batch.sizeInBytes();
                hold.resize(besideBytes + size);
                batches.add(batch);
            }
        } catch (RuntimeException failed) {
            hold.resize(besideBytes);
            throw failed;
        }
        return new Entry(attempt, List.copyOf(batches), size);
    }

    /** Forgets the rows. */
    @Override
    public synchronized void close() {
        entries.clear();
        hold.close();
    }
}

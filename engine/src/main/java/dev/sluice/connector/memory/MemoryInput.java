package dev.sluice.connector.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a program feeds into a memory source: blocks of rows, numbered from 0. Blocks are kept until every open source
 * has committed them. Safe for use by many threads.
 */
public final class MemoryInput {
    /** The offset before the first block. */
    public static final long NOTHING = -1;

    private final StructType schema;
    private final List<Batch> blocks = new ArrayList<>();
    private final IdentityHashMap<Object, Long> committedByReader = new IdentityHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long firstHeld;

    public MemoryInput(StructType schema) {
        this.schema = schema;
    }

    public StructType schema() {
        return schema;
    }

    /** Adds a copy of these rows as one block and returns its number, the new offset. */
    public long addData(Batch rows) {
        if (!rows.schema().equals(schema)) {
            throw SluiceException.of(
                            ErrorCondition.INCOMPATIBLE_COLUMN_TYPE, "the rows do not have the schema of the stream")
                    .at("source \"memory\"")
                    .found(rows.schema().toDDL())
                    .expected(schema.toDDL())
                    .mend("add rows of the stream's own schema")
                    .build();
        }
        Vector[] flat = new Vector[schema.size()];
        for (int index = 0; index < flat.length; index++) {
            flat[index] = Vectors.flat(rows.vector(index), rows.rowCount());
        }
        Batch block = new Batch(schema, flat, rows.rowCount()).copy();
        long offset;
        synchronized (this) {
            blocks.add(block);
            offset = firstHeld + blocks.size() - 1;
        }
        listeners.forEach(Runnable::run);
        return offset;
    }

    /** The number of the last block, {@link #NOTHING} before the first. */
    public synchronized long latestOffset() {
        return firstHeld + blocks.size() - 1;
    }

    synchronized Batch block(long offset) {
        if (offset < firstHeld || offset > latestOffset()) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCONSISTENT,
                            "the memory stream does not hold a block that is asked for")
                    .at("source \"memory\"")
                    .at("block " + offset)
                    .found("blocks " + firstHeld + " to " + latestOffset())
                    .mend("a memory stream ends with its process: start the query on a new checkpoint")
                    .build();
        }
        return blocks.get((int) (offset - firstHeld));
    }

    synchronized void open(Object reader, Runnable listener) {
        committedByReader.put(reader, firstHeld - 1);
        listeners.add(listener);
    }

    synchronized void close(Object reader, Runnable listener) {
        committedByReader.remove(reader);
        listeners.remove(listener);
    }

    synchronized void commit(Object reader, long offset) {
        committedByReader.merge(reader, offset, Math::max);
        long everywhere = Long.MAX_VALUE;
        for (long committed : committedByReader.values()) {
            everywhere = Math.min(everywhere, committed);
        }
        int trimmed = (int) Math.clamp(everywhere + 1 - firstHeld, 0L, blocks.size());
        blocks.subList(0, trimmed).clear();
        firstHeld += trimmed;
    }
}

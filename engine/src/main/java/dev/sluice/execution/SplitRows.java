package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one split has for one partition. A split of the usual size is held as it is; what a larger one has beyond that, such
 * as a compressed file that cannot be divided, goes through a buffer that spills.
 */
final class SplitRows {
    /** Of one split, for all partitions: more than splits of the usual size come to. */
    private static final long HELD_BYTES = 64 << 20;

    private final StatefulSpec spec;
    private final @Nullable AggregateCalls aggregates;
    private final QueryMemory memory;
    private final long mostHeldBytes;
    private final Queue<KeyedRows> held = new ArrayDeque<>();
    private long heldBytes;
    private long rowCount;
    private @Nullable BatchBuffer rest;

    SplitRows(StatefulSpec spec, int partitionCount, QueryMemory memory) {
        this(spec, memory, HELD_BYTES / partitionCount);
    }

    SplitRows(StatefulSpec spec, QueryMemory memory, long mostHeldBytes) {
        this.spec = spec;
        this.aggregates = spec instanceof AggregateSpec aggregate ? new AggregateCalls(aggregate) : null;
        this.memory = memory;
        this.mostHeldBytes = mostHeldBytes;
    }

    long rowCount() {
        return rowCount;
    }

    void add(KeyedRows rows) {
        rowCount += rows.rowCount();
        if (rest == null) {
            heldBytes += sizeInBytes(rows);
            if (heldBytes <= mostHeldBytes) {
                held.add(rows);
                return;
            }
            rest = memory.buffer(schema(), "rows on their way to operator " + spec.operatorId());
        }
        rest.append(batch(aggregates == null ? rows : rows.folded(aggregates)));
    }

    /** Says that there are no more rows. */
    void seal() {
        if (rest != null) {
            rest.seal();
        }
    }

    /** Hands over all rows in their order, once: what is folded in can be collected at once. */
    void takeAll(Consumer<KeyedRows> action) {
        for (KeyedRows part = held.poll(); part != null; part = held.poll()) {
            action.accept(part);
        }
        if (rest != null) {
            try (BatchBuffer buffer = rest) {
                buffer.forEach(batch -> action.accept(rows(batch)));
            }
        }
    }

    private static long sizeInBytes(KeyedRows rows) {
        long bytes = 8L * rows.hashes().length;
        for (Vector key : rows.keys()) {
            bytes += key.sizeInBytes(rows.rowCount());
        }
        for (Vector value : rows.values()) {
            bytes += value.sizeInBytes(rows.rowCount());
        }
        return bytes;
    }

    private StructType schema() {
        List<StructField> fields = new ArrayList<>();
        fields.add(new StructField("hash", AtomicType.BIGINT, false));
        fields.addAll(Leaves.of(spec.keySchema()).fields());
        fields.addAll(spec.carriedSchema().fields());
        return Leaves.plain(new StructType(fields));
    }

    private Batch batch(KeyedRows rows) {
        List<Vector> columns = new ArrayList<>();
        columns.add(new LongVector(rows.hashes(), null));
        columns.addAll(Arrays.asList(rows.keys()));
        columns.addAll(Arrays.asList(rows.values()));
        return new Batch(schema(), columns.toArray(Vector[]::new), rows.rowCount());
    }

    private KeyedRows rows(Batch batch) {
        int firstBuffer = batch.vectors().length - spec.carriedSchema().size();
        return new KeyedRows(
                batch.rowCount(),
                ((LongVector) batch.vector(0)).values(),
                Arrays.copyOfRange(batch.vectors(), 1, firstBuffer),
                Arrays.copyOfRange(batch.vectors(), firstBuffer, batch.vectors().length),
                true);
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.PartitionLedger;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.LongArrays;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.seam.Clock;
import dev.sluice.spi.MemoryHold;
import dev.sluice.state.MovingExpiryTable;
import dev.sluice.state.OperatorState;
import dev.sluice.state.PartitionState;
import dev.sluice.state.StateTable;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The half of dropping duplicates that holds state, for one partition: notes the keys that it does not know, and keeps their
 * rows until the end of the batch. Keys that event time has closed are then forgotten.
 */
final class StatefulDeduplicate implements KeyedPartition {
    /** Rows after which the size of the state is told again: few enough that it cannot have outgrown the heap. */
    private static final int ROWS_BETWEEN_SIZES = 1 << 16;

    private final DeduplicateSpec spec;
    private final StructType keySchema;
    private final List<Integer> carried;
    private final KeyExpiry expiry;
    private final PartitionState state;
    private final OperatorWatermarks watermarks;
    private final Clock clock;
    private final MemoryHold hold;
    private final BatchBuffer kept;
    private final LongArrays longs;
    private final PartitionLedger ledger;

    private int[] firstRows = new int[0];
    private int rowsSinceSize;
    private long insertedKeys;
    private long duplicateRows;
    private long removedKeys;
    private long updateNanos;
    private long removalNanos;

    /**
     * @param hold counts the state
     * @param memory for the rows until the end of the batch
     */
    StatefulDeduplicate(
            DeduplicateSpec spec,
            OperatorState states,
            int partition,
            OperatorWatermarks watermarks,
            Clock clock,
            MemoryHold hold,
            QueryMemory memory) {
        this.spec = spec;
        this.keySchema = spec.keySchema();
        this.carried = spec.carried();
        this.expiry = KeyExpiry.of(spec.expiry(), keySchema, null);
        this.state = spec.delayMillis() == null ? states.partition(partition) : states.movingPartition(partition);
        this.watermarks = watermarks;
        this.clock = clock;
        this.hold = hold;
        this.ledger = new PartitionLedger(state);
        this.longs = memory.longs();
        this.kept = memory.buffer(spec.schema(), "first rows of operator " + spec.operatorId());
        tellSize();
    }

    private void tellSize() {
        hold.resize(state.sizeInBytes());
        rowsSinceSize = 0;
    }

    @Override
    public boolean add(KeyedRows rows) {
        long start = clock.monotonicNanos();
        if (firstRows.length < rows.rowCount()) {
            firstRows = new int[rows.rowCount()];
        }
        int count = insert(rows);
        insertedKeys += count;
        duplicateRows += rows.rowCount() - count;
        ledger.take(rows.rowCount());
        ledger.fates().add(Fate.DUPLICATE, rows.rowCount() - count);
        ledger.fates().pass(count, count);
        ledger.bear(count);
        boolean areKept = count > 0 && count == rows.rowCount() && !rows.isFolded();
        if (count > 0) {
            kept.appendOwned(areKept ? batch(rows.keys(), rows.values(), count) : firsts(rows, count));
        }
        rowsSinceSize += rows.rowCount();
        if (rowsSinceSize >= ROWS_BETWEEN_SIZES) {
            tellSize();
        }
        updateNanos += clock.monotonicNanos() - start;
        return areKept;
    }

    /** Fills in the first rows of the keys that were not there, and says how many those are. */
    private int insert(KeyedRows rows) {
        int rowCount = rows.rowCount();
        return state instanceof MovingExpiryTable moving
                ? moving.insert(rows.keys(), rows.hashes(), expiries(rows), rowCount, firstRows)
                : ((StateTable) state)
                        .insert(rows.keys(), rows.hashes(), expiry.of(rows.keys(), rowCount), rowCount, firstRows);
    }

    private static long[] expiries(KeyedRows rows) {
        return ((LongVector) rows.values()[rows.values().length - 1]).values();
    }

    private Batch firsts(KeyedRows rows, int count) {
        return batch(
                Gather.copies(rows.keys(), firstRows, count), Gather.copies(rows.values(), firstRows, count), count);
    }

    /** Rows as they were, from keys and the columns that were carried beside them. */
    private Batch batch(Vector[] keyLeaves, Vector[] beside, int rowCount) {
        Vector[] columns = new Vector[spec.schema().size()];
        Vector[] keys = Leaves.join(keySchema, keyLeaves, rowCount);
        for (int index = 0; index < keys.length; index++) {
            columns[spec.keys().get(index)] = keys[index];
        }
        for (int index = 0; index < carried.size(); index++) {
            columns[carried.get(index)] = beside[index];
        }
        return new Batch(spec.schema(), columns, rowCount);
    }

    @Override
    public long mostResults() {
        return insertedKeys;
    }

    @Override
    public void endBatch(Output output) {
        kept.seal();
        kept.drain(output::push, longs);
        long start = clock.monotonicNanos();
        removedKeys = spec.expires() ? state.evict(watermarks.evict(), gone -> {}) : 0;
        tellSize();
        removalNanos = clock.monotonicNanos() - start;
    }

    @Override
    public PartitionLedger ledger() {
        return ledger;
    }

    @Override
    public BatchResult.OperatorMetrics metrics() {
        return new BatchResult.OperatorMetrics(
                state.groupCount(),
                insertedKeys,
                removedKeys,
                state.sizeInBytes(),
                0,
                TimeUnit.NANOSECONDS.toMillis(updateNanos),
                TimeUnit.NANOSECONDS.toMillis(removalNanos),
                Map.of(BatchResult.OperatorMetrics.DUPLICATE_ROWS, duplicateRows));
    }
}

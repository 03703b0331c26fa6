package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.state.GroupTable;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The half of dropping duplicates that runs inside a task: drops late rows, and those that repeat a row of the same task
 * while there are some to find, and divides the others by the partition that holds their key.
 */
final class PreDeduplicate implements KeyedTask {
    /** A table beyond this many keys would leave the cache; a new one is begun, and the partition finds the rest. */
    private static final int MAX_KEYS = 1 << 16;

    private static final long MICROS_PER_MILLI = 1_000L;

    private final DeduplicateSpec spec;
    private final int[] keys;
    private final int[] carried;
    private final StateLayout layout;
    private final long lateMicros;
    private final TaskMetrics.OperatorRows operatorRows;
    private final LateRows late;
    private final PartitionRows partitions;
    private final RowFates fates = new RowFates();

    /** The keys of this task; null once repetitions are not looked for any more. */
    private @Nullable GroupTable known;

    private long[] hashes = {};
    private int[] rows = {};
    private long seenRows;
    private long newRows;

    PreDeduplicate(DeduplicateSpec spec, TaskContext context, int partitionCount, QueryMemory memory) {
        this.spec = spec;
        this.keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        this.carried = spec.carried().stream().mapToInt(Integer::intValue).toArray();
        this.layout = spec.layout();
        this.lateMicros = spec.eventTime() < 0
                ? Long.MIN_VALUE
                : context.batch().watermarks(spec.operatorId()).late();
        this.operatorRows = context.metrics().operatorRows(spec.operatorId());
        this.late = new LateRows(spec, lateMicros, context, fates);
        this.partitions = new PartitionRows(spec, partitionCount, memory);
        this.known = newTable();
    }

    private GroupTable newTable() {
        return GroupTable.inOneSegment(Leaves.of(spec.keySchema()), new StructType(), layout::hash);
    }

    @Override
    public void push(Batch batch) {
        Batch onTime = lateMicros == Long.MIN_VALUE ? batch : withoutLate(batch);
        int rowCount = onTime.rowCount();
        if (rowCount == 0) {
            return;
        }
        if (hashes.length < rowCount) {
            hashes = new long[Batch.roomFor(rowCount)];
            rows = new int[hashes.length];
        }
        Vector[] leaves = keyLeaves(onTime);
        layout.hash(leaves, rowCount, hashes);
        int count = firstRows(leaves, rowCount);
        operatorRows.addDuplicates(rowCount - count);
        fates.add(Fate.DUPLICATE, rowCount - count);
        fates.pass(count, count);
        partitions.addCopies(rows, count, hashes, leaves, carried(onTime));
    }

    private Batch withoutLate(Batch batch) {
        int[] kept = new int[batch.rowCount()];
        int count = EventTimes.of(batch.vector(spec.eventTime()), batch.rowCount())
                .onTime(lateMicros, batch.rowCount(), kept);
        if (count == batch.rowCount()) {
            return batch;
        }
        late.drop(batch, kept, count);
        return batch.gather(kept, count);
    }

    private Vector[] keyLeaves(Batch batch) {
        Vector[] columns = new Vector[keys.length];
        for (int index = 0; index < keys.length; index++) {
            columns[index] = batch.vector(keys[index]);
        }
        Vector[] leaves = Leaves.split(columns, batch.rowCount());
        for (int index = 0; index < leaves.length; index++) {
            leaves[index] = KeyNormalizer.normalize(leaves[index], batch.rowCount());
        }
        return leaves;
    }

    /** Fills in the rows whose keys this task has not seen, as far as it remembers. */
    private int firstRows(Vector[] leaves, int rowCount) {
        GroupTable table = known;
        if (table == null) {
            for (int row = 0; row < rowCount; row++) {
                rows[row] = row;
            }
            return rowCount;
        }
        int count = table.insert(leaves, hashes, rowCount, rows);
        seenRows += rowCount;
        newRows += count;
        if (KeyTrial.hasFailed(seenRows, newRows)) {
            known = null;
        } else if (table.groupCount() >= MAX_KEYS) {
            known = newTable();
        }
        return count;
    }

    private Vector[] carried(Batch batch) {
        int rowCount = batch.rowCount();
        Long delayMillis = spec.delayMillis();
        Vector[] columns = new Vector[carried.length + (delayMillis == null ? 0 : 1)];
        for (int index = 0; index < carried.length; index++) {
            columns[index] = Vectors.flat(batch.vector(carried[index]), rowCount);
        }
        if (delayMillis != null) {
            long[] times =
                    EventTimes.of(batch.vector(spec.eventTime()), rowCount).withEpochForNulls(rowCount);
            long[] expiries = new long[rowCount];
            long delayMicros = delayMillis * MICROS_PER_MILLI;
            for (int row = 0; row < rowCount; row++) {
                expiries[row] = times[row] + delayMicros;
            }
            columns[carried.length] = new LongVector(AtomicType.TIMESTAMP, expiries, null);
        }
        return columns;
    }

    @Override
    public List<SplitRows> finish() {
        return partitions.seal();
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.PartitionLedger;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.seam.Clock;
import dev.sluice.spi.MemoryHold;
import dev.sluice.state.StateTable;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The half of a limit that holds state, for one partition: lets rows pass in the order of their splits while fewer have
 * passed than may, and keeps those of a batch until its end. The partitions but one never get a row.
 */
final class StatefulLimit implements KeyedPartition {
    private static final Vector[] NO_KEYS = new Vector[0];

    private final LimitSpec spec;
    private final StateTable table;
    private final Clock clock;
    private final MemoryHold hold;
    private final BatchBuffer kept;
    private final PartitionLedger ledger;
    private long passed;
    private final long passedBefore;
    private long updatedGroups;
    private long updateNanos;

    /**
     * @param hold counts the state
     * @param memory for the rows until the end of the batch
     */
    StatefulLimit(LimitSpec spec, StateTable table, Clock clock, MemoryHold hold, QueryMemory memory) {
        this.spec = spec;
        this.table = table;
        this.ledger = new PartitionLedger(table);
        this.clock = clock;
        this.hold = hold;
        this.kept = memory.buffer(spec.schema(), "rows within the limit of operator " + spec.operatorId());
        table.forEachGroup(
                count -> passed += Vectors.longs(count.buffers()[0], 1).values()[0]);
        this.passedBefore = passed;
        hold.resize(table.sizeInBytes());
    }

    /** Of the only key there is, which has no columns. */
    static long keyHash() {
        long[] hash = new long[1];
        KeyHash.hash(NO_KEYS, 1, hash);
        return hash[0];
    }

    @Override
    public boolean add(KeyedRows rows) {
        long start = clock.monotonicNanos();
        int count = (int) Math.min(rows.rowCount(), Math.max(0, spec.limit() - passed));
        ledger.take(rows.rowCount());
        ledger.fates().pass(count, count);
        ledger.fates().add(Fate.FILTERED, rows.rowCount() - count);
        if (count > 0) {
            kept.append(new Batch(spec.schema(), rows.values(), count));
            passed += count;
        }
        updateNanos += clock.monotonicNanos() - start;
        return false;
    }

    @Override
    public long mostResults() {
        return passed - passedBefore;
    }

    @Override
    public void endBatch(Output output) {
        kept.seal();
        try (BatchBuffer rows = kept) {
            rows.forEach(output::push);
        }
        if (passed > passedBefore) {
            long[] hash = {keyHash()};
            table.update(NO_KEYS, hash, new long[1], 1, NO_KEYS, (groups, values, rowCount, buffers) -> {
                ((MutableLongVector) buffers[0]).values()[groups[0]] = passed;
                buffers[0].setPresence(groups[0], true);
            });
            updatedGroups = 1;
        }
        hold.resize(table.sizeInBytes());
    }

    @Override
    public PartitionLedger ledger() {
        return ledger;
    }

    @Override
    public BatchResult.OperatorMetrics metrics() {
        return new BatchResult.OperatorMetrics(
                table.groupCount(),
                updatedGroups,
                0,
                table.sizeInBytes(),
                0,
                TimeUnit.NANOSECONDS.toMillis(updateNanos),
                0,
                Map.of());
    }
}

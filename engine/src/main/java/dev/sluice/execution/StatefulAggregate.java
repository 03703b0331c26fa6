package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.AggregateSpec.WindowKey;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.PartitionLedger;
import dev.sluice.seam.Clock;
import dev.sluice.spi.MemoryHold;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.state.GroupRows;
import dev.sluice.state.Panes;
import dev.sluice.state.StateTable;
import dev.sluice.types.StructType;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The half of an aggregation that holds state, for one partition: takes rows and partial results, then at the end of the batch
 * emits what the output mode asks for and drops what event time has closed.
 */
final class StatefulAggregate implements KeyedPartition {
    /** Rows after which the size of the table is told again: few enough that it cannot have outgrown the heap. */
    private static final int ROWS_BETWEEN_SIZES = 1 << 16;

    private final AggregateSpec spec;
    private final AggregateCalls aggregates;
    private final KeyExpiry expiry;
    private final StructType keySchema;
    private final StateTable table;
    private final OperatorWatermarks watermarks;
    private final Clock clock;
    private final MemoryHold hold;
    private final @Nullable Panes panes;
    private final PartitionLedger ledger;

    private int rowsSinceSize;
    private long updatedGroups;
    private long removedGroups;
    private long updateNanos;
    private long removalNanos;

    /**
     * @param hold counts the table
     * @throws dev.sluice.error.SluiceException {@code MEMORY_LIMIT_EXCEEDED} here and wherever the table grows
     */
    StatefulAggregate(
            AggregateSpec spec, StateTable table, OperatorWatermarks watermarks, Clock clock, MemoryHold hold) {
        this.spec = spec;
        this.aggregates = new AggregateCalls(spec);
        this.expiry = KeyExpiry.of(spec);
        this.keySchema = spec.keySchema();
        this.table = table;
        this.watermarks = watermarks;
        this.clock = clock;
        this.hold = hold;
        this.panes = spec.panes();
        this.ledger = new PartitionLedger(table);
        tellSize();
    }

    private void tellSize() {
        hold.resize(table.sizeInBytes());
        rowsSinceSize = 0;
    }

    @Override
    public boolean add(KeyedRows rows) {
        long start = clock.monotonicNanos();
        ledger.take(rows.rowCount());
        long[] expiries = expiry.of(rows.keys(), rows.rowCount());
        StateTable.GroupUpdate change = rows.isFolded() ? aggregates::merge : aggregates::update;
        StateTable.GroupUpdate update = (groups, values, rowCount, buffers) -> {
            ledger.fates().add(Fate.FOLDED, rowCount);
            change.apply(groups, values, rowCount, buffers);
        };
        table.update(rows.keys(), rows.hashes(), expiries, rows.rowCount(), rows.values(), update);
        rowsSinceSize += rows.rowCount();
        if (rowsSinceSize >= ROWS_BETWEEN_SIZES) {
            tellSize();
        }
        updateNanos += clock.monotonicNanos() - start;
        return false;
    }

    /** Without keys there is one group from the beginning, also where there has never been a row. */
    void touchGlobalGroup(int partition, int partitions) {
        long[] hash = new long[1];
        KeyHash.hash(new Vector[0], 1, hash);
        if (KeyHash.partition(hash[0], partitions) == partition) {
            table.update(new Vector[0], hash, new long[1], 1, new Vector[0], (groups, values, rowCount, buffers) -> {});
        }
    }

    @Override
    public long mostResults() {
        return spec.mode() == OutputMode.UPDATE ? table.changedCount() : table.groupCount();
    }

    @Override
    public void endBatch(Output output) {
        tellSize();
        long start = clock.monotonicNanos();
        if (panes == null) {
            endGroups(output);
        } else {
            endWindows(panes, output);
        }
        oweResults();
        if (spec.mode() != OutputMode.COMPLETE) {
            removalNanos = clock.monotonicNanos() - start;
            tellSize();
        }
    }

    private void oweResults() {
        switch (spec.mode()) {
            case APPEND -> ledger.owe(removedGroups);
            case UPDATE -> ledger.owe(updatedGroups);
            case COMPLETE -> ledger.owe(table.windowCount());
        }
    }

    private void endGroups(Output output) {
        updatedGroups = table.changedCount();
        switch (spec.mode()) {
            case APPEND -> removedGroups = table.evict(watermarks.evict(), rows -> emit(rows, output));
            case UPDATE -> {
                table.forEachChanged(rows -> emit(rows, output));
                removedGroups = table.evict(watermarks.evict(), rows -> {});
            }
            case COMPLETE -> table.forEachGroup(rows -> emit(rows, output));
        }
    }

    /**
     * As {@link #endGroups}, where a group is a pane. A window is open for the rows of this batch if it ends after the late
     * watermark, which is the one that windows were closed up to by the batch before: so each window is closed once, also
     * when panes of it are still there for later windows.
     */
    private void endWindows(Panes of, Output output) {
        PaneWindows windows = new PaneWindows(aggregates, table, spec.layout(), of);
        PaneMerge.Windows emission = (keys, buffers, rowCount) -> emit(keys, buffers, rowCount, output);
        long late = spec.expires() ? watermarks.late() : Long.MIN_VALUE;
        table.closeWindows(late);
        switch (spec.mode()) {
            case APPEND -> {
                updatedGroups = windows.countChanged(late);
                windows.forEachIn(new WindowRange(late, watermarks.evict()), emission);
            }
            case UPDATE -> updatedGroups = windows.forEachChanged(late, emission);
            case COMPLETE -> {
                updatedGroups = windows.countChanged(late);
                windows.forEachIn(WindowRange.ALL, emission);
            }
        }
        if (spec.expires()) {
            removedGroups = table.closeWindows(watermarks.evict());
            table.evict(watermarks.evict(), rows -> {});
        }
    }

    private void emit(GroupRows rows, Output output) {
        emit(rows.keys(), rows.buffers(), rows.count(), output);
    }

    /** @param keyLeaves the window by its start, last, if there is one */
    private void emit(Vector[] keyLeaves, Vector[] buffers, int count, Output output) {
        Vector[] keys = Leaves.join(keySchema, keyLeaves, count);
        Vector[] results = aggregates.finish(buffers, count);
        Vector[] columns = new Vector[spec.output().size()];
        int next = 0;
        WindowKey window = spec.window();
        for (int column = 0; column < keys.length; column++) {
            if (window != null && column == window.position()) {
                columns[column] = AssignWindowsOperator.windowVector(
                        (StructType) spec.output().type(column),
                        ((LongVector) keys[keys.length - 1]).values(),
                        window.spec());
            } else {
                columns[column] = keys[next++];
            }
        }
        System.arraycopy(results, 0, columns, keys.length, results.length);
        ledger.emit(count);
        output.push(new Batch(spec.output(), columns, count));
    }

    @Override
    public PartitionLedger ledger() {
        return ledger;
    }

    @Override
    public BatchResult.OperatorMetrics metrics() {
        return new BatchResult.OperatorMetrics(
                table.windowCount(),
                updatedGroups,
                removedGroups,
                table.sizeInBytes(),
                0,
                TimeUnit.NANOSECONDS.toMillis(updateNanos),
                TimeUnit.NANOSECONDS.toMillis(removalNanos),
                Map.of(BatchResult.OperatorMetrics.PARTLY_LATE_ROWS, 0L));
    }
}

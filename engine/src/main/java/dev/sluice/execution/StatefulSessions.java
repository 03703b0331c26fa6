package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.PartitionLedger;
import dev.sluice.seam.Clock;
import dev.sluice.spi.MemoryHold;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.state.GroupRows;
import dev.sluice.state.SessionTable;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The half of a grouping by sessions that holds state, for one partition: merges what comes with the sessions it has. */
final class StatefulSessions implements KeyedPartition {
    /** Rows after which the size of the state is told again: few enough that it cannot have outgrown the heap. */
    private static final int ROWS_BETWEEN_SIZES = 1 << 16;

    private final SessionSpec spec;
    private final StructType keySchema;
    private final AggregateCalls aggregates;
    private final SessionTable table;
    private final OperatorWatermarks watermarks;
    private final Clock clock;
    private final MemoryHold hold;
    private final PartitionLedger ledger;

    private int rowsSinceSize;
    private long updatedSessions;
    private long removedSessions;
    private long updateNanos;
    private long removalNanos;

    /** @param hold counts the state */
    StatefulSessions(
            SessionSpec spec, SessionTable table, OperatorWatermarks watermarks, Clock clock, MemoryHold hold) {
        this.spec = spec;
        this.keySchema = spec.keySchema();
        this.aggregates = new AggregateCalls(spec.aggregates());
        this.table = table;
        this.watermarks = watermarks;
        this.clock = clock;
        this.hold = hold;
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
        int rowCount = rows.rowCount();
        ledger.take(rowCount);
        ledger.fates().add(Fate.FOLDED, rowCount);
        table.merge(
                rows.keys(),
                rows.hashes(),
                Vectors.longs(rows.values()[0], rowCount).values(),
                Vectors.longs(rows.values()[1], rowCount).values(),
                rowCount,
                Arrays.copyOfRange(rows.values(), 2, rows.values().length),
                aggregates::merge);
        rowsSinceSize += rowCount;
        if (rowsSinceSize >= ROWS_BETWEEN_SIZES) {
            tellSize();
        }
        updateNanos += clock.monotonicNanos() - start;
        return false;
    }

    @Override
    public long mostResults() {
        return table.groupCount();
    }

    @Override
    public void endBatch(Output output) {
        long start = clock.monotonicNanos();
        updatedSessions = table.touchedCount();
        if (spec.mode() == OutputMode.COMPLETE) {
            ledger.owe(table.groupCount());
            table.forEachSession(rows -> emit(rows, output));
        } else {
            removedSessions = table.evict(watermarks.evict(), rows -> emit(rows, output));
            ledger.owe(removedSessions);
        }
        removedSessions += table.absorbedCount();
        tellSize();
        removalNanos = clock.monotonicNanos() - start;
    }

    private void emit(GroupRows rows, Output output) {
        int count = rows.count();
        Vector[] stored = rows.keys();
        Vector[] buffers = rows.buffers();
        Vector[] keys = Leaves.join(keySchema, stored, count);
        Vector[] results = aggregates.finish(Arrays.copyOfRange(buffers, 1, buffers.length), count);
        Vector[] columns = new Vector[spec.output().size()];
        int next = 0;
        for (int column = 0; column <= keys.length; column++) {
            columns[column] = column == spec.position() ? session(stored[stored.length - 1], buffers[0]) : keys[next++];
        }
        System.arraycopy(results, 0, columns, keys.length + 1, results.length);
        ledger.emit(count);
        output.push(new Batch(spec.output(), columns, count));
    }

    @Override
    public PartitionLedger ledger() {
        return ledger;
    }

    private StructVector session(Vector starts, Vector ends) {
        StructType type = (StructType) spec.output().type(spec.position());
        Vector[] fields = {
            new LongVector(type.type(0), ((LongVector) starts).values(), null),
            new LongVector(type.type(1), ((LongVector) ends).values(), null)
        };
        return new StructVector(type, fields, null);
    }

    @Override
    public BatchResult.OperatorMetrics metrics() {
        return new BatchResult.OperatorMetrics(
                table.groupCount(),
                updatedSessions,
                removedSessions,
                table.sizeInBytes(),
                0,
                TimeUnit.NANOSECONDS.toMillis(updateNanos),
                TimeUnit.NANOSECONDS.toMillis(removalNanos),
                Map.of());
    }
}

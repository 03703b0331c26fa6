package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.AggregateSpec.WindowKey;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.state.GroupTable;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The half of an aggregation that runs inside a task: drops late rows, folds rows of equal keys into partial results while
 * that shrinks the data, and scatters what is left by the partition that holds the key.
 *
 * <pre>
 * rows -> keys, windows -> late? -> hash -> table of this task -> partition 0, 1, ...
 *                                      \__ or straight on, where nearly every row has a key of its own
 * </pre>
 */
final class PreAggregate implements KeyedTask {
    /** A table beyond this many groups would leave the cache. */
    private static final int MAX_GROUPS = 1 << 16;

    private final AggregateSpec spec;
    private final CompiledExpression[] keys;
    private final AggregateCalls aggregates;
    private final CompiledExpression[] arguments;
    private final @Nullable WindowInput window;
    private final KeyExpiry expiry;
    private final StateLayout layout;
    private final long lateMicros;
    private final LateRows late;
    private final PartitionRows partitions;
    private final RowFates fates = new RowFates();

    private GroupTable table;
    private long[] hashes = {};
    private int[] groups = {};
    private int rowsInTable;
    private boolean folds = true;

    private record WindowInput(CompiledExpression time, WindowRows rows) {}

    PreAggregate(AggregateSpec spec, TaskContext context, int partitionCount, QueryMemory memory) {
        TaskFacts facts = context.facts();
        this.spec = spec;
        this.keys = spec.keys().stream()
                .map(key -> ExpressionCompiler.compile(key, facts))
                .toArray(CompiledExpression[]::new);
        this.aggregates = new AggregateCalls(spec);
        this.arguments = aggregates.arguments().stream()
                .map(argument -> ExpressionCompiler.compile(argument.expression(), facts))
                .toArray(CompiledExpression[]::new);
        WindowKey key = spec.window();
        this.window = key == null
                ? null
                : new WindowInput(
                        ExpressionCompiler.compile(key.time(), facts),
                        new WindowRows(key.spec(), spec.panes() != null));
        this.expiry = KeyExpiry.of(spec);
        this.layout = spec.layout();
        this.lateMicros = expiry.isNever()
                ? Long.MIN_VALUE
                : context.batch().watermarks(spec.operatorId()).late();
        this.late = new LateRows(spec, lateMicros, context, fates);
        this.partitions = new PartitionRows(spec, partitionCount, memory);
        this.table = newTable();
    }

    private GroupTable newTable() {
        StructType keyLeaves = Leaves.of(spec.keySchema());
        return GroupTable.inOneSegment(keyLeaves, spec.bufferSchema(), layout::hash);
    }

    @Override
    public void push(Batch batch) {
        Vector[] keyColumns = new Vector[keys.length + (window == null ? 0 : 1)];
        for (int index = 0; index < keys.length; index++) {
            keyColumns[index] = keys[index].evaluate(batch);
        }
        Vector[] values = new Vector[arguments.length];
        for (int index = 0; index < values.length; index++) {
            Vector value = Vectors.flat(arguments[index].evaluate(batch), batch.rowCount());
            values[index] =
                    aggregates.arguments().get(index).isForNullsOnly() ? nullsOf(value, batch.rowCount()) : value;
        }
        int rowCount = batch.rowCount();
        if (window != null) {
            rowCount = assignWindows(window, batch, keyColumns, values);
        }
        Vector[] leaves = Leaves.split(keyColumns, rowCount);
        for (int index = 0; index < leaves.length; index++) {
            leaves[index] = KeyNormalizer.normalize(leaves[index], rowCount);
        }
        if (window == null && lateMicros != Long.MIN_VALUE) {
            rowCount = dropLate(batch, leaves, values);
        }
        if (window == null) {
            fates.add(Fate.FOLDED, rowCount);
        }
        if (rowCount > 0) {
            fold(leaves, values, rowCount);
        }
    }

    private static Vector nullsOf(Vector vector, int rowCount) {
        return new BooleanVector(AtomicType.BOOLEAN, new boolean[rowCount], vector.validity());
    }

    /** Puts the window column at the end of the keys and repeats rows for each of their open windows, or puts the pane there. */
    private int assignWindows(WindowInput input, Batch batch, Vector[] keyColumns, Vector[] values) {
        int rowCount = batch.rowCount();
        LongVector times = Vectors.longs(input.time().evaluate(batch), rowCount);
        WindowRows pairs = input.rows();
        pairs.expand(times.values(), times.validity(), rowCount, lateMicros);
        late.count(pairs.lateRows(), pairs.partlyLateRows());
        if (late.areKept() && pairs.lateRows() > 0) {
            int[] rows = pairs.rowsThatAreLate(times.values(), times.validity(), rowCount, lateMicros);
            late.keep(batch.gather(rows, rows.length));
        }
        fates.add(Fate.NULL_TIME, pairs.rowsWithoutTime());
        fates.add(Fate.FILTERED, pairs.rowsOutside());
        fates.add(Fate.FOLDED, pairs.openRows());
        if (!pairs.areAllRows(rowCount)) {
            gather(keyColumns, keyColumns.length - 1, pairs.rows(), pairs.count());
            gather(values, values.length, pairs.rows(), pairs.count());
        }
        keyColumns[keyColumns.length - 1] = new LongVector(AtomicType.TIMESTAMP, pairs.starts(), null);
        return pairs.count();
    }

    private int dropLate(Batch batch, Vector[] leaves, Vector[] values) {
        int rowCount = batch.rowCount();
        long[] expiries = expiry.of(leaves, rowCount);
        int[] kept = new int[rowCount];
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            kept[count] = row;
            count += expiries[row] > lateMicros ? 1 : 0;
        }
        if (count < rowCount) {
            late.drop(batch, kept, count);
            gather(leaves, leaves.length, kept, count);
            gather(values, values.length, kept, count);
        }
        return count;
    }

    private static void gather(Vector[] vectors, int upTo, int[] rows, int count) {
        for (int index = 0; index < upTo; index++) {
            vectors[index] = vectors[index].gather(rows, count);
        }
    }

    private void fold(Vector[] leaves, Vector[] values, int rowCount) {
        if (hashes.length < rowCount) {
            hashes = new long[Batch.roomFor(rowCount)];
            groups = new int[hashes.length];
        }
        layout.hash(leaves, rowCount, hashes);
        if (!folds) {
            fates.give(rowCount);
            partitions.addCopies(rowCount, hashes, leaves, values);
            return;
        }
        int groupsBefore = table.groupCount();
        table.findOrCreate(leaves, hashes, rowCount, groups);
        fates.give(table.groupCount() - groupsBefore);
        aggregates.update(groups, values, rowCount, table.segment().buffers());
        rowsInTable += rowCount;
        if (KeyTrial.hasFailed(rowsInTable, table.groupCount())) {
            folds = false;
            flush();
        } else if (table.groupCount() >= MAX_GROUPS) {
            flush();
        }
    }

    /** Hands the groups of the table on; their texts stay in the table's arrays, so the next table is a new one. */
    private void flush() {
        int count = table.groupCount();
        if (count == 0) {
            return;
        }
        long[] groupHashes = table.segment().hashes();
        RowsByPartition sorted = new RowsByPartition(partitions.count());
        sorted.sort(groupHashes, count);
        for (int partition = 0; partition < partitions.count(); partition++) {
            for (int from = 0; from < sorted.count(partition); from += Batch.DEFAULT_ROWS) {
                int to = Math.min(sorted.count(partition), from + Batch.DEFAULT_ROWS);
                int[] part = Arrays.copyOfRange(sorted.rows(partition), from, to);
                Vector[] ofKeys = table.segment().keys(part, part.length);
                Vector[] partials = table.segment().buffers(part, part.length);
                partitions.add(
                        partition, new KeyedRows(part.length, Gather.of(groupHashes, part), ofKeys, partials, true));
            }
        }
        table = newTable();
        rowsInTable = 0;
    }

    @Override
    public List<SplitRows> finish() {
        flush();
        return partitions.seal();
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}

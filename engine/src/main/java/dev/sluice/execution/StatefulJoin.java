package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.expression.CompiledPredicate;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.PartitionLedger;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.seam.Clock;
import dev.sluice.spi.MemoryHold;
import dev.sluice.state.GroupRows;
import dev.sluice.state.JoinState;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The half of a join of streams that holds state, for one partition: rows that come look for partners among those held of
 * the other side, then are held for those to come. At the end of the batch rows that are of no use any more are forgotten;
 * where they come out alone, they do so then.
 */
final class StatefulJoin implements KeyedPartition {
    /** Rows after which the size of the state is told again: few enough that it cannot have outgrown the heap. */
    private static final int ROWS_BETWEEN_SIZES = 1 << 16;

    /** Pairs that are asked for the rest of the condition at once. */
    private static final int MOST_PAIRS = 1 << 14;

    private static final int FEWEST_PAIRS = 1 << 6;

    private final StreamJoinSpec spec;
    private final JoinState state;
    private final OperatorWatermarks watermarks;
    private final Clock clock;
    private final MemoryHold hold;
    private final BatchBuffer results;
    private final StructType pairSchema;
    private final @Nullable CompiledPredicate rest;
    private final boolean notesMatches;
    private final boolean expires;
    private final PartitionLedger ledger;
    private int[] pairRows = {};
    private int[] pairHeld = {};
    private int pairCount;

    private int rowsSinceSize;
    private long resultRows;
    private long heldRows;
    private long removedRows;
    private long updateNanos;
    private long removalNanos;

    /**
     * @param timestampMicros the value of {@code current_timestamp()}
     * @param hold counts the state
     * @param memory for the results until the end of the batch
     */
    StatefulJoin(
            StreamJoinSpec spec,
            JoinState state,
            OperatorWatermarks watermarks,
            long timestampMicros,
            Clock clock,
            MemoryHold hold,
            QueryMemory memory) {
        this.spec = spec;
        this.state = state;
        this.watermarks = watermarks;
        this.clock = clock;
        this.hold = hold;
        this.ledger = new PartitionLedger(state);
        this.results = memory.buffer(spec.output(), "results of operator " + spec.operatorId());
        this.pairSchema = spec.pairs();
        this.rest = spec.rest() == null ? null : ExpressionCompiler.predicate(spec.rest(), timestampMicros);
        this.notesMatches = spec.notesMatches();
        this.expires = spec.expires();
        tellSize();
    }

    private void tellSize() {
        hold.resize(state.sizeInBytes());
        rowsSinceSize = 0;
    }

    /** Rows of one side, with those of the other side that they are joined with. */
    private final class Arrived {
        private final KeyedRows rows;
        private final int side;
        private final int[] flags;
        private final long[] expiries;
        private final Vector[] columns;
        private final int[] keyNumbers;
        private final boolean[] hasPartner;

        private Arrived(KeyedRows rows) {
            this.rows = rows;
            this.flags = ((IntVector) rows.values()[0]).values();
            this.expiries = ((LongVector) rows.values()[1]).values();
            this.side = flags[0] & StreamJoinSpec.SIDE;
            this.columns = spec.columns().columns(side, rows.values(), StreamJoinSpec.FIRST_LEAF, rows.rowCount());
            this.keyNumbers = state.keyNumbers(rows.keys(), rows.hashes(), rows.rowCount());
            this.hasPartner = new boolean[rows.rowCount()];
        }

        private boolean has(int row, int flag) {
            return (flags[row] & flag) != 0;
        }
    }

    @Override
    public boolean add(KeyedRows rows) {
        if (rows.rowCount() == 0) {
            return false;
        }
        long start = clock.monotonicNanos();
        ledger.take(rows.rowCount());
        Arrived arrived = new Arrived(rows);
        pair(arrived);
        emitThoseWithoutHope(arrived);
        hold(arrived);
        rowsSinceSize += rows.rowCount();
        if (rowsSinceSize >= ROWS_BETWEEN_SIZES) {
            tellSize();
        }
        updateNanos += clock.monotonicNanos() - start;
        return false;
    }

    private void pair(Arrived arrived) {
        int other = 1 - arrived.side;
        for (int row = 0; row < arrived.hasPartner.length; row++) {
            if (!arrived.has(row, StreamJoinSpec.MAY_MATCH)) {
                continue;
            }
            int held = state.first(other, arrived.keyNumbers[row]);
            while (held != JoinState.NONE) {
                if (pairCount == pairRows.length) {
                    growPairs();
                }
                pairRows[pairCount] = row;
                pairHeld[pairCount++] = held;
                if (pairCount == MOST_PAIRS) {
                    flush(arrived);
                }
                held = state.after(held);
            }
        }
        flush(arrived);
    }

    private void growPairs() {
        int capacity = Math.min(MOST_PAIRS, Math.max(FEWEST_PAIRS, pairCount * 2));
        pairRows = Arrays.copyOf(pairRows, capacity);
        pairHeld = Arrays.copyOf(pairHeld, capacity);
    }

    private void flush(Arrived arrived) {
        int count = pairCount;
        pairCount = 0;
        if (count > 0) {
            int[] pairs = new int[count];
            Arrays.setAll(pairs, pair -> pair);
            state.read(pairs, pairHeld, count, (some, held) -> join(arrived, some, held));
        }
    }

    /** Asks the rest of the condition of some pairs, and hands on those for which it is true. */
    private void join(Arrived arrived, int[] pairs, GroupRows held) {
        int count = pairs.length;
        Vector[] own = Gather.of(arrived.columns, Gather.of(pairRows, pairs));
        Vector[] others = heldColumns(1 - arrived.side, held);
        Batch joined = new Batch(
                pairSchema, arrived.side == StreamJoinSpec.LEFT ? both(own, others) : both(others, own), count);
        int[] chosen = new int[count];
        int chosenCount = count;
        if (rest == null) {
            Arrays.setAll(chosen, index -> index);
        } else {
            chosenCount = rest.select(joined, chosen);
        }
        if (spec.type() == JoinType.LEFT_SEMI) {
            chosenCount = firstMatches(arrived, pairs, chosen, chosenCount);
        } else {
            noteMatches(arrived, pairs, chosen, chosenCount);
        }
        if (chosenCount > 0) {
            Batch pairsChosen = chosenCount == count ? joined : joined.gather(chosen, chosenCount);
            ledger.fates().give(chosenCount);
            emit(Arrays.copyOf(pairsChosen.vectors(), spec.output().size()), chosenCount);
        }
    }

    private void noteMatches(Arrived arrived, int[] pairs, int[] chosen, int chosenCount) {
        int[] held = new int[chosenCount];
        for (int index = 0; index < chosenCount; index++) {
            int pair = pairs[chosen[index]];
            arrived.hasPartner[pairRows[pair]] = true;
            held[index] = pairHeld[pair];
        }
        if (spec.side(1 - arrived.side).isOuter()) {
            state.noteMatches(held, chosenCount);
        }
    }

    /** Leaves the pairs whose left row has had no partner before; one that was held is not asked for again. */
    private int firstMatches(Arrived arrived, int[] pairs, int[] chosen, int chosenCount) {
        boolean[] isFirst = new boolean[chosenCount];
        if (arrived.side == StreamJoinSpec.LEFT) {
            for (int index = 0; index < chosenCount; index++) {
                int row = pairRows[pairs[chosen[index]]];
                isFirst[index] = !arrived.hasPartner[row];
                arrived.hasPartner[row] = true;
            }
        } else {
            int[] held = new int[chosenCount];
            for (int index = 0; index < chosenCount; index++) {
                held[index] = pairHeld[pairs[chosen[index]]];
            }
            removedRows += state.remove(held, chosenCount, isFirst);
        }
        int count = 0;
        for (int index = 0; index < chosenCount; index++) {
            chosen[count] = chosen[index];
            count += isFirst[index] ? 1 : 0;
        }
        return count;
    }

    private Vector[] heldColumns(int side, GroupRows held) {
        return spec.columns().columns(side, held.buffers(), notesMatches ? 2 : 1, held.count());
    }

    private static Vector[] both(Vector[] left, Vector[] right) {
        Vector[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /** Rows that do not meet the condition of their side come out at once. */
    private void emitThoseWithoutHope(Arrived arrived) {
        int count = 0;
        for (int row = 0; row < arrived.flags.length; row++) {
            count += arrived.has(row, StreamJoinSpec.IS_HELD) ? 0 : 1;
        }
        ledger.fates().pass(count, count);
        if (count > 0) {
            int[] alone = IntStream.range(0, arrived.flags.length)
                    .filter(row -> !arrived.has(row, StreamJoinSpec.IS_HELD))
                    .toArray();
            emitAlone(arrived.side, Gather.of(arrived.columns, alone), count);
        }
    }

    private void hold(Arrived arrived) {
        int rowCount = arrived.flags.length;
        int[] kept = new int[rowCount];
        int count = 0;
        int done = 0;
        boolean isLast = arrived.side == spec.secondSide() && expires;
        boolean isOuter = spec.side(arrived.side).isOuter();
        for (int row = 0; row < rowCount; row++) {
            kept[count] = row;
            if (arrived.has(row, StreamJoinSpec.IS_HELD)) {
                boolean isKept = isToBeHeld(arrived, row, isLast, isOuter);
                count += isKept ? 1 : 0;
                done += isKept ? 0 : 1;
            }
        }
        ledger.fates().add(Fate.STORED, count);
        ledger.bear(count);
        ledger.fates().pass(done, 0);
        if (count == 0) {
            return;
        }
        heldRows += count;
        int[] part = Arrays.copyOf(kept, count);
        boolean isAll = count == rowCount;
        KeyedRows rows = arrived.rows;
        Vector[] leaves = Arrays.copyOfRange(rows.values(), StreamJoinSpec.FIRST_LEAF, rows.values().length);
        Vector[] values = isAll ? leaves : Gather.of(leaves, part);
        if (notesMatches) {
            values = both(new Vector[] {matched(arrived, part)}, values);
        }
        state.add(
                arrived.side,
                isAll ? rows.keys() : Gather.of(rows.keys(), part),
                isAll ? arrived.keyNumbers : Gather.of(arrived.keyNumbers, part),
                isAll ? arrived.expiries : Gather.of(arrived.expiries, part),
                values,
                count);
    }

    private static BooleanVector matched(Arrived arrived, int[] rows) {
        boolean[] matched = new boolean[rows.length];
        for (int index = 0; index < rows.length; index++) {
            matched[index] = arrived.hasPartner[rows[index]];
        }
        return new BooleanVector(AtomicType.BOOLEAN, matched, null);
    }

    /**
     * Nobody asks any more for a row that would be forgotten at the end of this batch, once the other side has come. But a left
     * row is counted as held even then, as in Spark.
     *
     * @param isLast whether the other side has come
     * @param isOuter whether rows without a partner come out alone
     */
    private boolean isToBeHeld(Arrived arrived, int row, boolean isLast, boolean isOuter) {
        if (spec.type() == JoinType.LEFT_SEMI) {
            return !arrived.hasPartner[row];
        }
        boolean comesOutAlone = isOuter && !arrived.hasPartner[row];
        return !isLast || comesOutAlone || arrived.expiries[row] > watermarks.evict();
    }

    private void emitAlone(int side, Vector[] columns, int count) {
        Vector[] nulls = nulls(spec.side(1 - side).schema());
        emit(side == StreamJoinSpec.LEFT ? both(columns, nulls) : both(nulls, columns), count);
    }

    private static Vector[] nulls(StructType schema) {
        Vector[] nulls = new Vector[schema.size()];
        Arrays.setAll(nulls, column -> Vectors.nulls(schema.type(column)));
        return nulls;
    }

    /** @param columns that were gathered */
    private void emit(Vector[] columns, int count) {
        Vector[] owned = new Vector[columns.length];
        Arrays.setAll(owned, column -> Gather.owned(columns[column], count));
        results.appendOwned(new Batch(spec.output(), owned, count));
        resultRows += count;
    }

    @Override
    public long mostResults() {
        return resultRows + (notesMatches ? state.groupCount() : 0);
    }

    @Override
    public void endBatch(Output output) {
        long start = clock.monotonicNanos();
        if (expires) {
            state.evict(watermarks.evict(), this::forget);
        }
        tellSize();
        removalNanos = clock.monotonicNanos() - start;
        results.seal();
        try (BatchBuffer rows = results) {
            rows.forEach(output::push);
        }
    }

    private void forget(GroupRows gone) {
        if (!notesMatches) {
            removedRows += gone.count();
            return;
        }
        Vector[] stored = gone.keys();
        long[] numbers = ((LongVector) stored[stored.length - 1]).values();
        oweThoseWithoutPartner(gone, numbers);
        for (int side = StreamJoinSpec.LEFT; side <= StreamJoinSpec.RIGHT; side++) {
            int ofSide = side;
            int[] rows = IntStream.range(0, numbers.length)
                    .filter(row -> JoinState.sideOf(numbers[row]) == ofSide)
                    .toArray();
            if (!spec.side(side).isOuter()) {
                removedRows += rows.length;
            } else if (rows.length > 0) {
                emitUnmatched(side, gone, rows);
            }
        }
    }

    private void oweThoseWithoutPartner(GroupRows gone, long[] numbers) {
        boolean[] matched = ((BooleanVector) gone.buffers()[1]).values();
        long lonely = 0;
        for (int row = 0; row < gone.count(); row++) {
            lonely += !matched[row] && spec.side(JoinState.sideOf(numbers[row])).isOuter() ? 1 : 0;
        }
        ledger.owe(lonely);
    }

    private void emitUnmatched(int side, GroupRows gone, int[] ofSide) {
        boolean[] matched = ((BooleanVector) gone.buffers()[1]).values();
        int count = 0;
        for (int row : ofSide) {
            ofSide[count] = row;
            count += matched[row] ? 0 : 1;
        }
        if (count > 0) {
            ledger.emit(count);
            emitAlone(side, Gather.of(heldColumns(side, gone), Arrays.copyOf(ofSide, count)), count);
        }
    }

    @Override
    public PartitionLedger ledger() {
        return ledger;
    }

    /** As in Spark, what is removed of a side whose rows come out alone does not count. */
    @Override
    public BatchResult.OperatorMetrics metrics() {
        return new BatchResult.OperatorMetrics(
                state.groupCount(),
                heldRows,
                removedRows,
                state.sizeInBytes(),
                0,
                TimeUnit.NANOSECONDS.toMillis(updateNanos),
                TimeUnit.NANOSECONDS.toMillis(removalNanos),
                Map.of());
    }
}

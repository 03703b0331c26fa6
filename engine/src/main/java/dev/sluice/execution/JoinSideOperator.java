package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.StreamJoinSpec.Side;
import dev.sluice.execution.expression.CompiledPredicate;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.join.JoinKeyColumns;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.plan.logical.JoinWatermarks.Bound;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one side of a join of streams ready for their partition: drops those that are late and those that no
 * partner could ever be found for, unless they come out alone, and brings the others into the columns of both sides, beside
 * their keys and the moment from which on they are of no use.
 */
final class JoinSideOperator implements Operator {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final StreamJoinSpec spec;
    private final int sideNumber;
    private final Side side;
    private final StructType rowSchema;
    private final JoinKeyColumns keys;
    private final @Nullable CompiledPredicate condition;
    private final long lateMicros;
    private final LateRows late;
    private final RowFates fates = new RowFates();

    JoinSideOperator(StreamJoinSpec spec, int sideNumber, TaskContext context) {
        this.spec = spec;
        this.sideNumber = sideNumber;
        this.side = spec.side(sideNumber);
        this.rowSchema = spec.rowSchema();
        long timestamp = context.batch().timestampMicros();
        this.keys = new JoinKeyColumns(side.keys(), spec.keys().nullsMatch(), timestamp);
        this.condition =
                side.condition() == null ? null : ExpressionCompiler.predicate(side.condition(), context.facts());
        this.lateMicros = side.time() < 0
                ? Long.MIN_VALUE
                : context.batch().watermarks(spec.operatorId()).late();
        this.late = new LateRows(spec, lateMicros, context, fates);
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        Batch rows = lateMicros == Long.MIN_VALUE ? batch : withoutLate(batch);
        if (rows.rowCount() == 0) {
            return;
        }
        keys.compute(rows);
        int[] flags = flags(rows);
        int[] kept = new int[flags.length];
        int count = 0;
        for (int row = 0; row < flags.length; row++) {
            kept[count] = row;
            count += side.isOuter() || (flags[row] & StreamJoinSpec.MAY_MATCH) != 0 ? 1 : 0;
        }
        fates.pass(count, count);
        fates.add(Fate.FILTERED, flags.length - count);
        if (count > 0) {
            Batch ready = ready(rows, flags);
            output.push(count == flags.length ? ready : ready.gather(kept, count));
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    private Batch withoutLate(Batch batch) {
        int[] kept = new int[batch.rowCount()];
        int count =
                EventTimes.of(batch.vector(side.time()), batch.rowCount()).onTime(lateMicros, batch.rowCount(), kept);
        if (count == batch.rowCount()) {
            return batch;
        }
        late.drop(batch, kept, count);
        return batch.gather(kept, count);
    }

    private int[] flags(Batch rows) {
        int rowCount = rows.rowCount();
        int[] flags = new int[rowCount];
        int held = sideNumber | StreamJoinSpec.IS_HELD;
        if (condition == null) {
            Arrays.fill(flags, held);
        } else {
            Arrays.fill(flags, sideNumber);
            int[] passed = new int[rowCount];
            int count = condition.select(rows, passed);
            for (int index = 0; index < count; index++) {
                flags[passed[index]] = held;
            }
        }
        long[] complete = complete(rows);
        for (int row = 0; row < rowCount; row++) {
            boolean mayMatch = flags[row] == held && Validity.isPresent(complete, row) && keys.isComplete(row);
            flags[row] |= mayMatch ? StreamJoinSpec.MAY_MATCH : 0;
        }
        return flags;
    }

    /** Which rows have all columns without which the condition is not true. */
    private long @Nullable [] complete(Batch rows) {
        long[] complete = null;
        for (int column : side.required()) {
            complete = Validity.and(
                    complete, Vectors.flat(rows.vector(column), rows.rowCount()).validity(), rows.rowCount());
        }
        return complete;
    }

    private Batch ready(Batch rows, int[] flags) {
        int rowCount = rows.rowCount();
        Vector[] keyLeaves = keys.leaves();
        Vector[] ready = new Vector[rowSchema.size()];
        ready[0] = new LongVector(AtomicType.BIGINT, Arrays.copyOf(keys.hashes(), rowCount), null);
        System.arraycopy(keyLeaves, 0, ready, 1, keyLeaves.length);
        int carried = 1 + keyLeaves.length;
        ready[carried] = new IntVector(AtomicType.INT, flags, null);
        ready[carried + 1] = new LongVector(AtomicType.TIMESTAMP, expiries(rows), null);
        spec.columns().share(sideNumber, rows.vectors(), rowCount, ready, carried + StreamJoinSpec.FIRST_LEAF);
        return new Batch(rowSchema, ready, rowCount);
    }

    /** From when on each row is of no use: a row without a time, as long as there is state. */
    private long[] expiries(Batch rows) {
        int rowCount = rows.rowCount();
        if (side.keyTime() >= 0) {
            return EventTimes.of(keys.column(side.keyTime()), rowCount).withNullsAs(NEVER, rowCount);
        }
        Bound bound = side.bound();
        if (bound == null) {
            long[] never = new long[rowCount];
            Arrays.fill(never, NEVER);
            return never;
        }
        long[] times = EventTimes.of(rows.vector(bound.column()), rowCount).withNullsAs(NEVER, rowCount);
        long[] expiries = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            expiries[row] = times[row] == NEVER ? NEVER : expiry(times[row], bound);
        }
        return expiries;
    }

    private static long expiry(long time, Bound bound) {
        long sum = time + bound.lagMicros();
        if (((time ^ sum) & (bound.lagMicros() ^ sum)) < 0) {
            return time < 0 ? Long.MIN_VALUE + 1 : NEVER;
        }
        return bound.inSeconds() && sum < NEVER - MICROS_PER_SECOND
                ? -Math.floorDiv(-sum, MICROS_PER_SECOND) * MICROS_PER_SECOND
                : sum;
    }
}

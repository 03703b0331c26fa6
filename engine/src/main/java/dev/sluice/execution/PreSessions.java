package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.plan.expression.Expression;
import java.util.List;

/**
 * The half of a grouping by sessions that runs inside a task: drops late rows, makes of each row a session of its own with
 * its partial results, and divides them by the partition that holds their key.
 */
final class PreSessions implements KeyedTask {
    private final CompiledExpression[] keys;
    private final CompiledExpression session;
    private final CompiledExpression[] arguments;
    private final AggregateCalls aggregates;
    private final long lateMicros;
    private final LateRows late;
    private final PartitionRows partitions;
    private final RowFates fates = new RowFates();
    private long[] hashes = {};

    PreSessions(SessionSpec spec, TaskContext context, int partitionCount, QueryMemory memory) {
        long timestamp = context.batch().timestampMicros();
        this.keys = compiled(spec.keys(), timestamp);
        this.session = ExpressionCompiler.compile(spec.session(), timestamp);
        this.aggregates = new AggregateCalls(spec.aggregates());
        this.arguments = compiled(
                aggregates.arguments().stream()
                        .map(AggregateCalls.Argument::expression)
                        .toList(),
                timestamp);
        this.lateMicros = spec.hasEventTime()
                ? context.batch().watermarks(spec.operatorId()).late()
                : Long.MIN_VALUE;
        this.late = new LateRows(spec, lateMicros, context, fates);
        this.partitions = new PartitionRows(spec, partitionCount, memory);
    }

    private static CompiledExpression[] compiled(List<Expression> expressions, long timestampMicros) {
        return expressions.stream()
                .map(expression -> ExpressionCompiler.compile(expression, timestampMicros))
                .toArray(CompiledExpression[]::new);
    }

    @Override
    public void push(Batch batch) {
        int[] rows = new int[batch.rowCount()];
        int count = EventTimes.of(session.evaluate(batch), batch.rowCount()).onTime(lateMicros, batch.rowCount(), rows);
        late.drop(batch, rows, count);
        fates.pass(count, count);
        if (count == 0) {
            return;
        }
        Batch onTime = count == batch.rowCount() ? batch : batch.gather(rows, count);
        if (hashes.length < count) {
            hashes = new long[Batch.roomFor(count)];
        }
        Vector[] leaves = Leaves.split(evaluated(keys, onTime), count);
        for (int index = 0; index < leaves.length; index++) {
            leaves[index] = KeyNormalizer.normalize(leaves[index], count);
        }
        KeyHash.hash(leaves, count, hashes);
        Vector[] partials = new KeyedRows(count, hashes, leaves, evaluated(arguments, onTime), false)
                .folded(aggregates)
                .values();
        StructVector sessions = Vectors.structs(session.evaluate(onTime), count);
        Vector[] carried = new Vector[2 + partials.length];
        carried[0] = Vectors.longs(sessions.field(0), count);
        carried[1] = Vectors.longs(sessions.field(1), count);
        System.arraycopy(partials, 0, carried, 2, partials.length);
        partitions.addCopies(count, hashes, leaves, carried);
    }

    private static Vector[] evaluated(CompiledExpression[] expressions, Batch batch) {
        Vector[] vectors = new Vector[expressions.length];
        for (int index = 0; index < vectors.length; index++) {
            vectors[index] = Vectors.flat(expressions[index].evaluate(batch), batch.rowCount());
        }
        return vectors;
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

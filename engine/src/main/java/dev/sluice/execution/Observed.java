package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of the rows that pass a step, computed by each task for itself and put together at the end of the batch, in the
 * order of the tasks.
 *
 * @param node its number among the steps that observe
 * @param waiting is given the result of a query over static data
 */
public record Observed(
        int node,
        String name,
        List<AggregateCall> aggregates,
        List<NamedExpression> metrics,
        @Nullable Consumer<Batch> waiting) {
    static Observed of(LogicalPlan.Observe plan, int node) {
        return new Observed(node, plan.name(), plan.aggregates(), plan.metrics(), plan.waiting());
    }

    private StructType bufferSchema() {
        StructType schema = new StructType();
        for (AggregateCall call : aggregates) {
            for (StructField field : call.aggregate().bufferSchema()) {
                schema = schema.add(call.outputName() + "." + field.name(), field.dataType());
            }
        }
        return schema;
    }

    private StructType resultSchema() {
        StructType schema = new StructType();
        for (AggregateCall call : aggregates) {
            schema = schema.add(call.outputName(), call.aggregate().resultType());
        }
        return schema;
    }

    /** The names and types of the metrics. */
    public StructType schema() {
        StructType schema = new StructType();
        for (NamedExpression metric : metrics) {
            schema = schema.add(metric.name(), metric.expression().type());
        }
        return schema;
    }

    private AggregateCalls calls() {
        return new AggregateCalls(aggregates, bufferSchema());
    }

    /** The step of one task. */
    Operator operator(TaskContext context, int input) {
        long place = (long) input << 32 | context.task();
        AggregateCalls calls = calls();
        MutableVector[] buffers = calls.newBuffers(1);
        for (MutableVector buffer : buffers) {
            buffer.ensureCapacity(1);
        }
        context.metrics().observe(node, place, buffers);
        long timestamp = context.batch().timestampMicros();
        CompiledExpression[] arguments = calls.arguments().stream()
                .map(argument -> ExpressionCompiler.compile(argument.expression(), timestamp))
                .toArray(CompiledExpression[]::new);
        return (number, batch, output) -> {
            Vector[] values = new Vector[arguments.length];
            for (int argument = 0; argument < values.length; argument++) {
                values[argument] = Vectors.flat(arguments[argument].evaluate(batch), batch.rowCount());
            }
            calls.update(new int[batch.rowCount()], values, batch.rowCount(), buffers);
            output.push(batch);
        };
    }

    /** One row of the metrics, once all tasks have ended. */
    public Batch result(TaskMetrics observed, long timestampMicros) {
        AggregateCalls calls = calls();
        MutableVector[] all = calls.newBuffers(1);
        for (MutableVector buffer : all) {
            buffer.ensureCapacity(1);
        }
        observed.observed(node).forEach(buffers -> calls.merge(new int[1], views(buffers), 1, all));
        Batch results = new Batch(resultSchema(), calls.finish(views(all), 1), 1);
        Vector[] columns = metrics.stream()
                .map(metric -> ExpressionCompiler.compile(metric.expression(), timestampMicros)
                        .evaluate(results))
                .toArray(Vector[]::new);
        return new Batch(schema(), columns, 1).copy();
    }

    private static Vector[] views(MutableVector[] buffers) {
        Vector[] views = new Vector[buffers.length];
        for (int index = 0; index < views.length; index++) {
            views[index] = buffers[index].view(1);
        }
        return views;
    }
}

package dev.sluice.execution;

import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.expression.ExpressionTraits;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All aggregates of one operator over the columns of one common buffer. Immutable. */
final class AggregateCalls {
    private final BoundAggregate[] aggregates;
    private final StructType bufferSchema;

    /** Where the buffer of each aggregate begins, and the end of the last. */
    private final int[] bounds;

    /** The arguments that have to be computed, of all aggregates, one after the other. */
    private final List<Argument> arguments = new ArrayList<>();

    /** Where the arguments of each aggregate begin, and the end of the last. */
    private final int[] argumentBounds;

    /** @param isForNullsOnly whether nothing but its nulls is looked at */
    record Argument(Expression expression, boolean isForNullsOnly) {}

    AggregateCalls(AggregateSpec spec) {
        this(spec.aggregates(), spec.bufferSchema());
    }

    AggregateCalls(List<AggregateCall> calls) {
        this(calls, AggregateSpec.bufferSchema(calls));
    }

    /** @param bufferSchema the buffers of all, one after the other */
    AggregateCalls(List<AggregateCall> calls, StructType bufferSchema) {
        this.aggregates = calls.stream().map(AggregateCall::aggregate).toArray(BoundAggregate[]::new);
        this.bufferSchema = bufferSchema;
        this.bounds = new int[aggregates.length + 1];
        this.argumentBounds = new int[aggregates.length + 1];
        for (int index = 0; index < aggregates.length; index++) {
            bounds[index + 1] = bounds[index] + aggregates[index].bufferSchema().size();
            addArguments(calls.get(index));
            argumentBounds[index + 1] = arguments.size();
        }
    }

    private void addArguments(AggregateCall call) {
        boolean isForNullsOnly = call.aggregate().looksForNullsOnly();
        for (Expression argument : call.arguments()) {
            if (!isForNullsOnly || argument.isNullable() || ExpressionTraits.canFail(argument)) {
                arguments.add(new Argument(argument, isForNullsOnly));
            }
        }
    }

    List<Argument> arguments() {
        return Collections.unmodifiableList(arguments);
    }

    MutableVector[] newBuffers(int capacity) {
        MutableVector[] buffers = new MutableVector[bufferSchema.size()];
        for (int index = 0; index < buffers.length; index++) {
            buffers[index] = MutableVector.of(bufferSchema.type(index), capacity);
        }
        return buffers;
    }

    /** @param values of {@link #arguments} */
    void update(int[] groups, Vector[] values, int rowCount, MutableVector[] buffers) {
        for (int index = 0; index < aggregates.length; index++) {
            Vector[] own = Arrays.copyOfRange(values, argumentBounds[index], argumentBounds[index + 1]);
            aggregates[index].update(groups, own, rowCount, part(buffers, index));
        }
    }

    void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        for (int index = 0; index < aggregates.length; index++) {
            aggregates[index].merge(groups, part(partials, index), rowCount, part(buffers, index));
        }
    }

    /** A result column for each aggregate. */
    Vector[] finish(Vector[] buffers, int rowCount) {
        Vector[] results = new Vector[aggregates.length];
        for (int index = 0; index < aggregates.length; index++) {
            results[index] = aggregates[index].finish(part(buffers, index), rowCount);
        }
        return results;
    }

    private <T> T[] part(T[] columns, int index) {
        return Arrays.copyOfRange(columns, bounds[index], bounds[index + 1]);
    }
}

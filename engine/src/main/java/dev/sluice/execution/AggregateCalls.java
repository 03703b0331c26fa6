package dev.sluice.execution;

import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.StructType;
import java.util.Arrays;

/** All aggregates of one operator over the columns of one common buffer. Immutable. */
final class AggregateCalls {
    private final BoundAggregate[] aggregates;
    private final StructType bufferSchema;

    /** Where the buffer of each aggregate begins, and the end of the last. */
    private final int[] bounds;

    AggregateCalls(AggregateSpec spec) {
        this.aggregates =
                spec.aggregates().stream().map(AggregateCall::aggregate).toArray(BoundAggregate[]::new);
        this.bufferSchema = spec.bufferSchema();
        this.bounds = new int[aggregates.length + 1];
        for (int index = 0; index < aggregates.length; index++) {
            bounds[index + 1] = bounds[index] + aggregates[index].bufferSchema().size();
        }
    }

    MutableVector[] newBuffers(int capacity) {
        MutableVector[] buffers = new MutableVector[bufferSchema.size()];
        for (int index = 0; index < buffers.length; index++) {
            buffers[index] = MutableVector.of(bufferSchema.type(index), capacity);
        }
        return buffers;
    }

    /** @param arguments of each aggregate */
    void update(int[] groups, Vector[][] arguments, int rowCount, MutableVector[] buffers) {
        for (int index = 0; index < aggregates.length; index++) {
            aggregates[index].update(groups, arguments[index], rowCount, part(buffers, index));
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

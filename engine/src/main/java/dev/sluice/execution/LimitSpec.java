package dev.sluice.execution;

import dev.sluice.columnar.Vectors;
import dev.sluice.state.OperatorState;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;

/**
 * Letting the first rows of a stream pass, as it is executed: state holds how many have passed in all batches so far. All
 * rows go to one partition.
 *
 * @param operatorId the number of the operator in the plan, counted from the sink; names its state
 * @param schema of the rows, before and after
 * @param limit the most rows that pass
 */
public record LimitSpec(int operatorId, StructType schema, int limit) implements StatefulSpec {
    private static final StructField PASSED = new StructField("passed", AtomicType.BIGINT, false);

    /** How many rows have passed in all batches, by the state. */
    public static long passed(OperatorState state) {
        long[] passed = new long[1];
        for (int index = 0; index < state.partitionCount(); index++) {
            state.partition(index)
                    .forEachGroup(group ->
                            passed[0] += Vectors.longs(group.buffers()[0], 1).values()[0]);
        }
        return passed[0];
    }

    @Override
    public String progressName() {
        return "globalLimit";
    }

    @Override
    public StructType keySchema() {
        return new StructType();
    }

    @Override
    public StructType carriedSchema() {
        return schema;
    }

    @Override
    public StateLayout layout() {
        return new StateLayout(keySchema(), new StructType(List.of(PASSED)), false);
    }

    @Override
    public boolean expires() {
        return false;
    }

    @Override
    public boolean followsWatermark() {
        return false;
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    /** Not the limit itself: with a larger one, more rows pass from then on. */
    @Override
    public Map<String, String> identity() {
        return Map.of("lets pass", "the first rows");
    }

    @Override
    public String describe() {
        return "StatefulLimit " + operatorId + ", the first " + limit + " rows of the stream, in one partition";
    }
}

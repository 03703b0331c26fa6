package dev.sluice.execution;

import dev.sluice.columnar.Leaves;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A grouping by sessions as it is executed. State holds a group for each session, under its keys and its start; its end is
 * the moment at which it expires.
 *
 * @param operatorId the number of the operator in the plan, counted from the sink; names its state
 * @param keys over the input, without the session
 * @param session over the input: a struct of start and end
 * @param rule by which rows are of one session, as text, as a checkpoint is bound to it
 * @param position of the session among the keys of the output
 * @param hasEventTime whether sessions are of an event time, so that rows may be late
 * @param output keys, the session at its place, then results
 */
public record SessionSpec(
        int operatorId,
        List<Expression> keys,
        Expression session,
        String rule,
        int position,
        boolean hasEventTime,
        List<AggregateCall> aggregates,
        OutputMode mode,
        StructType output)
        implements StatefulSpec {
    private static final StructField START = new StructField("start", AtomicType.TIMESTAMP, false);
    private static final StructField END = new StructField("end", AtomicType.TIMESTAMP, false);

    public SessionSpec {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }

    @Override
    public String progressName() {
        return "sessionWindowStateStoreSaveExec";
    }

    /** The keys without the session. */
    @Override
    public StructType keySchema() {
        List<StructField> fields = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            String name = output.field(key < position ? key : key + 1).name();
            fields.add(new StructField(name, keys.get(key).type(), true));
        }
        return new StructType(fields);
    }

    StructType bufferSchema() {
        return AggregateSpec.bufferSchema(aggregates);
    }

    /** Start and end, then the buffers. */
    @Override
    public StructType carriedSchema() {
        List<StructField> fields = new ArrayList<>(List.of(START, END));
        fields.addAll(bufferSchema().fields());
        return new StructType(fields);
    }

    @Override
    public StateLayout layout() {
        List<StructField> leaves = new ArrayList<>(Leaves.of(keySchema()).fields());
        leaves.add(START);
        return StateLayout.ofSessions(new StructType(leaves), bufferSchema());
    }

    /** In complete mode late rows are dropped, as in Spark, but no session is closed. */
    @Override
    public boolean expires() {
        return hasEventTime && mode != OutputMode.COMPLETE;
    }

    @Override
    public boolean followsWatermark() {
        return mode != OutputMode.COMPLETE;
    }

    @Override
    public Waiting waiting() {
        return mode == OutputMode.APPEND ? Waiting.GROUPS : Waiting.NOTHING;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(
                "groups by sessions and", keys.stream().map(Expression::sql).collect(Collectors.joining(", ")));
        identity.put("session", rule);
        identity.put("aggregates", AggregateSpec.functions(aggregates));
        identity.put("argumentTypes", AggregateSpec.argumentTypes(aggregates));
        identity.put("keys", keySchema().toDDL());
        identity.put("buffers", bufferSchema().toDDL());
        identity.put("expires", Boolean.toString(expires()));
        return identity;
    }

    @Override
    public String describe() {
        return "StatefulSessions " + operatorId + " ["
                + keys.stream().map(Expression::sql).collect(Collectors.joining(", ")) + "] ["
                + aggregates.stream().map(AggregateCall::sql).collect(Collectors.joining(", ")) + "]"
                + (expires() ? ", expires by event time" : ", never expires") + ", exchanged by key, then merged";
    }
}

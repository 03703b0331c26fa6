package dev.sluice.execution;

import dev.sluice.columnar.Leaves;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.state.Panes;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A grouping as it is executed: what is a key, what a group expires by, which rows leave when.
 *
 * <p>A key made by {@code window} right below the aggregate is not a struct here but the start of the window alone, the
 * last of the {@linkplain #keySchema key columns}, or the start of a pane where windows are merged from panes.
 *
 * @param operatorId the number of the operator in the plan, counted from the sink; names its state
 * @param keys over the input, without the window
 * @param window the window key, null where there is none
 * @param expiry what a group expires by
 * @param output keys (the window as a struct, at its place), then results
 */
public record AggregateSpec(
        int operatorId,
        StructType inputSchema,
        List<Expression> keys,
        @Nullable WindowKey window,
        Expiry expiry,
        List<AggregateCall> aggregates,
        OutputMode mode,
        StructType output)
        implements StatefulSpec {
    public AggregateSpec {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }

    /**
     * @param time over the input
     * @param position of the window among the keys of the output
     */
    public record WindowKey(Expression time, WindowSpec spec, int position, Assignment assignment) {
        private String describe() {
            return switch (assignment) {
                case TUMBLING -> "tumbling";
                case PANES ->
                    "sliding, each merged from " + spec.maxWindowsPerRow() + " panes of " + spec.slideMicros() + " us";
                case REPEATED_UNEVEN -> "sliding, rows repeated for each window: the slide does not divide it";
                case REPEATED_IN_ORDER ->
                    "sliding, rows repeated for each window: an aggregate depends on the order of rows";
                case REPEATED_BY_EXPIRY -> "sliding, rows repeated for each window: groups expire by another key";
            };
        }
    }

    /** How rows come to be in windows. */
    public enum Assignment {
        /** Windows do not overlap: a row is in one. */
        TUMBLING,
        /** A row updates the pane it is in; windows are merged from panes. */
        PANES,
        /** A row is repeated for each window, as windows are no whole number of panes. */
        REPEATED_UNEVEN,
        /** A row is repeated for each window, as an aggregate depends on the order of rows, which panes do not keep. */
        REPEATED_IN_ORDER,
        /** A row is repeated for each window, as the windows of a row expire by another key and not by their ends. */
        REPEATED_BY_EXPIRY
    }

    /** When a group is closed, in terms of its key. */
    public sealed interface Expiry {
        /** Never: no key carries the mark of event time, or nothing is evicted in this mode. */
        record Never() implements Expiry {}

        /** At the end of the window key. */
        record WindowEnd() implements Expiry {}

        /** At the moment that this key is. */
        record AtTimestamp(int key) implements Expiry {}

        /** At the end of the window that this key, a struct, is. */
        record AtStructEnd(int key) implements Expiry {}
    }

    @Override
    public StructType keySchema() {
        List<StructField> fields = new ArrayList<>();
        int position = 0;
        for (Expression key : keys) {
            if (window != null && position == window.position()) {
                position++;
            }
            fields.add(new StructField(output.field(position++).name(), key.type(), true));
        }
        if (window != null) {
            Panes panes = panes();
            String start = panes == null ? ".start" : ".pane, " + panes.text();
            fields.add(new StructField(output.field(window.position()).name() + start, AtomicType.TIMESTAMP, true));
        }
        return new StructType(fields);
    }

    /** The buffers of all aggregates one after the other, as state holds them. */
    public StructType bufferSchema() {
        return bufferSchema(aggregates);
    }

    static StructType bufferSchema(List<AggregateCall> aggregates) {
        List<StructField> fields = new ArrayList<>();
        for (AggregateCall call : aggregates) {
            for (StructField field : call.aggregate().bufferSchema()) {
                fields.add(new StructField(call.outputName() + "." + field.name(), field.dataType(), true));
            }
        }
        return new StructType(fields);
    }

    /** The expressions that a row is grouped by, as text, as a checkpoint is bound to them. */
    public String grouping() {
        List<String> texts = new ArrayList<>();
        keys.forEach(key -> texts.add(key.sql()));
        if (window != null) {
            WindowSpec spec = window.spec();
            texts.add("window of " + window.time().sql() + ": " + spec.durationMicros() + " us every "
                    + spec.slideMicros() + " us from " + spec.offsetMicros() + " us");
        }
        return String.join(", ", texts);
    }

    /** The aggregate functions and what they become, as text: {@code sum AS total}. What they are of is left to projections. */
    static String functions(List<AggregateCall> aggregates) {
        return aggregates.stream()
                .map(call -> call.name() + " AS " + call.outputName())
                .collect(Collectors.joining(", "));
    }

    /** Of what types they are, as text: {@code sum(BIGINT)}. */
    static String argumentTypes(List<AggregateCall> aggregates) {
        return aggregates.stream().map(AggregateCall::typed).collect(Collectors.joining(", "));
    }

    @Override
    public StateLayout layout() {
        return new StateLayout(Leaves.of(keySchema()), bufferSchema(), expires(), panes());
    }

    /** The panes that windows are merged from, null where a group is a window or there are no windows. */
    public @Nullable Panes panes() {
        if (window == null || window.assignment() != Assignment.PANES) {
            return null;
        }
        WindowSpec spec = window.spec();
        return new Panes(spec.slideMicros(), spec.maxWindowsPerRow(), spec.offsetMicros());
    }

    /** Without keys there is one group, and one result for every batch that runs. */
    public boolean isGlobal() {
        return keys.isEmpty() && window == null;
    }

    @Override
    public boolean expires() {
        return !(expiry instanceof Expiry.Never);
    }

    @Override
    public boolean followsWatermark() {
        return mode != OutputMode.COMPLETE;
    }

    @Override
    public String progressName() {
        return "stateStoreSave";
    }

    @Override
    public StructType carriedSchema() {
        return bufferSchema();
    }

    @Override
    public Waiting waiting() {
        return mode == OutputMode.APPEND ? Waiting.GROUPS : Waiting.NOTHING;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("groups by", grouping());
        identity.put("aggregates", functions(aggregates));
        identity.put("argumentTypes", argumentTypes(aggregates));
        identity.put("keys", keySchema().toDDL());
        identity.put("buffers", bufferSchema().toDDL());
        identity.put("expires", Boolean.toString(expires()));
        return identity;
    }

    @Override
    public String describe() {
        String groups = keys.stream().map(Expression::sql).collect(Collectors.joining(", "));
        String windows = window == null ? "" : ", window of " + window.time().sql() + ", " + window.describe();
        return "StatefulAggregate " + operatorId + " [" + groups + "]" + windows + " ["
                + aggregates.stream().map(AggregateCall::sql).collect(Collectors.joining(", ")) + "]"
                + (expires() ? ", expires by event time" : ", never expires")
                + ", pre-aggregated in each task, then exchanged by key";
    }
}

package dev.sluice.streaming;

import dev.sluice.execution.LimitSpec;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.execution.Waiting;
import dev.sluice.execution.ledger.RowLedger;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.why.QueryFacts.LimitFacts;
import dev.sluice.streaming.why.QueryFacts.NodeFacts;
import dev.sluice.streaming.why.QueryFacts.OperatorFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a delta says beside its rows, so that a checkpoint alone can tell why there was no output. Nothing else relies on it. */
public final class StateNotes {
    private static final String OPERATOR = "operator";
    private static final String EVENT_TIMES = "eventTimes";

    private StateNotes() {}

    static Map<String, Object> of(StatefulSpec operator, OperatorState state, PhysicalPlan plan) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("name", operator.progressName());
        note.put("keys", List.of(operator.keySchema().fieldNames()));
        note.put("waiting", operator.waiting().name());
        note.put("groups", state.groupCount());
        if (RowLedger.isStrict()) {
            note.put("fingerprint", state.fingerprint());
        }
        if (operator.waiting() != Waiting.NOTHING) {
            long expiry = state.nextExpiry();
            note.put("nextExpiryMicros", expiry);
            note.put("closingMs", plan.closingMillis(operator.operatorId(), expiry));
        }
        if (operator instanceof LimitSpec limit) {
            note.put("limit", limit.limit());
            note.put("passed", LimitSpec.passed(state));
        }
        List<Object> eventTimes = new ArrayList<>();
        for (WatermarkNode node : plan.watermarks()) {
            Map<String, Object> eventTime = new LinkedHashMap<>();
            eventTime.put("node", node.node());
            eventTime.put("column", node.column());
            eventTime.put("delayMs", node.delayMillis());
            Long idleMillis = node.idleMillis();
            if (idleMillis != null) {
                eventTime.put("idleMs", idleMillis);
            }
            eventTimes.add(eventTime);
        }
        return Map.of(OPERATOR, note, EVENT_TIMES, eventTimes);
    }

    /** @return null if a delta says nothing of its operator */
    static @Nullable OperatorFacts operator(Map<String, @Nullable Object> extras) {
        if (!(extras.get(OPERATOR) instanceof Map<?, ?> note) || !(note.get("keys") instanceof List<?> keys)) {
            return null;
        }
        return new OperatorFacts(
                String.valueOf(note.get("name")),
                keys.stream().map(String::valueOf).toList(),
                waiting(note.get("waiting")),
                number(note.get("groups"), 0),
                0,
                0,
                number(note.get("nextExpiryMicros"), Long.MAX_VALUE),
                number(note.get("closingMs"), Long.MAX_VALUE),
                note.get("limit") == null
                        ? null
                        : new LimitFacts(number(note.get("limit"), 0), number(note.get("passed"), 0)));
    }

    /** How many groups there were after the batch of a delta; -1 if it does not say. */
    public static long groups(Map<String, @Nullable Object> extras) {
        return extras.get(OPERATOR) instanceof Map<?, ?> note ? number(note.get("groups"), -1) : -1;
    }

    /** What {@link OperatorState#fingerprint} was after the batch of a delta; null if it does not say. */
    static @Nullable Long fingerprint(Map<String, @Nullable Object> extras) {
        return extras.get(OPERATOR) instanceof Map<?, ?> note && note.get("fingerprint") instanceof Number number
                ? Long.valueOf(number.longValue())
                : null;
    }

    private static Waiting waiting(@Nullable Object name) {
        return Stream.of(Waiting.values())
                .filter(waiting -> waiting.name().equals(name))
                .findFirst()
                .orElse(Waiting.NOTHING);
    }

    /** @param commit that the watermarks are noted in */
    static List<NodeFacts> eventTimes(Map<String, @Nullable Object> extras, CommitEntry commit) {
        List<NodeFacts> nodes = new ArrayList<>();
        if (extras.get(EVENT_TIMES) instanceof List<?> eventTimes) {
            for (Object eventTime : eventTimes) {
                if (eventTime instanceof Map<?, ?> note) {
                    long delay = number(note.get("delayMs"), 0);
                    int node = (int) number(note.get("node"), -1);
                    Long value = commit.nodeWatermarks().get(node);
                    long idleMillis = number(note.get("idleMs"), 0);
                    nodes.add(new NodeFacts(
                            String.valueOf(note.get("column")),
                            delay,
                            value == null ? null : Long.valueOf(value + delay),
                            List.of(),
                            idleMillis == 0 ? null : Long.valueOf(idleMillis),
                            commit.nodeActiveMillis().get(node)));
                }
            }
        }
        return nodes;
    }

    private static long number(@Nullable Object value, long absent) {
        return value instanceof Number number ? number.longValue() : absent;
    }
}

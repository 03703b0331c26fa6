package dev.sluice.streaming.watermark;

import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watermark of a query: the newest event time of each {@code withWatermark} node less its delay, made one by the
 * {@linkplain WatermarkPolicy policy} (semantics 5.5). Never goes back, neither in a run nor over restarts.
 */
public final class WatermarkTracker {
    private final WatermarkPolicy policy;
    private final Map<Integer, Long> delays = new TreeMap<>();
    private final Map<Integer, Long> values = new TreeMap<>();
    private long watermarkMillis;

    public WatermarkTracker(WatermarkPolicy policy, List<WatermarkNode> nodes) {
        this.policy = policy;
        nodes.forEach(node -> delays.put(node.node(), node.delayMillis()));
    }

    public WatermarkPolicy policy() {
        return policy;
    }

    /** Goes on where a commit entry says that the query had come to. */
    public void restore(long recordedMillis, Map<Integer, Long> recordedValues) {
        recordedValues.forEach((node, value) -> {
            if (delays.containsKey(node)) {
                values.merge(node, value, Math::max);
            }
        });
        watermarkMillis = Math.max(watermarkMillis, recordedMillis);
    }

    /** Notes the newest event time that a node saw in a batch. */
    public void observe(int node, long maxEventTimeMillis) {
        Long delay = delays.get(node);
        if (delay == null) {
            throw new IllegalArgumentException("no watermark node " + node);
        }
        values.merge(node, saturatedDifference(maxEventTimeMillis, delay), Math::max);
    }

    /** Ends a batch: what was observed decides the watermark of the next. */
    public void advance() {
        if (!delays.isEmpty()) {
            var all = delays.keySet().stream().mapToLong(node -> values.getOrDefault(node, 0L));
            long chosen = switch (policy) {
                case MIN -> all.min().orElse(0);
                case MAX -> all.max().orElse(0);
            };
            watermarkMillis = Math.max(watermarkMillis, chosen);
        }
    }

    /** The watermark that the next batch uses, 0 at first. */
    public long watermarkMillis() {
        return watermarkMillis;
    }

    /** The value of every node that has seen rows. */
    public Map<Integer, Long> values() {
        return Map.copyOf(values);
    }

    private static long saturatedDifference(long time, long delay) {
        long difference = time - delay;
        return ((time ^ delay) & (time ^ difference)) < 0 ? (time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}

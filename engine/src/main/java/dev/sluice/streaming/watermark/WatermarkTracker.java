package dev.sluice.streaming.watermark;

import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The watermark of a query: the newest event time of each {@code withWatermark} node less its delay, made one by the
 * {@linkplain WatermarkPolicy policy} (semantics 5.5). Never goes back, neither in a run nor over restarts.
 *
 * <p>Under {@link WatermarkPolicy#MIN} a node with an idle timeout does not count while its sources are silent for that long.
 * What a source had in which batch, and when that was, is read from the plans of the batches, so that every attempt at a
 * batch decides the same.
 */
public final class WatermarkTracker {
    private final WatermarkPolicy policy;
    private final Map<Integer, WatermarkNode> nodes = new TreeMap<>();
    private final Map<Integer, Long> values = new TreeMap<>();

    /** The time of the last batch in which the sources of a node had something new; at first that of the first batch. */
    private final Map<Integer, Long> activeMillis = new TreeMap<>();

    private long countedFromMillis = Long.MIN_VALUE;
    private long watermarkMillis;

    public WatermarkTracker(WatermarkPolicy policy, List<WatermarkNode> nodes) {
        this.policy = policy;
        nodes.forEach(node -> this.nodes.put(node.node(), node));
    }

    public WatermarkPolicy policy() {
        return policy;
    }

    /** Goes on where a commit entry says that the query had come to. */
    public void restore(
            long recordedMillis, Map<Integer, Long> recordedValues, Map<Integer, Long> recordedActiveMillis) {
        merge(recordedValues, values);
        merge(recordedActiveMillis, activeMillis);
        watermarkMillis = Math.max(watermarkMillis, recordedMillis);
    }

    private void merge(Map<Integer, Long> recorded, Map<Integer, Long> into) {
        recorded.forEach((node, value) -> {
            if (nodes.containsKey(node)) {
                into.merge(node, value, Math::max);
            }
        });
    }

    /** No silence is older: the clock was set to there, and that was no time in which anything could come. */
    public void countSilenceFrom(long millis) {
        countedFromMillis = millis;
    }

    /** Since when silence counts, {@link Long#MIN_VALUE} if it always does. */
    public long silenceCountsFrom() {
        return countedFromMillis;
    }

    public boolean hasIdleTimeouts() {
        return nodes.values().stream().anyMatch(node -> node.idleMillis() != null);
    }

    /** Notes the newest event time that a node saw in a batch. */
    public void observe(int node, long maxEventTimeMillis) {
        observe(node, maxEventTimeMillis, Long.MAX_VALUE);
    }

    /** As {@link #observe(int, long)}, the node coming no further than to {@code furthestMillis}. */
    public void observe(int node, long maxEventTimeMillis, long furthestMillis) {
        values.merge(node, Math.min(asked(node, maxEventTimeMillis), furthestMillis), Math::max);
    }

    /** How far a node comes by an event time. */
    public long asked(int node, long eventTimeMillis) {
        return saturatedDifference(eventTimeMillis, node(node).delayMillis());
    }

    private WatermarkNode node(int number) {
        WatermarkNode node = nodes.get(number);
        if (node == null) {
            throw new IllegalArgumentException("no watermark node " + number);
        }
        return node;
    }

    /**
     * The watermark of a batch that is being planned.
     *
     * @param batchMillis the time of the batch
     * @param activeSources those that have something new for it
     */
    public long planned(long batchMillis, Set<Integer> activeSources) {
        return Math.max(
                watermarkMillis,
                chosen(node ->
                        isIdle(node, batchMillis) && node.sources().stream().noneMatch(activeSources::contains)));
    }

    /**
     * Ends a batch: what was observed decides the watermark of the next.
     *
     * @param plannedMillis the watermark of the batch
     * @param batchMillis the time of the batch
     * @param activeSources those that had something new for it
     */
    public void advance(long plannedMillis, long batchMillis, Set<Integer> activeSources) {
        nodes.forEach((number, node) -> {
            if (node.sources().stream().anyMatch(activeSources::contains)) {
                activeMillis.merge(number, batchMillis, Math::max);
            } else {
                activeMillis.putIfAbsent(number, batchMillis);
            }
        });
        watermarkMillis = Math.max(Math.max(watermarkMillis, plannedMillis), chosen(node -> isIdle(node, batchMillis)));
    }

    /** Where all are idle none has to wait for another. */
    private long chosen(Predicate<WatermarkNode> isIdle) {
        long slowest = Long.MAX_VALUE;
        long fastest = Long.MIN_VALUE;
        boolean isAnyAwake = false;
        for (WatermarkNode node : nodes.values()) {
            long value = value(node);
            fastest = Math.max(fastest, value);
            if (!isIdle.test(node)) {
                isAnyAwake = true;
                slowest = Math.min(slowest, value);
            }
        }
        if (policy == WatermarkPolicy.MIN && isAnyAwake) {
            return slowest;
        }
        return nodes.isEmpty() ? 0 : fastest;
    }

    private long value(WatermarkNode node) {
        return values.getOrDefault(node.node(), 0L);
    }

    /** Whether the sources of a node are silent for as long as it waits for them. */
    private boolean isIdle(WatermarkNode node, long nowMillis) {
        return idleFromMillis(node) <= nowMillis;
    }

    private long idleFromMillis(WatermarkNode node) {
        Long timeout = node.idleMillis();
        Long active = activeMillis.get(node.node());
        return timeout == null || active == null ? Long.MAX_VALUE : Math.max(active, countedFromMillis) + timeout;
    }

    /** When the next node will be idle that is not so at this moment, if all stay silent; {@link Long#MAX_VALUE} if none. */
    public long nextIdleMillis(long nowMillis) {
        return nodes.values().stream()
                .mapToLong(this::idleFromMillis)
                .filter(from -> from > nowMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The watermark that the next batch uses unless an input becomes idle before it, 0 at first. */
    public long watermarkMillis() {
        return watermarkMillis;
    }

    /** The value of every node that has seen rows. */
    public Map<Integer, Long> values() {
        return Map.copyOf(values);
    }

    /** When the sources of each node last had something new; of all nodes once there was a batch. */
    public Map<Integer, Long> activeMillis() {
        return Map.copyOf(activeMillis);
    }

    /** From when on the sources of each node count as silent, if they are. */
    public Map<Integer, Long> silentSinceMillis() {
        Map<Integer, Long> since = new TreeMap<>(activeMillis);
        since.replaceAll((node, active) -> Math.max(active, countedFromMillis));
        return since;
    }

    private static long saturatedDifference(long time, long delay) {
        long difference = time - delay;
        return ((time ^ delay) & (time ^ difference)) < 0 ? (time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}

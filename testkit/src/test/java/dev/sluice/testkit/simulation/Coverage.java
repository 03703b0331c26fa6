package dev.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often what happened: a simulation in which something never happens proves nothing of it. */
final class Coverage {
    private final Map<Situation, Long> situations = new EnumMap<>(Situation.class);
    private final Map<String, Long> conditions = new TreeMap<>();
    private long recoveries;
    private long batches;
    private long rows;

    void add(Situation situation) {
        situations.merge(situation, 1L, Long::sum);
    }

    void addAll(Set<Situation> found) {
        found.forEach(this::add);
    }

    void addAll(Coverage other) {
        other.situations.forEach((situation, count) -> situations.merge(situation, count, Long::sum));
        other.conditions.forEach((condition, count) -> conditions.merge(condition, count, Long::sum));
        recoveries += other.recoveries;
        batches += other.batches;
        rows += other.rows;
    }

    /** A query has started from a checkpoint that another process left, and has come to the end of what there is to read. */
    void addRecovery() {
        recoveries++;
    }

    long recoveries() {
        return recoveries;
    }

    /** A query failed, with a message that begins with its condition or with that of its stream. */
    void addFailure(String message) {
        int inner = message.indexOf("exception: [");
        int from = message.indexOf('[', Math.max(inner, 0));
        conditions.merge(message.substring(from + 1, message.indexOf(']', from)), 1L, Long::sum);
    }

    void addOutput(Map<Long, List<String>> output) {
        batches += output.size();
        rows += output.values().stream().mapToLong(List::size).sum();
    }

    long count(Situation situation) {
        return situations.getOrDefault(situation, 0L);
    }

    /** What never happened. */
    List<Situation> missing() {
        List<Situation> missing = new ArrayList<>(List.of(Situation.values()));
        missing.removeAll(situations.keySet());
        return missing;
    }

    @Override
    public String toString() {
        return batches + " batches of " + rows + " rows\nfailed with " + conditions + "\ncame to " + situations;
    }
}

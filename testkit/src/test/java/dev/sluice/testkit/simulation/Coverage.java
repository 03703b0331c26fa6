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
    private long batches;
    private long rows;

    void add(Situation situation) {
        situations.merge(situation, 1L, Long::sum);
    }

    void addAll(Set<Situation> found) {
        found.forEach(this::add);
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

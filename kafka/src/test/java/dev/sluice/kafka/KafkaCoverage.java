package dev.sluice.kafka;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often what happened: a simulation in which something never happens proves nothing of it. */
final class KafkaCoverage {
    private final Map<KafkaSituation, Long> situations = new EnumMap<>(KafkaSituation.class);
    private final Map<String, Long> conditions = new TreeMap<>();
    private long seeds;
    private long processes;
    private long crashes;
    private long requests;
    private long rows;

    void addProcess(boolean crashed, int asked) {
        processes++;
        crashes += crashed ? 1 : 0;
        requests += asked;
    }

    /** A query failed, with a message that begins with its condition or with that of its stream. */
    void addFailure(String condition) {
        conditions.merge(condition, 1L, Long::sum);
    }

    void addSeed(Map<KafkaSituation, Long> met, long rowsOfSeed) {
        seeds++;
        rows += rowsOfSeed;
        met.forEach((situation, count) -> situations.merge(situation, count, Long::sum));
    }

    void addAll(KafkaCoverage other) {
        other.conditions.forEach((condition, count) -> conditions.merge(condition, count, Long::sum));
        other.situations.forEach((situation, count) -> situations.merge(situation, count, Long::sum));
        seeds += other.seeds;
        processes += other.processes;
        crashes += other.crashes;
        requests += other.requests;
        rows += other.rows;
    }

    /** What never happened. */
    List<KafkaSituation> missing() {
        List<KafkaSituation> missing = new ArrayList<>(List.of(KafkaSituation.values()));
        missing.removeAll(situations.keySet());
        return missing;
    }

    @Override
    public String toString() {
        return seeds + " seeds, " + processes + " processes, of which " + crashes + " crashed, " + requests
                + " requests to brokers, " + rows + " rows that are as expected\nfailed with " + conditions
                + "\ncame to " + situations;
    }
}

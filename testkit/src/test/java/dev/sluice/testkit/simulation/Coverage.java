package dev.sluice.testkit.simulation;

import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often what happened: a simulation in which something never happens proves nothing of it. */
final class Coverage {
    private final Map<String, AtomicLong> counts = new TreeMap<>();

    void count(String situation) {
        counts.computeIfAbsent(situation, ignored -> new AtomicLong()).incrementAndGet();
    }

    void failure(SluiceException error) {
        String text = String.valueOf(error.getMessage());
        int from = text.indexOf("exception: [");
        String condition =
                from < 0 ? text.substring(1, text.indexOf(']')) : text.substring(from + 12, text.indexOf(']', from));
        count("failed with " + condition);
    }

    void rows(Map<Long, List<String>> rows) {
        counts.computeIfAbsent("batches", ignored -> new AtomicLong()).addAndGet(rows.size());
        counts.computeIfAbsent("rows", ignored -> new AtomicLong())
                .addAndGet(rows.values().stream().mapToLong(List::size).sum());
    }

    long get(String situation) {
        AtomicLong count = counts.get(situation);
        return count == null ? 0 : count.get();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, count) ->
                text.append("  ").append(count).append(' ').append(what).append('\n'));
        return text.toString();
    }
}

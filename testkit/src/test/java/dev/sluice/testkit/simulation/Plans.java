package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the plans of all batches said, also of those that the checkpoint has forgotten since. A plan that was lost with the
 * power before it was durable is followed by another one for its batch, which counts.
 */
final class Plans {
    private final int sources;
    private final NavigableMap<Long, Plan> batches = new TreeMap<>();

    /** By source, the arrivals that each entry of its log took in. */
    private final List<NavigableMap<Long, List<Integer>>> taken = new ArrayList<>();

    /** Which attempt at each batch was committed. */
    private final Map<Long, String> committed = new TreeMap<>();

    /** Up to where each batch that was committed has read; a commit entry repeats its plan, which may not be written yet. */
    private final Map<Long, List<Long>> endsOfCommits = new TreeMap<>();

    /**
     * What a batch or an epoch is to read.
     *
     * @param ends of each source: an entry of its log or a block, -1 before the first
     * @param attempt that was the first
     * @param isFollowedUp whether results that it lets out may come without new rows
     * @param looks of an epoch, each with the ends that its sources had then; none for a batch
     */
    record Plan(
            long watermarkMillis,
            long timestampMillis,
            List<Long> ends,
            String attempt,
            boolean isFollowedUp,
            List<List<Long>> looks) {
        boolean isEpoch() {
            return !looks.isEmpty();
        }
    }

    Plans(int sources) {
        this.sources = sources;
        for (int source = 0; source < sources; source++) {
            taken.add(new TreeMap<>());
        }
    }

    Plans copy() {
        Plans copy = new Plans(sources);
        copy.batches.putAll(batches);
        copy.committed.putAll(committed);
        copy.endsOfCommits.putAll(endsOfCommits);
        for (int source = 0; source < sources; source++) {
            copy.taken.get(source).putAll(taken.get(source));
        }
        return copy;
    }

    /**
     * Notes a file {@code offsets/N}.
     *
     * @param looks that led to it if it is that of an epoch; those of one that is written again are known
     */
    Plan plan(long batchId, byte[] content, List<List<Long>> looks) {
        List<String> lines = new String(content, UTF_8).lines().toList();
        Map<String, @Nullable Object> facts = Json.parseObject(lines.get(1));
        List<Long> ends = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            ends.add(end(line));
        }
        Map<?, ?> identity = identity(facts);
        String attempt = String.valueOf(identity.get("attempt"));
        Plan before = batches.get(batchId);
        Plan plan = new Plan(
                number(facts, "batchWatermarkMs"),
                number(facts, "batchTimestampMs"),
                ends,
                attempt,
                Boolean.TRUE.equals(identity.get("isFollowedUp")),
                before != null && before.attempt().equals(attempt) ? before.looks() : looks);
        batches.put(batchId, plan);
        return plan;
    }

    /** Notes a file {@code commits/N}. */
    void commit(long batchId, byte[] content) {
        List<String> lines = new String(content, UTF_8).lines().toList();
        Map<?, ?> identity = identity(Json.parseObject(lines.get(1)));
        committed.put(batchId, String.valueOf(identity.get("attempt")));
        Map<?, ?> plan = (Map<?, ?>) Objects.requireNonNull(identity.get("plan"), "plan");
        List<?> ends = (List<?>) Objects.requireNonNull(plan.get("ends"), "ends");
        endsOfCommits.put(
                batchId, ends.stream().map(end -> end(String.valueOf(end))).toList());
    }

    /** Up to where a batch that was committed has read; before the first batch, nothing. */
    List<Long> endsOfCommit(long batchId) {
        return endsOfCommits.getOrDefault(batchId, Collections.nCopies(sources, -1L));
    }

    private static Map<?, ?> identity(Map<String, @Nullable Object> facts) {
        return (Map<?, ?>) Objects.requireNonNull(facts.get("sluice"), "sluice");
    }

    /** Whether what counts of a batch is not what its first attempt did. */
    boolean isRepeated(long batchId) {
        String attempt = committed.get(batchId);
        return attempt != null
                && !attempt.equals(
                        Objects.requireNonNull(batches.get(batchId), "plan").attempt());
    }

    private static long end(String line) {
        if (line.equals("-")) {
            return -1;
        }
        return line.startsWith("{") ? number(Json.parseObject(line), "logOffset") : Long.parseLong(line);
    }

    private static long number(Map<String, @Nullable Object> facts, String name) {
        return ((Number) Objects.requireNonNull(facts.get(name), name)).longValue();
    }

    /** The files of the input that an entry {@code sources/S/N} names. */
    static List<Path> paths(byte[] content) {
        return new String(content, UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"path\""))
                .map(line -> String.valueOf(Json.parseObject(line).get("path")))
                .map(path -> Path.of(path.replaceFirst("^file:/+", "/")))
                .toList();
    }

    /** Notes a file {@code sources/S/N}; a compaction repeats earlier entries. */
    void taken(int source, long entry, byte[] content) {
        List<Integer> arrivals = new ArrayList<>();
        new String(content, UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"path\""))
                .forEach(line -> {
                    Map<String, @Nullable Object> file = Json.parseObject(line);
                    if (number(file, "batchId") == entry) {
                        arrivals.add(Places.arrival(String.valueOf(file.get("path"))));
                    }
                });
        taken.get(source).put(entry, arrivals);
    }

    @Nullable
    Plan get(long batchId) {
        return batches.get(batchId);
    }

    NavigableMap<Long, Plan> batches() {
        return batches;
    }

    /** The arrivals that are new in a batch, of one source of the scenario. */
    List<Integer> arrivals(Scenario scenario, long batchId, int source) {
        return arrivals(
                scenario,
                source,
                startsOf(batchId).get(source),
                Objects.requireNonNull(batches.get(batchId), "plan").ends().get(source));
    }

    /** Where a batch begins in each source. */
    List<Long> startsOf(long batchId) {
        Plan before = batches.get(batchId - 1);
        return before == null ? Collections.nCopies(sources, -1L) : before.ends();
    }

    /** The arrivals after {@code start} and up to {@code end} of a source. */
    List<Integer> arrivals(Scenario scenario, int source, long start, long end) {
        List<Integer> arrivals = new ArrayList<>();
        for (long entry = start + 1; entry <= end; entry++) {
            if (scenario.isFiles()) {
                arrivals.addAll(Objects.requireNonNull(taken.get(source).get(entry), "entry " + entry));
            } else {
                arrivals.add(block(scenario, source, (int) entry));
            }
        }
        return arrivals;
    }

    private static int block(Scenario scenario, int source, int number) {
        int left = number;
        for (int arrival = 0; arrival < scenario.arrivals().size(); arrival++) {
            if (scenario.arrivals().get(arrival).source() == source && left-- == 0) {
                return arrival;
            }
        }
        throw new Violation("batch reads block " + number + " of source " + source + ", which there is none of");
    }

    /** The arrivals that no batch up to {@code lastBatch} has read; each may be read once. */
    List<Integer> unread(Scenario scenario, long lastBatch) {
        Set<Integer> read = new HashSet<>();
        for (long batch : batches.headMap(lastBatch, true).keySet()) {
            for (int source = 0; source < sources; source++) {
                for (int arrival : arrivals(scenario, batch, source)) {
                    Violation.unless(read.add(arrival), "arrival ", arrival, " is read twice, also in batch ", batch);
                }
            }
        }
        List<Integer> unread = new ArrayList<>();
        for (int arrival = 0; arrival < scenario.arrivals().size(); arrival++) {
            if (!read.contains(arrival)) {
                unread.add(arrival);
            }
        }
        return unread;
    }
}

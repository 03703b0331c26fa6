package dev.sluice.testkit.simulation;

import dev.sluice.spi.sink.BatchId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sink shows whose rows are seen as they come: all rows of all attempts, by the process that wrote them. Of the batches it
 * knows which attempt was committed last.
 */
class SimulatedShow extends SimulatedTable {
    private final List<Part> parts = new ArrayList<>();
    private final Map<Long, String> committed = new TreeMap<>();

    /** A row of an attempt. */
    record Shown(BatchId batch, String row) {}

    /**
     * What one process has shown.
     *
     * @param committed the newest batch in its checkpoint when it was started, -1 if there was none
     * @param starts up to where that batch had read each source
     */
    record Part(long committed, List<Long> starts, List<Shown> rows) {
        private Part copy() {
            return new Part(committed, starts, new ArrayList<>(rows));
        }
    }

    @Override
    SimulatedShow copy() {
        SimulatedShow copy = new SimulatedShow();
        parts.forEach(part -> copy.parts.add(part.copy()));
        copy.committed.putAll(committed);
        return copy;
    }

    /** A process is started. */
    void begin(long newestCommit, List<Long> starts) {
        parts.add(new Part(newestCommit, starts, new ArrayList<>()));
    }

    List<Part> parts() {
        return parts;
    }

    /** Rows can be seen from now on, whatever becomes of the process. */
    void acknowledge(List<Shown> rows) {
        parts.getLast().rows().addAll(rows);
    }

    /** All rows of a batch are acknowledged. */
    void commit(BatchId batch) {
        committed.put(batch.batchId(), batch.attempt());
    }

    /** The process has closed it. */
    void close() {}

    @Override
    @Nullable
    Held get(long batchId) {
        String attempt = committed.get(batchId);
        return attempt == null ? null : new Held(attempt, rows(batchId, attempt));
    }

    private List<String> rows(long batchId, String attempt) {
        return parts.stream()
                .flatMap(part -> part.rows().stream())
                .filter(shown -> shown.batch().batchId() == batchId
                        && shown.batch().attempt().equals(attempt))
                .map(Shown::row)
                .toList();
    }

    @Override
    void put(long batchId, Held held) {
        throw new UnsupportedOperationException("rows come one by one");
    }

    @Override
    long latest() {
        return committed.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    @Override
    int shownHash() {
        return parts.hashCode() * 31 + super.shownHash();
    }

    /** The rows of the attempt at each batch that was committed last. */
    @Override
    Map<Long, List<String>> rows() {
        Map<Long, List<String>> rows = new LinkedHashMap<>();
        committed.forEach((batch, attempt) ->
                rows.put(batch, rows(batch, attempt).stream().sorted().toList()));
        return rows;
    }

    /** Whether rows can be seen of a batch after this one. */
    boolean hasRowsAfter(long batchId) {
        return parts.stream()
                .flatMap(part -> part.rows().stream())
                .anyMatch(shown -> shown.batch().batchId() > batchId);
    }
}

package dev.sluice.testkit.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a sink outside of the disk holds: the rows of each batch, whole or not at all. It outlives processes. */
class SimulatedTable {
    private final Map<Long, Held> batches = new TreeMap<>();

    /** @param attempt that wrote it */
    record Held(String attempt, List<String> rows) {
        Held {
            rows = rows.stream().sorted().toList();
        }
    }

    SimulatedTable copy() {
        SimulatedTable copy = new SimulatedTable();
        copy.batches.putAll(batches);
        return copy;
    }

    @Nullable
    Held get(long batchId) {
        return batches.get(batchId);
    }

    void put(long batchId, Held held) {
        batches.put(batchId, held);
    }

    long latest() {
        return batches.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    /** Of all that a reader may see. */
    int shownHash() {
        return rows().hashCode();
    }

    /** The rows of each batch, sorted. */
    Map<Long, List<String>> rows() {
        Map<Long, List<String>> rows = new TreeMap<>();
        batches.forEach((batch, held) -> rows.put(batch, held.rows()));
        return rows;
    }
}
